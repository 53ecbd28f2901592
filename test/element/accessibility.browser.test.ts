import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
// No module: it makes a global.
import 'axe-core/axe.min.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { stubFocus } from '../browsers/focus.js';
import { answerError } from '../e2e/proxy-fixture.js';
import { createRig, type Rig } from './fixture.js';
import {
  answerPages,
  ATTACHED,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
  press,
  REFUSED,
  type PickerRig,
} from './picker-fixture.js';

declare const axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };

async function assertAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary }) => failureSummary ?? '').join()}`),
    [],
  );
}

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
    stubFocus(false);
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

async function attachAll(rig: PickerRig): Promise<void> {
  rig.find<HTMLInputElement>('[part="picker"] > label input').click();
  await rig.element.updateComplete;
  rig.find<HTMLButtonElement>('.primary').click();
}

/** One of two accounts could not be attached. */
async function openFailure(): Promise<PickerRig> {
  const rig = await openPicker([answerPages(createPages(2)), REFUSED, ATTACHED]);
  await rig.until('choosing');
  await attachAll(rig);
  await waitUntil(() => rig.find('.entry-error') && rig.element.state === 'choosing');
  await rig.element.updateComplete;
  return rig;
}

function setScheme({ element }: Rig, scheme: string): void {
  const parent = element.parentElement!;
  parent.style.colorScheme = scheme;
  parent.style.background = scheme === 'dark' ? '#18181b' : '#fff';
}

for (const scheme of ['light', 'dark']) {
  describe(`axe finds nothing in ${scheme}`, () => {
    afterEach(() => void Reflect.deleteProperty(document, 'hasFocus'));

    for (const [name, open] of Object.entries(PICKER_STATES)) {
      it(name, async () => {
        const rig = await open();
        setScheme(rig, scheme);
        await rig.element.updateComplete;
        await assertAccessible(rig.element);
      });
    }

    for (const appearance of ['filled', 'outline', 'plain', 'icon'] as const) {
      it(`${appearance}, in every size`, async () => {
        for (const size of ['small', 'medium', 'large'] as const) {
          const rig = await createRig({ appearance, size });
          setScheme(rig, scheme);
          await rig.element.updateComplete;
          await assertAccessible(rig.element);
        }
      });
    }

    for (const [name, enter] of Object.entries(STATES)) {
      it(name, async () => {
        const { openWindow, say } = await createTalkingPopup();
        const rig = await createRig({ allowedOrigins: ORIGIN, openWindow });
        setScheme(rig, scheme);
        await enter(rig, say);
        await rig.element.updateComplete;
        await assertAccessible(rig.element);
        rig.element.cancel();
      });
    }
  });
}

describe('a screen reader', () => {
  it('is told the platform, and that a window opens', async () => {
    for (const platform of PLATFORM_NAMES) {
      const { button } = await createRig({ platform });
      const hint = (button.getRootNode() as ShadowRoot).getElementById(button.getAttribute('aria-describedby')!);
      assert.match(button.textContent.trim(), /^Connect [A-Z]/);
      assert.equal(hint?.textContent, 'Opens in a new window');
    }
  });

  it('hears the state in a live region that was there before', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    const region = element.shadowRoot!.querySelector('[role="status"]')!;
    const outcome = element.connect();
    say({ error: 'aborted' });
    await outcome;
    await element.updateComplete;
    assert.equal(element.shadowRoot!.querySelector('[role="status"]'), region);
    assert.include(region.textContent, 'Access was not granted.');
  });

  it('finds the button busy, not disabled, while it connects', async () => {
    const { openWindow } = await createTalkingPopup();
    const { element, button } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    void element.connect();
    await element.updateComplete;
    assert.equal(button.getAttribute('aria-busy'), 'true');
    assert.isFalse(button.disabled);
    element.cancel();
  });
});

describe('a finger and a keyboard', () => {
  it('find a target of 44 px', async () => {
    const { button } = await createRig();
    const { width, height } = button.getBoundingClientRect();
    assert.isAtLeast(width, 44);
    assert.isAtLeast(height, 44);
  });

  it('focus the button through the element', async () => {
    const { element, button } = await createRig();
    (element satisfies GhlSocialConnectElement).focus();
    assert.equal(element.shadowRoot!.activeElement, button);
  });
});

/** What has the focus, by its text or its name. */
function readFocus({ element }: Rig): string {
  const focused = element.shadowRoot!.activeElement;
  if (!focused) return 'elsewhere';
  if (focused.matches('[part="picker"]')) return 'the accounts';
  const owner = focused.closest('label') ?? focused;
  return owner.querySelector('.name, [part="label"]')?.textContent ?? owner.textContent.trim();
}

/** Presses Tab until the focus is on what has this text. */
async function tabTo(rig: Rig, text: string): Promise<void> {
  for (let tabs = 0; readFocus(rig) !== text; tabs += 1) {
    assert.isBelow(tabs, 12, `Tab never comes to "${text}"; the last was "${readFocus(rig)}"`);
    await press('Tab');
  }
}

describe('a keyboard alone', () => {
  it('comes through the whole choice, and ends on the button', async () => {
    const rig = await openPicker([{ ...answerPages(createPages(3)), wait: true }, ATTACHED]);
    rig.element.focus();
    await rig.script.letGo();
    await rig.until('choosing');
    assert.equal(readFocus(rig), 'the accounts');
    await tabTo(rig, 'Page 2');
    await press(' ');
    await tabTo(rig, 'Connect selected (1)');
    await press('Enter');
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p2']);
    assert.equal(rig.element.shadowRoot!.activeElement, rig.button);
  });

  it('keeps its place while accounts are attached', async () => {
    const rig = await openPicker([answerPages(createPages(3)), { ...ATTACHED, wait: true }, REFUSED]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('attaching');
    const [first] = rig.findAll<HTMLInputElement>('li input');
    first!.focus();
    await press(' ');
    assert.isTrue(first!.checked);
    await rig.script.letGo();
    await rig.until('choosing');
    assert.lengthOf(rig.findAll('.badge.attached'), 1);
    assert.equal(readFocus(rig), 'Page 1');
  });

  it('goes to the accounts when the button that it was on is gone', async () => {
    const rig = await openPicker([answerPages(createPages(2)), REFUSED, REFUSED, ATTACHED, REFUSED]);
    await rig.until('choosing');
    await attachAll(rig);
    await waitUntil(() => rig.findAll('.entry-error').length === 2 && rig.element.state === 'choosing');
    await rig.element.updateComplete;
    rig.findButton('Try again').focus();
    await press('Enter');
    await waitUntil(() => rig.findAll('.entry-error').length === 1 && rig.element.state === 'choosing');
    assert.equal(readFocus(rig), 'the accounts');
  });

  it('is not taken from elsewhere on the page', async () => {
    const elsewhere = await fixture<HTMLInputElement>(html`<input aria-label="elsewhere" />`);
    const rig = await openPicker([{ ...answerPages(createPages(1)), wait: true }, ATTACHED]);
    elsewhere.focus();
    await rig.script.letGo();
    await rig.until('choosing');
    assert.equal(document.activeElement, elsewhere);
    rig.findButton('Connect selected (1)').click();
    await rig.until('connected');
    assert.equal(document.activeElement, elsewhere);
  });
});

describe('a screen reader in the accounts', () => {
  it('hears in one live region what is found, what is done and what failed', async () => {
    const rig = await openFailure();
    const regions = rig.findAll('[role="status"], [role="alert"], [aria-live]');
    assert.lengthOf(regions, 1);
    assert.equal(regions[0]!.textContent.trim(), 'Could not be connected: 1');
    const box = rig.find('li input');
    const description = rig.find(`#${box.getAttribute('aria-describedby')}`);
    assert.equal(description.textContent, 'The service has a problem. Try again later.');
    const again = rig.findButton('Try again');
    assert.equal(rig.find(`#${again.getAttribute('aria-describedby')}`).textContent, 'Page 1');
  });

  it('hears that the account is connected', async () => {
    const rig = await openPicker([], { attach: 'none', proxyUrl: undefined });
    await rig.until('connected');
    assert.equal(rig.find('[role="status"]').textContent.trim(), 'Facebook connected');
  });
});

describe('a narrow, enlarged or mirrored page', () => {
  const WIDTH = 320;
  const LONG = [
    { id: '1', name: 'The Greater Willowbrook Association of Independent Booksellers, Bookbinders and Printers' },
    { id: '2', name: 'Donaudampfschifffahrtsgesellschaftsmuseum', isConnected: true },
    { id: '3', name: 'مخبز الياسمين' },
  ];

  for (const [name, style] of Object.entries({
    '320 px wide': '',
    '320 px wide, with text of 200 %': '--ghl-social-connect-font: 500 30px/1.3 sans-serif',
    '320 px wide, from right to left': 'direction: rtl',
  })) {
    it(`${name}: nothing has to be scrolled sideways, and every target is big enough`, async () => {
      const rig = await openPicker([answerPages(LONG), REFUSED]);
      const parent = rig.element.parentElement!;
      parent.style.cssText = `width: ${WIDTH}px; ${style}`;
      await rig.until('choosing');
      await attachAll(rig);
      await waitUntil(() => rig.findAll('.entry-error').length === 2 && rig.element.state === 'choosing');
      await rig.element.updateComplete;
      assert.isAtMost(parent.scrollWidth, WIDTH);
      assert.isAtMost(rig.element.getBoundingClientRect().width, WIDTH);
      for (const box of rig.findAll('[part="picker"], ul')) assert.isAtMost(box.scrollWidth, box.clientWidth);
      for (const target of rig.findAll('button, label, .search')) {
        const { width, height } = target.getBoundingClientRect();
        assert.isAtLeast(Math.min(width, height), 44, target.textContent);
      }
    });
  }
});
