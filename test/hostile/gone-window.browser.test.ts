import { assert, fixture, html } from '@open-wc/testing';
import { connectSocialAccount } from '../../src/connect/index.js';
import { clickForReal, closePopups } from '../browsers/popup.js';

const ORIGIN = `http://poster.localhost:${location.port}`;
const PAGE = `${ORIGIN}/test/hostile/pages/poster.html`;

/** The window that a link to `PAGE` opens, once its page has loaded. */
async function openByLink(rel: 'opener' | 'noopener'): Promise<Window> {
  const link = await fixture<HTMLAnchorElement>(html`<a href=${PAGE} target="_blank" rel=${rel}>Open</a>`);
  const ready = new Promise<Window>((resolve) => {
    addEventListener('message', ({ source }) => resolve(source as Window), { once: true });
  });
  await clickForReal(link);
  return ready;
}

describe('a window that a link opened', () => {
  afterEach(closePopups);

  it('connects with a message that it posts in the task in which it closes itself', async () => {
    const poster = await openByLink('opener');
    const attempt = connectSocialAccount({
      platform: 'facebook',
      locationId: 'loc1',
      userId: 'user1',
      allowedOrigins: ORIGIN,
      openedByLink: true,
    });
    poster.postMessage({ order: 'post and close' }, '*');
    assert.equal((await attempt.outcome).status, 'connected');
  });
});
