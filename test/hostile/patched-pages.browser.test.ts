import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { answerJson, createScript } from '../e2e/proxy-fixture.js';
import { addScript, closePages, type Inner, openPage } from '../package/cdn-page.js';
import { PATCHES } from './page-patches.js';

const ORIGIN = 'https://hl.example';
const ACCOUNT_ID = '65f1a2b3c4d5e6f708192a3b';
const PAGES = answerJson({
  success: true,
  results: {
    pages: [
      { id: 'p1', name: 'One "quoted" – 😀' },
      { id: 'p2', name: 'Two' },
    ],
  },
});
const ATTACHED = answerJson({ success: true, results: {} }, 201);

async function openPatchedPage(patch: string): Promise<Inner> {
  const inner = await openPage();
  new inner.Function(patch)();
  await addScript(inner, { src: '/dist/cdn/ghl-social-connect.js', type: 'module' });
  return inner;
}

/** An element of the page, and how to post a message from its popup. */
async function createElement(inner: Inner) {
  // Created by the prototypes: names of the document may be shadowed.
  const create = (tag: string) => inner.Document.prototype.createElement.call(inner.document, tag);
  const body = inner.document.documentElement.lastElementChild!;
  const popup = (body.appendChild(create('iframe')) as HTMLIFrameElement).contentWindow!;
  const element = create('ghl-social-connect') as GhlSocialConnectElement;
  const script = await createScript(PAGES, ATTACHED);
  element.setAttribute('allowed-origins', ORIGIN);
  element.setAttribute('platform', 'facebook');
  element.setAttribute('start-url', `${ORIGIN}/start`);
  element.setAttribute('proxy-url', script.url);
  element.setAttribute('location-id', 'loc1');
  element.setAttribute('attach', 'choose');
  element.setAttribute('user-id', 'user1');
  element.openWindow = () => popup;
  const bodies: string[] = [];
  const { fetch } = inner;
  inner.fetch = (url, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body);
    return fetch.call(inner, url, init);
  };
  body.append(element);
  await element.updateComplete;
  const post = (data: object) =>
    inner.dispatchEvent(new inner.MessageEvent('message', { source: popup, origin: ORIGIN, data }));
  return { element, popup, post, bodies };
}

describe('a page with', () => {
  afterEach(closePages);

  for (const [title, patch] of Object.entries(PATCHES)) {
    it(`${title} connects, lets the person choose, and attaches`, async () => {
      const inner = await openPatchedPage(patch);
      const { element, post, bodies } = await createElement(inner);
      const attached = new Promise((resolve) => element.addEventListener('account-attached', resolve));
      const outcome = element.connect();
      post({ page: 'social_media_posting', platform: 'facebook', accountId: ACCOUNT_ID });
      const { status, ...rest } = await outcome;
      assert.equal(status, 'connected', JSON.stringify(rest));
      assert.equal(element.connection?.accountId, ACCOUNT_ID);
      await waitUntil(() => element.state === 'choosing', `choosing: ${element.state}`);
      await element.updateComplete;
      const root = element.shadowRoot!;
      assert.lengthOf(root.querySelectorAll('[part~="option"]'), 2);
      root.querySelector<HTMLInputElement>('li [type="checkbox"]')!.click();
      await element.updateComplete;
      [...root.querySelectorAll<HTMLButtonElement>('[part="picker"] button')]
        .find((button) => button.textContent.includes('Add selected'))!
        .click();
      await attached;
      assert.deepEqual(
        bodies.map((body) => JSON.parse(body) as unknown),
        [{ originId: 'p1', name: 'One "quoted" – 😀', avatar: '', type: 'page' }],
      );
    });

    it(`${title} reports a refusal as one, and ignores nonsense`, async () => {
      const { element, post } = await createElement(await openPatchedPage(patch));
      const outcome = element.connect();
      post({ page: 'something else' });
      assert.equal(element.state, 'connecting');
      post({ page: 'social_media_posting', error: 'aborted' });
      const result = await outcome;
      assert.deepEqual({ ...result }, { platform: 'facebook', status: 'cancelled', reason: 'denied' });
    });
  }

  it('elements with the names of properties of the document notices that the popup was closed', async () => {
    const inner = await openPatchedPage(PATCHES['elements with the names of properties of the document']!);
    const { element } = await createElement(inner);
    const errors: string[] = [];
    inner.addEventListener('error', ({ message }) => errors.push(message));
    inner.Document.prototype.hasFocus = () => true;
    const popup = { closed: false, close() {}, focus() {} };
    element.openWindow = () => popup as unknown as Window;
    const outcome = element.connect();
    popup.closed = true;
    const result = await outcome;
    assert.deepEqual({ ...result }, { platform: 'facebook', status: 'cancelled', reason: 'popup-closed' });
    assert.deepEqual(errors, []);
  });
});
