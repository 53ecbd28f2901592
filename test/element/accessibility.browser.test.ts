import { assert, fixture, html } from '@open-wc/testing';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
// No module: it makes a global.
import 'axe-core/axe.min.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { createRig, type Rig } from './fixture.js';

declare const axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };

const ORIGIN = 'https://hl.example';

async function assertAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary }) => failureSummary ?? '').join()}`),
    [],
  );
}

/** A popup that stays open and says what it is told to. */
async function createTalkingPopup() {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="stands for the popup"></iframe>`);
  const popup = frame.contentWindow!;
  const say = (fields: object) => {
    const data = { page: 'social_media_posting', ...fields };
    dispatchEvent(new MessageEvent('message', { source: popup, origin: ORIGIN, data }));
  };
  return { openWindow: () => popup, say };
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
  blocked: async ({ element }) => {
    element.openWindow = () => null;
    await element.connect();
    await element.updateComplete;
    assert.isNotNull(element.shadowRoot!.querySelector('a'));
  },
};

for (const scheme of ['light', 'dark']) {
  describe(`axe finds nothing in ${scheme}`, () => {
    for (const [name, enter] of Object.entries(STATES)) {
      it(name, async () => {
        const { openWindow, say } = await createTalkingPopup();
        const rig = await createRig({ allowedOrigins: ORIGIN, openWindow });
        const parent = rig.element.parentElement!;
        parent.style.colorScheme = scheme;
        parent.style.background = scheme === 'dark' ? '#18181b' : '#fff';
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
