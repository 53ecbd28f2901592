import { assert } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { addScript, closePages, type Inner, openPage } from '../package/cdn-page.js';

const ORIGIN = 'https://hl.example';
const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };
const EVENTS = ['focus', 'pageshow', 'pagehide', 'message', 'visibilitychange'] as const;

/** A page with a version of zone.js in which an aborted signal silences other listeners of the same event. */
async function openZonePage(): Promise<Inner> {
  const inner = await openPage();
  await addScript(inner, { src: '/node_modules/zone.js-0.14/bundles/zone.umd.js' });
  await addScript(inner, { src: '/dist/cdn/ghl-social-connect.js', type: 'module' });
  return inner;
}

/** Which events reach listeners that are added to the window and the document. */
function listen(inner: Inner): Set<string> {
  const heard = new Set<string>();
  for (const target of [inner, inner.document]) {
    for (const type of EVENTS) {
      target.addEventListener(type, () => heard.add(`${target === inner ? 'window' : 'document'} ${type}`));
    }
  }
  return heard;
}

function dispatchAll(inner: Inner): void {
  for (const target of [inner, inner.document]) for (const type of EVENTS) target.dispatchEvent(new inner.Event(type));
}

const ALL = [...EVENTS.map((type) => `document ${type}`), ...EVENTS.map((type) => `window ${type}`)].sort();

describe('a page with zone.js 0.14.2', () => {
  afterEach(closePages);

  it('has the fault that this is about', async () => {
    const inner = await openZonePage();
    const controller = new inner.AbortController();
    inner.addEventListener('focus', () => undefined, { signal: controller.signal });
    const heard = listen(inner);
    controller.abort();
    dispatchAll(inner);
    assert.notInclude([...heard], 'window focus');
  });

  for (const end of ['connected', 'cancelled'] as const) {
    it(`hears every event after an attempt that is ${end}, by listeners from before, during and after it`, async () => {
      const inner = await openZonePage();
      const popup = inner.document.body.appendChild(inner.document.createElement('iframe')).contentWindow!;
      const element = inner.document.createElement('ghl-social-connect') as GhlSocialConnectElement;
      Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', allowedOrigins: ORIGIN });
      element.openWindow = () => popup;
      inner.document.body.append(element);

      const before = listen(inner);
      const outcome = element.connect();
      const during = listen(inner);
      const message = { source: popup, origin: ORIGIN, data: GOOD };
      if (end === 'connected') inner.dispatchEvent(new inner.MessageEvent('message', message));
      else element.cancel();
      assert.equal((await outcome).status, end);
      const after = listen(inner);
      for (const heard of [before, during, after]) heard.clear();
      dispatchAll(inner);
      for (const heard of [before, during, after]) assert.deepEqual([...heard].sort(), ALL);
    });
  }
});
