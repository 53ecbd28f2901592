import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { clickForReal, closePopups, countPopups } from '../browsers/popup.js';
import { createRig, createStartUrl, HIGHLEVEL } from '../element/fixture.js';
import { clickInFrame } from './frame-click.js';

const SCRIPTS = 'allow-scripts allow-same-origin';

interface FramedElement {
  readonly frame: HTMLIFrameElement;
  readonly element: GhlSocialConnectElement;
  readonly warnings: readonly string[];
}

/** A page with an element, in a frame with this `sandbox`. */
async function loadFrame(sandbox: string): Promise<FramedElement> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', sandbox);
  frame.width = '600';
  frame.height = '400';
  frame.src = '/test/hostile/pages/framed.html';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.prepend(frame);
  await loaded;
  const inner = frame.contentWindow as Window & typeof globalThis & { warnings: string[] };
  await inner.customElements.whenDefined('ghl-social-connect');
  const element = inner.document.querySelector('ghl-social-connect')!;
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1' });
  Object.assign(element, { startUrl: createStartUrl(), allowedOrigins: HIGHLEVEL });
  await element.updateComplete;
  return { frame, element, warnings: inner.warnings };
}

function nextOutcome(element: Element): Promise<CustomEvent<{ error?: { code: string } }>> {
  return new Promise((resolve) => {
    for (const type of ['account-connected', 'connect-failed', 'connect-cancelled', 'connect-unconfirmed']) {
      element.addEventListener(type, (event) => resolve(event as CustomEvent<{ error?: { code: string } }>));
    }
  });
}

describe('a sandboxed frame', () => {
  afterEach(async () => {
    document.querySelectorAll('iframe').forEach((frame) => frame.remove());
    await closePopups();
  });

  it('without allow-popups fails as blocked, and the console names what it needs', async () => {
    const { frame, element, warnings } = await loadFrame(SCRIPTS);
    const outcome = nextOutcome(element);
    await clickInFrame(frame, element);
    const { type, detail } = await outcome;
    assert.equal(type, 'connect-failed');
    assert.equal(detail.error?.code, 'popup_blocked');
    assert.equal(element.state, 'failed');
    assert.equal(await countPopups(), 0);
    const findHints = () => warnings.filter((warning) => warning.includes('allow-popups'));
    await waitUntil(() => findHints().length > 0);
    const hints = findHints();
    assert.lengthOf(hints, 1);
    assert.include(hints[0], 'allow-popups-to-escape-sandbox');
  });

  it('with allow-popups and allow-popups-to-escape-sandbox connects without a warning', async () => {
    const { frame, element, warnings } = await loadFrame(`${SCRIPTS} allow-popups allow-popups-to-escape-sandbox`);
    const outcome = nextOutcome(element);
    await clickInFrame(frame, element);
    assert.equal((await outcome).type, 'account-connected');
    assert.deepEqual(
      warnings.filter((warning) => warning.includes('allow-popups')),
      [],
    );
  });
});

describe('a blocked popup', () => {
  const warnings: string[] = [];
  const { warn } = console;
  const { matchMedia } = window;
  beforeEach(() => {
    warnings.length = 0;
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
  });
  afterEach(async () => {
    Object.assign(console, { warn });
    window.matchMedia = matchMedia;
    await closePopups();
  });

  const readHints = () => warnings.filter((warning) => warning.includes('popup was blocked'));

  async function connectBlocked() {
    const rig = await createRig({ openWindow: () => null });
    const outcome = await rig.element.connect();
    assert.equal(outcome.status === 'failed' && outcome.error.code, 'popup_blocked');
    await waitUntil(() => rig.element.shadowRoot!.querySelector('[part="link"]'));
    // The element has asked for it before: what it had to say is said.
    await import('../../src/element/connect/attempt-support.js');
    return rig;
  }

  it('in a tab causes no warning, because the element shows what to do', async () => {
    await connectBlocked();
    assert.deepEqual(readHints(), []);
  });

  it('in an installed app is explained once, and the link connects', async () => {
    window.matchMedia = (query) =>
      query === '(display-mode: standalone)' ? ({ matches: true } as MediaQueryList) : matchMedia.call(window, query);
    await connectBlocked();
    const { element, next } = await connectBlocked();
    assert.lengthOf(readHints(), 1);
    assert.include(readHints()[0], 'installed app');
    const connected = next('account-connected');
    await clickForReal(element.shadowRoot!.querySelector('[part="link"]')!);
    await connected;
  });
});
