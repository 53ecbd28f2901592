import { assert } from '@open-wc/testing';
import type { BeforeDisconnectEvent } from '../../../src/element/accounts/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  find,
  installFetch,
  readNames,
  readRows,
  record,
  refuse,
  removeFetch,
  type ListProxy,
} from './fixture.js';
import { askAbout, findBoxes, findDialog, press, readFocus, readStatus, startSelection } from './selection-rig.js';

beforeEach(installFetch);
afterEach(removeFetch);

const IDS = ['a', 'b', 'c', 'd'];
const createFull = (): ListProxy => createProxy(IDS.map((id) => createEntry(id)));

const listDeletes = ({ requests }: ListProxy) =>
  requests.filter((request) => request.startsWith('DELETE')).map((request) => request.split('/').at(-1));

/** Holds each request to disconnect until it is released. */
function holdDeletes(proxy: ListProxy): () => void {
  const waiting: (() => void)[] = [];
  proxy.intercept = ((method: string) =>
    method === 'DELETE' ? new Promise<void>((resolve) => waiting.push(resolve)) : undefined) as typeof proxy.intercept;
  return () => waiting.shift()!();
}

describe('selecting several accounts', () => {
  it('is one button until it is wanted', async () => {
    const element = await createLoaded(createFull());
    assert.lengthOf(findBoxes(element), 0);
    assert.equal(find(element, '.toolbar')!.textContent!.trim(), 'Select');
    await startSelection(element);
    assert.lengthOf(findBoxes(element), 4);
    press(element, '.leave');
    await element.updateComplete;
    assert.lengthOf(findBoxes(element), 0);
    assert.equal(readFocus(element), find(element, '.select'));
  });

  it('is offered only to a session that may disconnect, and not for a single account', async () => {
    const allowed = await createLoaded(createFull());
    assert.isNotNull(find(allowed, '.select'));
    const proxy = createFull();
    proxy.can = ['connect', 'attach', 'list'];
    assert.isNull(find(await createLoaded(proxy), '.toolbar'));
    assert.isNull(find(await createLoaded(createProxy([createEntry('a')])), '.toolbar'));
    assert.isNull(find(await createLoaded(createProxy([createEntry('a', EXPIRED)]), { show: 'problems' }), '.toolbar'));
  });

  it('ends when the session may no longer disconnect', async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    await startSelection(element);
    proxy.can = ['list'];
    await element.refresh();
    await element.updateComplete;
    assert.lengthOf(findBoxes(element), 0);
    assert.isNull(find(element, '.toolbar'));
  });

  it('names each checkbox, and selects all with one', async () => {
    const element = await createLoaded(createFull());
    await startSelection(element);
    const [first] = findBoxes(element);
    assert.equal(first!.getAttribute('aria-label'), 'Select \u2068Account a\u2069');
    const all = find<HTMLInputElement>(element, '.all input')!;
    const readCount = () => find(element, '.disconnect-selected')!.textContent;
    first!.click();
    await element.updateComplete;
    assert.isTrue(all.indeterminate);
    assert.equal(readCount(), 'Disconnect selected (1)');
    all.click();
    await element.updateComplete;
    assert.isTrue(findBoxes(element).every(({ checked }) => checked));
    assert.equal(readCount(), 'Disconnect selected (4)');
    all.click();
    await element.updateComplete;
    assert.equal(readCount(), 'Disconnect selected (0)');
    press(element, '.disconnect-selected');
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
  });

  it('forgets an account that has left the list', async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    await startSelection(element);
    findBoxes(element)[0]!.click();
    findBoxes(element)[1]!.click();
    proxy.entries = proxy.entries.slice(1);
    await element.refresh();
    await element.updateComplete;
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (1)');
  });
});

describe('disconnecting several accounts', () => {
  it('asks one question that names all of them, and tells the page about all of them', async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    const asked: BeforeDisconnectEvent[] = [];
    element.addEventListener('before-disconnect', (event) => {
      asked.push(event);
      event.waitUntil(Promise.resolve('5 scheduled posts will not be published.'));
    });
    await askAbout(element, 0, 2);
    assert.deepEqual(
      asked.map(({ detail }) => [detail.account.id, detail.accounts.map(({ id }) => id)]),
      [['a', ['a', 'c']]],
    );
    const dialog = findDialog(element);
    assert.isTrue(dialog.matches(':modal'));
    assert.equal(dialog.querySelector('.title')!.textContent, 'Disconnect the selected accounts (2)?');
    assert.deepEqual(
      [...dialog.querySelectorAll('.names li')].map(({ textContent }) => textContent),
      ['Account a', 'Account c'],
    );
    assert.include(dialog.textContent, '5 scheduled posts');
    assert.deepEqual(listDeletes(proxy), []);
    press(element, '.dismiss');
    await waitUntil(() => !dialog.open, 'the question is closed');
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (2)', 'they stay selected');
  });

  it('asks about a single selected account by its name', async () => {
    const element = await createLoaded(createFull());
    await askAbout(element, 1);
    assert.equal(find(element, '#question')!.textContent, 'Disconnect \u2068Account b\u2069?');
    press(element, '.confirm');
    await waitUntil(() => element.accounts.length === 3, 'it is disconnected');
    await waitUntil(() => find(element, '.select') !== null, 'the selection ends');
  });

  it('can be prevented by the page', async () => {
    const element = await createLoaded(createFull());
    element.addEventListener('before-disconnect', (event) => event.preventDefault());
    await startSelection(element);
    find(element, '.all input')!.click();
    await element.updateComplete;
    press(element, '.disconnect-selected');
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
  });

  it('sends one request after the other, and says once what became of them', async () => {
    const proxy = createFull();
    const release = holdDeletes(proxy);
    const element = await createLoaded(proxy);
    const events = record(element, 'account-disconnected');
    await askAbout(element, 0, 1, 3);
    press(element, '.confirm');
    for (const [index, id] of ['a', 'b', 'd'].entries()) {
      await waitUntil(() => listDeletes(proxy).length === index + 1, 'the next request is sent');
      assert.equal(listDeletes(proxy).at(-1), id);
      await element.updateComplete;
      assert.equal(find(element, '.bar .count')!.textContent, `Disconnecting ${index + 1} of 3…`);
      assert.equal(readStatus(element), 'Disconnecting 1 of 3…', 'it is announced at the beginning');
      release();
    }
    await waitUntil(() => events.length === 3, 'each is reported');
    await waitUntil(() => readStatus(element) === 'Disconnected: 3.', 'the end is announced');
    assert.deepEqual(
      events.map(({ detail }) => [(detail.account as { id: string }).id, detail.receipt]),
      ['a', 'b', 'd'].map((id) => [id, `receipt-of-${id}`]),
    );
    assert.deepEqual(readNames(element), ['Account c']);
    await waitUntil(() => readFocus(element)?.matches('.disconnect'), 'the focus is at what remains');
  });

  it('says of each account that failed why, keeps it selected, and can be tried again', async () => {
    const proxy = createFull();
    proxy.intercept = (method, path) =>
      method === 'DELETE' && path.endsWith('/b') ? refuse(403, 'forbidden') : undefined;
    // Gone already, which counts as done.
    const element = await createLoaded(proxy);
    proxy.entries = proxy.entries.filter(({ id }) => id !== 'c');
    const events = record(element, 'account-disconnected', 'account-disconnect-failed');
    await askAbout(element, 0, 1, 2);
    press(element, '.confirm');
    await waitUntil(() => readStatus(element) === 'Disconnected: 2. Could not be disconnected: 1.', 'it is over');
    await element.updateComplete;
    assert.deepEqual(
      events.map(({ type, detail }) => [type, (detail.account as { id: string }).id, detail.alreadyGone]),
      [
        ['account-disconnected', 'a', false],
        ['account-disconnect-failed', 'b', undefined],
        ['account-disconnected', 'c', true],
      ],
    );
    const [row] = readRows(element);
    assert.include(
      row!.textContent,
      '\u2068Account b\u2069 could not be disconnected. The service does not allow this.',
    );
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (1)');
    assert.equal(readFocus(element), find(element, '.disconnect-selected'), 'the focus is where it was');
    proxy.intercept = undefined;
    press(element, '.disconnect-selected');
    await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
    press(element, '.confirm');
    await waitUntil(() => readNames(element).join() === 'Account d', 'it is disconnected');
  });

  it('stops after the request under way, and says of the others that they are still connected', async () => {
    const proxy = createFull();
    const release = holdDeletes(proxy);
    const element = await createLoaded(proxy);
    await askAbout(element, 0, 1, 2);
    press(element, '.confirm');
    await waitUntil(() => listDeletes(proxy).length === 1, 'the first request is sent');
    findBoxes(element)[3]!.click();
    assert.isFalse(findBoxes(element)[3]!.checked, 'nothing can be selected meanwhile');
    press(element, '.leave');
    await element.updateComplete;
    assert.equal(find(element, '.leave')!.getAttribute('aria-disabled'), 'true');
    release();
    const summary = 'Disconnected: 1. Still connected, because this was stopped: 2.';
    await waitUntil(() => readStatus(element) === summary, 'it is over');
    await element.updateComplete;
    assert.deepEqual(listDeletes(proxy), ['a']);
    assert.deepEqual(readNames(element), ['Account b', 'Account c', 'Account d']);
    const texts = readRows(element).map((row) => row.querySelector('.failed')?.textContent);
    assert.deepEqual(texts, [
      '\u2068Account b\u2069 is still connected, because this was stopped.',
      '\u2068Account c\u2069 is still connected, because this was stopped.',
      undefined,
    ]);
  });

  it('goes on when the list moves on the page, and stops when it leaves', async () => {
    const proxy = createFull();
    const release = holdDeletes(proxy);
    const element = await createLoaded(proxy);
    const parent = element.parentElement!;
    await askAbout(element, 0, 1, 2);
    press(element, '.confirm');
    await waitUntil(() => listDeletes(proxy).length === 1, 'the first request is sent');
    parent.append(element);
    release();
    await waitUntil(() => listDeletes(proxy).length === 2, 'it goes on');
    element.remove();
    await Promise.resolve();
    const events = record(element, 'account-disconnected');
    release();
    await waitUntil(() => events.length === 1, 'the request under way is reported');
    proxy.intercept = undefined;
    parent.append(element);
    await waitUntil(() => readNames(element).join() === 'Account c,Account d', 'the list is loaded again');
    assert.deepEqual(listDeletes(proxy), ['a', 'b']);
    assert.include(readRows(element)[0]!.textContent, 'is still connected');
  });

  it('waits where the proxy limits requests, and then goes on', async () => {
    const proxy = createFull();
    let isLimited = true;
    proxy.intercept = (method) => {
      if (method !== 'DELETE' || !isLimited) return undefined;
      isLimited = false;
      return Response.json({ error: { code: 'rate_limited', message: 'Wait.', retryAfter: 0 } }, { status: 429 });
    };
    const element = await createLoaded(proxy);
    await askAbout(element, 0, 1);
    press(element, '.confirm');
    await waitUntil(() => readStatus(element) === 'Disconnected: 2.', 'both are disconnected');
    assert.deepEqual(listDeletes(proxy), ['a', 'a', 'b']);
  });

  it('is open to a page that selects accounts itself', async () => {
    const element = await createLoaded(createFull());
    element.disconnect('b', 'd', 'unknown');
    await waitUntil(() => findDialog(element).open, 'the question is open');
    assert.equal(findDialog(element).querySelectorAll('.names li').length, 2);
  });
});
