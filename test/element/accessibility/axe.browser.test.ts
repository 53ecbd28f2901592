import { waitUntil } from '../../browsers/wait-until.js';
import { assertAccessible, setScheme } from '../../browsers/axe.js';
import { stubFocus, type FocusStub } from '../../browsers/focus.js';
import { answerError } from '../../e2e/proxy-fixture.js';
import { createRig, type Rig } from '../fixture.js';
import {
  answerPages,
  attachAll,
  ATTACHED,
  createPages,
  createTalkingPopup,
  openFailure,
  openPicker,
  ORIGIN,
  type PickerRig,
} from '../picker/picker-fixture.js';

let focus: FocusStub | undefined;

const STATES: Record<string, (rig: Rig, say: (fields: object) => void) => Promise<unknown>> = {
  idle: async () => {},
  disabled: ({ element }) => ((element.disabled = true), element.updateComplete),
  connecting: ({ element }) => (void element.connect(), element.updateComplete),
  connected: ({ element }, say) => {
    const outcome = element.connect();
    say({ accountId: 'a1' });
    return outcome;
  },
  denied: ({ element }, say) => {
    const outcome = element.connect();
    say({ error: 'aborted' });
    return outcome;
  },
  'provider error': ({ element }, say) => {
    const outcome = element.connect();
    say({ error: 'No page was chosen.' });
    return outcome;
  },
  'cut off': async ({ element }) => {
    focus = stubFocus(false);
    void element.connect();
    document.querySelector('iframe')!.remove();
    await waitUntil(() => element.shadowRoot!.querySelector('.actions'));
  },
  blocked: async ({ element }) => {
    element.openWindow = () => null;
    await element.connect();
    await waitUntil(() => element.shadowRoot!.querySelector('a'));
  },
};

const SIXTY = createPages(60).map((page, index) => ({ ...page, isConnected: index % 7 === 0 }));

/** The states that follow a connection, each with the look of it that is hardest. */
const PICKER_STATES: Record<string, () => Promise<PickerRig>> = {
  'loading details': async () => {
    const rig = await openPicker([{ ...answerPages([]), wait: true }]);
    await rig.until('loading-details');
    return rig;
  },
  'nothing to choose from': () => openChoice(0),
  'three to choose from': () => openChoice(3),
  'sixty to choose from': async () => {
    const rig = await openPicker([answerPages(SIXTY)]);
    await rig.until('choosing');
    return rig;
  },
  'one that failed': () => openFailure(),
  attaching: async () => {
    const rig = await openPicker([answerPages(createPages(3)), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('attaching');
    return rig;
  },
  'connected, without its details': async () => {
    const rig = await openPicker([answerError(403, 'forbidden')]);
    await rig.until('connected');
    return rig;
  },
};

async function openChoice(count: number): Promise<PickerRig> {
  const rig = await openPicker([answerPages(createPages(count))]);
  await rig.until('choosing');
  return rig;
}

for (const scheme of ['light', 'dark']) {
  describe(`axe finds nothing in ${scheme}`, () => {
    afterEach(() => focus?.restore());

    for (const [name, open] of Object.entries(PICKER_STATES)) {
      it(name, async () => {
        const rig = await open();
        setScheme(rig.element, scheme);
        await rig.element.updateComplete;
        await assertAccessible(rig.element);
      });
    }

    for (const appearance of ['filled', 'outline', 'plain', 'icon'] as const) {
      it(`${appearance}, in every size`, async () => {
        for (const size of ['small', 'medium', 'large'] as const) {
          const rig = await createRig({ appearance, size });
          setScheme(rig.element, scheme);
          await rig.element.updateComplete;
          await assertAccessible(rig.element);
        }
      });
    }

    for (const [name, enter] of Object.entries(STATES)) {
      it(name, async () => {
        const { openWindow, say } = await createTalkingPopup();
        const rig = await createRig({ allowedOrigins: ORIGIN, openWindow });
        setScheme(rig.element, scheme);
        await enter(rig, say);
        await rig.element.updateComplete;
        await assertAccessible(rig.element);
        rig.element.cancel();
      });
    }
  });
}
