import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { clickForReal, clickInPopup, closePopup, countPopups, readPopupUrl } from '../browsers/popup.js';

const OTHER_ORIGIN = `http://other.localhost:${location.port}`;
const POPUP_URL = `${OTHER_ORIGIN}/test/smoke/pages/popup.html`;

function nextMessage(): Promise<MessageEvent<unknown>> {
  return new Promise((resolve) => {
    addEventListener('message', resolve, { once: true });
  });
}

async function openByClick(url: string): Promise<Window | null> {
  const button = document.createElement('button');
  button.textContent = 'Open';
  document.body.append(button);
  const opened = new Promise<Window | null>((resolve) => {
    button.addEventListener('click', () => resolve(open(url, '_blank', 'popup,width=400,height=300')), { once: true });
  });
  await clickForReal(button);
  const popup = await opened;
  button.remove();
  return popup;
}

describe('the browsers of the tests', () => {
  it('block a popup that no gesture opened', async () => {
    assert.isNull(open(POPUP_URL, '_blank', 'popup'));
    assert.equal(await countPopups(), 0);
  });

  it('open a popup of another origin on a real click, and deliver its message', async () => {
    const message = nextMessage();
    const popup = await openByClick(POPUP_URL);
    assert.isNotNull(popup);
    const { data, origin, source } = await message;
    assert.equal(data, 'ready');
    assert.equal(origin, OTHER_ORIGIN);
    assert.equal(source, popup);
    await waitUntil(async () => (await countPopups()) === 1);
    await waitUntil(async () => (await readPopupUrl()) === POPUP_URL);
    popup?.close();
    await waitUntil(async () => (await countPopups()) === 0);
  });

  it('let a test close a popup like a person', async () => {
    const ready = nextMessage();
    const popup = await openByClick(POPUP_URL);
    await ready;
    await closePopup();
    await waitUntil(() => popup?.closed);
    await waitUntil(async () => (await countPopups()) === 0);
  });

  it('let a test click in a popup like a person', async () => {
    const ready = nextMessage();
    await openByClick(POPUP_URL);
    await ready;
    const finished = nextMessage();
    await clickInPopup('button');
    assert.deepEqual((await finished).data, { finished: true, trusted: true });
  });

  it('make a popup unreachable when its page isolates itself', async () => {
    const popup = await openByClick(`${POPUP_URL}?coop=same-origin`);
    assert.isNotNull(popup);
    await waitUntil(async () => (await readPopupUrl()) === `${POPUP_URL}?coop=same-origin`);
    await waitUntil(() => popup?.closed);
    await waitUntil(async () => (await countPopups()) === 1);
    await closePopup();
    await waitUntil(async () => (await countPopups()) === 0);
  });
});
