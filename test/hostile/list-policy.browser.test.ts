import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../src/element/accounts/index.js';
import { waitUntil } from '../browsers/wait-until.js';

const PROXY = `http://proxy.localhost:${location.port}`;

type StrictWindow = Window & typeof globalThis & { violations: string[] };

/** The strictest page, in a frame: its policy is its own. */
async function loadStrictPage(): Promise<{ inner: StrictWindow; element: GhlSocialAccountsElement }> {
  const frame = document.createElement('iframe');
  frame.width = '600';
  frame.height = '500';
  frame.src = '/test/hostile/pages/strict-list.html?strict';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.prepend(frame);
  await loaded;
  const inner = frame.contentWindow as StrictWindow;
  await inner.customElements.whenDefined('ghl-social-accounts');
  return { inner, element: inner.document.querySelector('ghl-social-accounts')! };
}

describe('a list on a page with the strictest policy', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('does all but load pictures without a violation', async () => {
    const { inner, element } = await loadStrictPage();
    // A location of its own: what is disconnected there is gone.
    const session = new URLSearchParams({ location: crypto.randomUUID(), can: 'connect attach list disconnect' });
    const token = await fetch(`${PROXY}/session?${session}`, { method: 'POST' }).then((response) => response.text());
    Object.assign(element, { proxyUrl: `${PROXY}/ok`, sessionToken: token });
    await waitUntil(() => element.state === 'ready', 'the list is loaded');
    await element.updateComplete;
    const root = element.shadowRoot!;
    const total = element.accounts.length;
    assert.isAbove(total, 1);
    root.querySelector<HTMLElement>('.select')!.click();
    await element.updateComplete;
    root.querySelector<HTMLElement>('.all input')!.click();
    await element.updateComplete;
    root.querySelector<HTMLElement>('.disconnect-selected')!.click();
    const findConfirm = () => root.querySelector<HTMLElement>('.confirm[aria-disabled="false"]');
    await waitUntil(findConfirm, 'the question can be answered');
    assert.equal(root.querySelectorAll('.names li').length, total);
    assert.notEqual(inner.getComputedStyle(findConfirm()!).backgroundColor, 'rgba(0, 0, 0, 0)', 'the styles are there');
    findConfirm()!.click();
    await waitUntil(() => element.state === 'empty', 'all are disconnected');
    // Pictures of accounts come from other sites: a page that wants them allows img-src. No other violation occurs.
    assert.deepEqual(
      inner.violations.filter((violation) => !violation.startsWith('img-src ')),
      [],
    );
  });

  it('is held to its policy', async () => {
    const { inner } = await loadStrictPage();
    await inner.fetch('/').catch(() => undefined);
    await waitUntil(() => inner.violations.length > 0, 'the violation is reported');
    assert.include(inner.violations.join(), 'connect-src');
  });
});
