import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { press, tabBack } from '../../browsers/press.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  find,
  installFetch,
  readRows,
  removeFetch,
  type ListProxy,
} from './fixture.js';
import { askAbout, findBoxes, findDialog, readFocus, readStatus } from './selection-rig.js';

beforeEach(installFetch);
afterEach(removeFetch);

const createFull = (): ListProxy => createProxy(['a', 'b', 'c', 'd'].map((id) => createEntry(id)));

describe('a keyboard alone', () => {
  it('selects, disconnects and comes back to the list', async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy, { platforms: 'facebook' });
    find(element, '.select')!.focus();
    await press('Enter');
    await waitUntil(() => readFocus(element)?.matches('.all input'), 'the focus is at the first checkbox');
    await press('Tab');
    assert.isTrue(readFocus(element)!.matches('.leave, .disconnect-selected'));
    while (!readFocus(element)!.matches('li input')) await press('Tab');
    await press(' ');
    await press('Tab');
    assert.equal(readFocus(element), findBoxes(element)[1], 'Tab goes from checkbox to checkbox');
    await press(' ');
    const disconnect = find(element, '.disconnect-selected')!;
    await tabBack(() => readFocus(element) === disconnect, disconnect);
    await press('Enter');
    await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
    while (!readFocus(element)!.matches('.confirm')) await press('Tab');
    await press('Enter');
    await waitUntil(() => readStatus(element) === 'Disconnected: 2.', 'both are disconnected');
    await waitUntil(() => readFocus(element) === find(element, '.select'), 'the focus is where it began');
  });

  it('closes the question with Escape, and keeps the selection', async () => {
    const element = await createLoaded(createFull());
    await askAbout(element, 0, 1);
    await press('Escape');
    await waitUntil(() => !findDialog(element).open, 'the question is closed');
    assert.equal(readFocus(element), find(element, '.disconnect-selected'));
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (2)');
  });

  /** Where Tab stops in a list, from its first control to its last. */
  async function walk(element: GhlSocialAccountsElement): Promise<string[]> {
    const start = document.createElement('button');
    element.before(start);
    const end = document.createElement('button');
    element.after(end);
    start.focus();
    const stops: string[] = [];
    for (await press('Tab'); document.activeElement !== end; await press('Tab')) {
      const focused = readFocus(element)!;
      const row = focused.closest('li')?.querySelector('.name')?.textContent;
      stops.push([row, focused.className || focused.localName].filter(Boolean).join(': '));
      assert.isBelow(stops.length, 60, 'Tab never leaves the list');
    }
    start.remove();
    end.remove();
    return stops;
  }

  const settings = { platforms: 'facebook youtube' };
  const CONNECT = ['ghl-social-connect', 'ghl-social-connect'];

  it('walks through an empty list, and one with a single account', async () => {
    assert.deepEqual(await walk(await createLoaded(createProxy(), settings)), CONNECT);
    const element = await createLoaded(createProxy([createEntry('a', EXPIRED)]), settings);
    assert.deepEqual(await walk(element), ['Account a: ghl-social-connect', 'Account a: disconnect', ...CONNECT]);
  });

  it('walks through nine accounts in the order that is seen: search, selection, rows, other accounts', async () => {
    const ids = [...'abcdefghi'];
    const element = await createLoaded(createProxy(ids.map((id) => createEntry(id))), settings);
    const rows = ids.flatMap((id) => [`Account ${id}: add`, `Account ${id}: disconnect`]);
    assert.deepEqual(await walk(element), ['search', 'select', ...rows, ...CONNECT]);
    find(element, '.select')!.click();
    await element.updateComplete;
    assert.deepEqual(await walk(element), [
      'search',
      'input',
      'disconnect-selected',
      'leave',
      ...ids.map((id) => `Account ${id}: input`),
      ...CONNECT,
    ]);
  });

  it('disconnects one account with Enter, and goes on at the next row', async () => {
    const element = await createLoaded(createFull(), settings);
    const findButton = (index: number) => readRows(element)[index]!.querySelector<HTMLElement>('.disconnect')!;
    findButton(1).focus();
    await press('Enter');
    await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
    assert.isTrue(findDialog(element).contains(readFocus(element)), 'the focus is in the question');
    while (!readFocus(element)!.matches('.confirm')) await press('Tab');
    await press(' ');
    await waitUntil(() => element.accounts.length === 3, 'it is disconnected');
    await waitUntil(() => readFocus(element) === findButton(1), 'the next row has the focus');
    assert.equal(readRows(element)[1]!.dataset.id, 'c');
  });
});
