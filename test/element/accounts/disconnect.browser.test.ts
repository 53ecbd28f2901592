import { assert } from '@open-wc/testing';
import type { BeforeDisconnectEvent, GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  find,
  installFetch,
  readNames,
  readRows,
  record,
  refuse,
  removeFetch,
} from './fixture.js';

beforeEach(installFetch);
afterEach(removeFetch);

const findDialog = (element: GhlSocialAccountsElement) => find<HTMLDialogElement>(element, 'dialog')!;
const findDisconnect = (element: GhlSocialAccountsElement, index: number) =>
  readRows(element)[index]!.querySelector<HTMLButtonElement>('.disconnect')!;

/** Presses a row's button; resolves when the question can be answered. */
async function ask(element: GhlSocialAccountsElement, index: number): Promise<HTMLDialogElement> {
  const button = findDisconnect(element, index);
  button.focus();
  button.click();
  const isReady = () => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false';
  await waitUntil(() => findDialog(element).open && isReady(), 'the question is open');
  return findDialog(element);
}

const press = (element: GhlSocialAccountsElement, selector: string) => find(element, selector)!.click();

describe('disconnecting an account', () => {
  it('asks in a dialog that names the account and says what follows', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b')]);
    const element = await createLoaded(proxy);
    const dialog = await ask(element, 1);
    assert.isTrue(dialog.matches(':modal'));
    assert.equal(dialog.querySelector('.title')!.textContent, 'Disconnect \u2068Account b\u2069?');
    assert.include(dialog.querySelector('#consequences')!.textContent, 'nothing can be posted to it');
    assert.lengthOf(proxy.requests, 1, 'nothing is disconnected yet');
  });

  it('does nothing if the person says no, or presses Escape', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy);
    await ask(element, 0);
    press(element, '.dismiss');
    await waitUntil(() => !findDialog(element).open, 'the question is closed');
    assert.equal(element.shadowRoot!.activeElement, findDisconnect(element, 0), 'the focus is where it was');
    await ask(element, 0);
    // What the browser does when Escape is pressed.
    findDialog(element).close();
    await waitUntil(() => find(element, '.confirm') === null, 'the question is forgotten');
    assert.lengthOf(proxy.requests, 1);
  });

  it('keeps the next question open when the browser reports the end of the one before', async () => {
    const element = await createLoaded(createProxy([createEntry('a'), createEntry('b')]));
    const dialog = await ask(element, 0);
    const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    press(element, '.dismiss');
    await element.updateComplete;
    // The event is on its way.
    findDisconnect(element, 1).click();
    await closed;
    await element.updateComplete;
    assert.isTrue(dialog.open);
    assert.include(dialog.textContent, 'Account b');
  });

  it('disconnects, says so, and moves the focus to the next row', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b'), createEntry('c')]);
    const element = await createLoaded(proxy);
    const events = record(element, 'account-disconnected');
    await ask(element, 1);
    press(element, '.confirm');
    await waitUntil(() => events.length === 1, 'it is reported');
    await element.updateComplete;
    assert.deepEqual(readNames(element), ['Account a', 'Account c']);
    assert.deepInclude(events[0]!.detail, { alreadyGone: false, receipt: 'receipt-of-b' });
    assert.equal((events[0]!.detail.account as { id: string }).id, 'b');
    assert.equal(find(element, '[role="status"]')!.textContent, '\u2068Account b\u2069 is disconnected.');
    await waitUntil(
      () => element.shadowRoot!.activeElement === findDisconnect(element, 1),
      'the focus is at the next row',
    );
  });

  it('moves the focus to the row before, and then to what remains', async () => {
    const element = await createLoaded(createProxy([createEntry('a'), createEntry('b')]));
    await ask(element, 1);
    press(element, '.confirm');
    await waitUntil(() => element.accounts.length === 1, 'one is left');
    await waitUntil(() => element.shadowRoot!.activeElement === findDisconnect(element, 0), 'the focus is at it');
    await ask(element, 0);
    press(element, '.confirm');
    await waitUntil(() => element.state === 'empty', 'none is left');
    await waitUntil(
      () => element.shadowRoot!.activeElement?.localName === 'ghl-social-connect',
      'a button has the focus',
    );
  });

  it('counts an account that is gone already as done', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy);
    const events = record(element, 'account-disconnected', 'account-disconnect-failed');
    await ask(element, 0);
    proxy.entries = [];
    press(element, '.confirm');
    await waitUntil(() => events.length === 1, 'it is reported');
    assert.equal(events[0]!.type, 'account-disconnected');
    assert.isTrue(events[0]!.detail.alreadyGone);
  });

  it('asks nobody while the list is not on the page', async () => {
    const element = await createLoaded(createProxy([createEntry('a')]));
    const parent = element.parentElement!;
    const events = record(element, 'before-disconnect');
    element.remove();
    element.disconnect('a');
    assert.lengthOf(events, 0);
    parent.append(element);
    element.disconnect('a');
    await waitUntil(() => findDialog(element).open, 'it asks when the list is back');
    assert.lengthOf(events, 1);
  });

  it('asks no longer about an account of another location', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b')]);
    const element = await createLoaded(proxy, { locationId: 'loc1' });
    await ask(element, 0);
    proxy.entries = [createEntry('b'), createEntry('c')];
    await element.refresh();
    await waitUntil(() => !findDialog(element).open, 'the account is gone');
    await ask(element, 0);
    await element.refresh();
    await element.updateComplete;
    assert.isTrue(findDialog(element).open, 'the account is still there');
    element.locationId = 'loc2';
    await waitUntil(() => !findDialog(element).open, 'the account is one of the other location');
  });

  it('reports a failure at the row, by name, and can be tried again', async () => {
    const proxy = createProxy([createEntry('a')]);
    proxy.intercept = (method) => (method === 'DELETE' ? refuse(403, 'forbidden') : undefined);
    const element = await createLoaded(proxy);
    const events = record(element, 'account-disconnect-failed', 'account-disconnected');
    await ask(element, 0);
    press(element, '.confirm');
    await waitUntil(() => events.length === 1, 'it is reported');
    await element.updateComplete;
    assert.include(readRows(element)[0]!.textContent, '\u2068Account a\u2069 could not be disconnected.');
    proxy.intercept = undefined;
    await ask(element, 0);
    press(element, '.confirm');
    await waitUntil(() => events.length === 2, 'it is disconnected');
  });

  it('asks once while it works', async () => {
    const proxy = createProxy([createEntry('a')]);
    let release!: () => void;
    const gate = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    proxy.intercept = ((method: string) => (method === 'DELETE' ? gate : undefined)) as typeof proxy.intercept;
    const element = await createLoaded(proxy);
    await ask(element, 0);
    press(element, '.confirm');
    await waitUntil(() => findDisconnect(element, 0).textContent === 'Disconnecting…', 'it works');
    assert.equal(readRows(element)[0]!.getAttribute('aria-busy'), 'true');
    findDisconnect(element, 0).click();
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
    release();
    await waitUntil(() => element.state === 'empty', 'it is disconnected');
    assert.lengthOf(
      proxy.requests.filter((request) => request.startsWith('DELETE')),
      1,
    );
  });
});

describe('before-disconnect', () => {
  it('can be prevented', async () => {
    const element = await createLoaded(createProxy([createEntry('a')]));
    element.addEventListener('before-disconnect', (event) => event.preventDefault());
    findDisconnect(element, 0).click();
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
  });

  it('waits for what the page finds out, and adds it to the question', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy);
    let tell!: (text: string) => void;
    element.addEventListener('before-disconnect', (event: BeforeDisconnectEvent) => {
      assert.equal(event.detail.account.id, 'a');
      event.waitUntil(new Promise<string>((resolve) => (tell = resolve)));
    });
    findDisconnect(element, 0).click();
    await waitUntil(() => findDialog(element).open, 'the question is open');
    press(element, '.confirm');
    await element.updateComplete;
    assert.lengthOf(proxy.requests, 1, 'it cannot be confirmed yet');
    tell('3 scheduled posts will not be published.');
    await waitUntil(
      () => find(element, '#consequences')!.textContent!.includes('3 scheduled posts'),
      'the text of the page is shown',
    );
    press(element, '.confirm');
    await waitUntil(() => element.state === 'empty', 'it is disconnected');
  });

  it('is not held up by a check of the page that fails', async () => {
    const element = await createLoaded(createProxy([createEntry('a')]));
    element.addEventListener('before-disconnect', (event: BeforeDisconnectEvent) =>
      event.waitUntil(Promise.reject(new Error('The page cannot tell.'))),
    );
    await ask(element, 0);
    press(element, '.confirm');
    await waitUntil(() => element.state === 'empty', 'it is disconnected');
  });
});
