import { assert } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { addScript, closePages, type Inner, openPage } from './cdn-page.js';

const HIGHLEVEL = 'https://hl.example';
const FILES: readonly [name: string, type: 'module' | ''][] = [
  ['ghl-social-connect.js', 'module'],
  ['ghl-social-connect.bundle.js', 'module'],
  ['ghl-social-connect.classic.js', ''],
  ['ghl-social-accounts.js', 'module'],
];

/** Plays HighLevel's page around the app's. */
function answer({ source, data }: MessageEvent<{ message?: string }>): void {
  if (data.message !== 'REQUEST_USER_DATA') return;
  (source as Window).postMessage({ message: 'REQUEST_USER_DATA_RESPONSE', payload: 'for-the-proxy' }, '*');
}

/** Puts an element with a session on the page. HighLevel reports the account as soon as the sign-in has an address. */
function createElement(inner: Inner): GhlSocialConnectElement {
  const popup = inner.document.body.appendChild(inner.document.createElement('iframe')).contentWindow!;
  const report = () => {
    const data = { page: 'social_media_posting', accountId: 'a1' };
    inner.dispatchEvent(new inner.MessageEvent('message', { source: popup, origin: HIGHLEVEL, data }));
  };
  inner.fetch = (input) => {
    const { pathname } = new URL(String(input), document.baseURI);
    if (pathname === '/highlevel/session') {
      return Promise.resolve(Response.json({ token: 'token', expiresIn: 300, locationId: 'loc1', userId: 'user1' }));
    }
    if (!pathname.endsWith('/start')) return Promise.resolve(new Response('', { status: 404 }));
    report();
    return Promise.resolve(Response.json({ url: 'about:blank' }));
  };
  const element = inner.document.createElement('ghl-social-connect') as GhlSocialConnectElement;
  Object.assign(element, { platform: 'facebook', session: 'highlevel', proxyUrl: '/highlevel' });
  Object.assign(element, { allowedOrigins: HIGHLEVEL, openWindow: () => popup });
  inner.document.body.append(element);
  return element;
}

describe('session="highlevel"', () => {
  beforeEach(() => addEventListener('message', answer));
  afterEach(() => {
    removeEventListener('message', answer);
    closePages();
  });

  for (const [name, type] of FILES) {
    it(`connects, and names the location of the session, with ${name}`, async () => {
      const inner = await openPage();
      await addScript(inner, { src: `/dist/cdn/${name}`, type });
      const outcome = await createElement(inner).connect();
      assert.equal(outcome.status, 'connected');
      const { connection } = outcome as Extract<typeof outcome, { status: 'connected' }>;
      assert.include(connection, { accountId: 'a1', locationId: 'loc1', userId: 'user1' });
    });
  }
});
