import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
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
} from './fixture.js';
import { findBoxes, press, readStatus, startSelection } from './selection-rig.js';

beforeEach(installFetch);
afterEach(removeFetch);

const create = (count: number) =>
  Array.from({ length: count }, (_, index) => createEntry(`id-${index}`, { name: `Page ${index + 1}` }));

const findField = (element: GhlSocialAccountsElement) => find<HTMLInputElement>(element, '.search');
const isShown = (row: HTMLElement) => row.getClientRects().length > 0;
const listShown = (element: GhlSocialAccountsElement) =>
  readRows(element)
    .filter(isShown)
    .map((row) => row.querySelector('.name')!.textContent);

async function search(element: GhlSocialAccountsElement, text: string): Promise<void> {
  const field = findField(element)!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

describe('the search of a list', () => {
  it('appears with nine accounts, and not in a list of problems', async () => {
    assert.isNull(findField(await createLoaded(createProxy(create(8)))));
    assert.isNotNull(findField(await createLoaded(createProxy(create(9)))));
    const expired = create(9).map((entry) => ({ ...entry, ...EXPIRED }));
    assert.isNull(findField(await createLoaded(createProxy(expired), { show: 'problems' })));
  });

  it('finds names without regard to case and accents, user names and platforms, and says how many', async () => {
    const proxy = createProxy([
      ...create(9),
      createEntry('x', { name: 'Café Łódź' }),
      createEntry('y', { name: 'Nine', username: 'cycling.club' }),
      createEntry('z', { name: 'Ten', platform: 'youtube', type: 'channel' }),
    ]);
    const element = await createLoaded(proxy);
    for (const [text, name] of [
      ['cafe lodz', 'Café Łódź'],
      ['CYCLING', 'Nine'],
      ['youtube', 'Ten'],
      ['page 7', 'Page 7'],
    ] as const) {
      await search(element, text);
      assert.deepEqual(listShown(element), [name], text);
      assert.equal(readStatus(element), 'Found: 1');
      assert.equal(find(element, '.count')!.textContent, 'Found: 1');
    }
    await search(element, 'nothing of this kind');
    assert.deepEqual(listShown(element), []);
    assert.equal(readStatus(element), 'Found: 0');
    assert.isFalse(isShown(find(element, '[part="list"]')!), 'no empty box remains');
    await search(element, '');
    assert.lengthOf(listShown(element), 12);
  });

  it('stays while it is used, although few accounts are left', async () => {
    const proxy = createProxy(create(9));
    const element = await createLoaded(proxy);
    await search(element, 'page 1');
    proxy.entries = create(2);
    await element.refresh();
    await element.updateComplete;
    assert.deepEqual(listShown(element), ['Page 1']);
    await search(element, '');
    assert.isNull(findField(element));
    assert.deepEqual(listShown(element), ['Page 1', 'Page 2']);
  });

  it('does not end what is going on in a row that it hides', async () => {
    const proxy = createProxy(create(9).map((entry) => ({ ...entry, ...EXPIRED })));
    const element = await createLoaded(proxy);
    const button = readRows(element)[0]!.querySelector('ghl-social-connect')!;
    await search(element, 'page 9');
    assert.isFalse(isShown(button));
    await search(element, '');
    assert.equal(readRows(element)[0]!.querySelector('ghl-social-connect'), button);
  });

  it('limits "select all" to what it finds, and keeps what was selected before', async () => {
    const element = await createLoaded(createProxy(create(12)));
    await startSelection(element);
    await search(element, 'page 1');
    press(element, '.all input');
    await element.updateComplete;
    // 1, 10, 11 and 12.
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (4)');
    await search(element, 'page 2');
    assert.isFalse(find<HTMLInputElement>(element, '.all input')!.checked);
    assert.equal(find(element, '.disconnect-selected')!.textContent, 'Disconnect selected (4)');
    press(element, '.disconnect-selected');
    await waitUntil(() => find(element, '.names') !== null, 'the question is open');
    assert.equal(find(element, '.names')!.querySelectorAll('li').length, 4, 'the question names what is out of sight');
  });

  it('does not look like fields of a form around it', async () => {
    const element = await createLoaded(createProxy(create(9)));
    let heard = 0;
    for (const type of ['input', 'change', 'beforeinput']) element.addEventListener(type, () => (heard += 1));
    await search(element, 'page');
    await startSelection(element);
    findBoxes(element)[0]!.click();
    press(element, '.all input');
    assert.equal(heard, 0);
    assert.equal(findBoxes(element).filter(({ checked }) => checked).length, 1, 'they were used');
  });
});
