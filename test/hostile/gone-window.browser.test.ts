import { assert, fixture, html } from '@open-wc/testing';
import { dispatch, listenForMessages, type MessageReceiver } from '../../src/connect/popup/message-listener.js';
import { wasOpenedByLink } from '../../src/connect/popup/popup-window.js';
import { clickForReal, closePopups } from '../browsers/popup.js';
import { waitUntil } from '../browsers/wait-until.js';

const PAGE = `http://poster.localhost:${location.port}/test/hostile/pages/poster.html`;

/** The window that a link to `PAGE` opens, once it says that it is there. */
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

  it('is known by its message after it has closed itself, though it names no opener then', async () => {
    const poster = await openByLink('opener');
    const ending = new AbortController();
    const got: Parameters<MessageReceiver['receive']>[] = [];
    listenForMessages({ owns: wasOpenedByLink, receive: (...args) => got.push(args) > 0 }, ending.signal);
    poster.postMessage({ order: 'post and close' }, '*');
    await waitUntil(() => got.length === 1 && poster.closed);
    assert.isNull(poster.opener);

    const [event, source] = got[0]!;
    dispatch(event, source);
    ending.abort();
    assert.deepEqual(
      got.map(([{ data }, owned]) => [owned === poster, (data as { page: string }).page]),
      [
        [true, 'social_media_posting'],
        [true, 'social_media_posting'],
      ],
    );
  });
});
