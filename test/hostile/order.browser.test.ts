import { assert } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';

const ALLOWED = 'https://hl.example';
const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };

describe('messages that arrive in the task of the first click', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const [first, second, status] of [
    [GOOD, { ...GOOD, error: 'aborted' }, 'connected'],
    [{ ...GOOD, error: 'aborted' }, GOOD, 'cancelled'],
  ] as const) {
    it(`are read in the order in which they arrive: ${status}`, async () => {
      // A page of its own, which has loaded nothing but the entry.
      const frame = document.createElement('iframe');
      frame.src = '/test/hostile/pages/framed.html';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      const inner = frame.contentWindow as Window & typeof globalThis;
      const element = inner.document.querySelector<GhlSocialConnectElement>('ghl-social-connect')!;
      const popup = inner.document.body.appendChild(inner.document.createElement('iframe')).contentWindow!;
      Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1' });
      Object.assign(element, { allowedOrigins: ALLOWED, openWindow: () => popup });
      const rejected: string[] = [];
      element.addEventListener('message-rejected', ({ detail }) => rejected.push(detail.reason));
      const outcome = element.connect();
      const post = (data: unknown) =>
        inner.dispatchEvent(new inner.MessageEvent('message', { source: popup, origin: ALLOWED, data }));
      for (let count = 0; count < 20; count += 1) post('rubbish');
      post(first);
      post(second);
      assert.equal((await outcome).status, status);
      assert.lengthOf(rejected, 20);
    });
  }
});
