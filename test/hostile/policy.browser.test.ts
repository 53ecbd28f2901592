import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { closePopups } from '../browsers/popup.js';
import { HIGHLEVEL } from '../element/fixture.js';
import { clickInFrame } from './frame-click.js';

const PROXY = `http://proxy.localhost:${location.port}`;

interface StrictPage {
  readonly inner: Window & typeof globalThis & { violations: string[] };
  readonly element: GhlSocialConnectElement;
  /** Clicks as a person would, into the frame. */
  click(target: Element): Promise<void>;
}

/** The strictest page, in a frame: its policy is its own. */
async function loadStrictPage(query = 'strict'): Promise<StrictPage> {
  const frame = document.createElement('iframe');
  frame.width = '600';
  frame.height = '500';
  frame.src = `/test/hostile/pages/${query.includes('own-lit') ? 'strict-lit' : 'strict'}.html?${query}`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.prepend(frame);
  await loaded;
  const inner = frame.contentWindow as StrictPage['inner'];
  await inner.customElements.whenDefined('ghl-social-connect');
  const element = inner.document.querySelector('ghl-social-connect')!;
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', allowedOrigins: HIGHLEVEL });
  await element.updateComplete;
  const click = (target: Element) => clickInFrame(frame, target);
  return { inner, element, click };
}

const next = (element: Element, type: string) =>
  new Promise<CustomEvent>((resolve) => element.addEventListener(type, (event) => resolve(event as CustomEvent)));

describe('a page with the strictest policy', () => {
  afterEach(async () => {
    document.querySelectorAll('iframe').forEach((frame) => frame.remove());
    await closePopups();
  });

  it('reports what is not allowed as a violation', async () => {
    const { inner } = await loadStrictPage();
    await inner.fetch('/').catch(() => undefined);
    await waitUntil(() => inner.violations.length > 0);
    assert.include(inner.violations.join(), 'connect-src');
  });

  for (const query of ['strict', 'strict=lit-html&own-lit']) {
    it(`lets everything but pictures work without a violation (${query})`, async () => {
      const { inner, element, click } = await loadStrictPage(query);
      if (query.includes('own-lit')) await waitUntil(() => inner.document.querySelector('#own-lit'));
      const token = await fetch(`${PROXY}/session`, { method: 'POST' }).then((response) => response.text());
      Object.assign(element, { proxyUrl: `${PROXY}/ok`, sessionToken: token, attach: 'choose' });
      const connected = next(element, 'account-connected');
      await click(element);
      await connected;
      await waitUntil(() => element.state === 'choosing');
      const root = element.shadowRoot!;
      await waitUntil(() => root.querySelector('[part~="option"]'));
      assert.isAbove(root.querySelectorAll('[part~="option"]').length, 1);
      const { backgroundColor } = inner.getComputedStyle(root.querySelector('button')!);
      assert.notEqual(backgroundColor, 'rgba(0, 0, 0, 0)', 'the styles are there');
      // Pictures of accounts come from other sites: a page that wants them allows img-src. No other violation occurs.
      assert.deepEqual(
        inner.violations.filter((violation) => !violation.startsWith('img-src ')),
        [],
      );
    });
  }
});
