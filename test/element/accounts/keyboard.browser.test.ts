import { assert } from '@open-wc/testing';
import { press, tabBack } from '../../browsers/press.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createEntry, createLoaded, createProxy, find, installFetch, removeFetch, type ListProxy } from './fixture.js';
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
});
