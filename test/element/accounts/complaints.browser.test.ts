import { assert } from '@open-wc/testing';
import '../../../src/element/i18n/locales/de.js';
import type { BeforeDisconnectEvent, GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import type { GhlSocialConnectElement } from '../../../src/element/index.js';
import { stubFocus } from '../../browsers/focus.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  find,
  installFetch,
  readButtons,
  readNames,
  readRows,
  record,
  refuse,
  removeFetch,
  type ListProxy,
} from './fixture.js';
import { createPlayedPopup, HIGHLEVEL_ORIGIN } from './played-popup.js';
import { findDialog, readFocus, readStatus } from './selection-rig.js';

// What people report about lists of connected accounts in other products. Each title is what this list does instead.

beforeEach(installFetch);
afterEach(removeFetch);

const EXPIRED_PAIR = (): ListProxy => createProxy([createEntry('a', EXPIRED), createEntry('b', EXPIRED)]);

const findDisconnect = (element: GhlSocialAccountsElement, index: number) =>
  readRows(element)[index]!.querySelector<HTMLButtonElement>('.disconnect')!;

async function ask(element: GhlSocialAccountsElement, index: number): Promise<HTMLDialogElement> {
  const button = findDisconnect(element, index);
  button.focus();
  button.click();
  await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
  return findDialog(element);
}

async function disconnect(element: GhlSocialAccountsElement, index: number): Promise<void> {
  await ask(element, index);
  find(element, '.confirm')!.click();
}

/** A list whose sign-ins are played; the proxy keeps what they asked for. */
async function createPlayed(proxy: ListProxy) {
  const popup = createPlayedPopup();
  const starts: string[] = [];
  proxy.intercept = (method, path, query) => {
    if (method !== 'POST' || !path.endsWith('/start')) return undefined;
    starts.push(query);
    return Response.json({ url: `${location.origin}/package.json` });
  };
  const settings = { openWindow: popup.openWindow, allowedOrigins: HIGHLEVEL_ORIGIN };
  const element = await createLoaded(proxy, settings);
  const outcomes = record(element, 'account-connected', 'connect-cancelled', 'connect-failed');
  /** Presses Reconnect in a row, and lets HighLevel answer. */
  async function reconnect(index: number, answer: object): Promise<GhlSocialConnectElement> {
    const button = readRows(element)[index]!.querySelector('ghl-social-connect')!;
    button.click();
    await waitUntil(() => starts.length > 0, 'the sign-in starts');
    popup.say(answer);
    await waitUntil(() => outcomes.length > 0, 'it ends');
    return button;
  }
  return { element, popup, starts, outcomes, reconnect };
}

describe('a list of connected accounts', () => {
  it('repairs an account in place: nothing is removed first, and it keeps its id', async () => {
    const proxy = EXPIRED_PAIR();
    const { element, starts, reconnect } = await createPlayed(proxy);
    const recovered = record(element, 'account-recovered');
    proxy.entries = [createEntry('a'), createEntry('b', EXPIRED)];
    await reconnect(0, { reconnectAccounts: ['a'] });
    await waitUntil(() => recovered.length === 1, 'it is repaired');
    assert.equal(new URLSearchParams(starts[0]).get('reconnect'), 'true');
    assert.equal((recovered[0]!.detail.account as { id: string }).id, 'a');
    assert.notInclude(proxy.requests.join(), 'DELETE');
  });

  it('says with both names that somebody else has signed in, and replaces nothing', async () => {
    const proxy = EXPIRED_PAIR();
    const { element, outcomes, reconnect } = await createPlayed(proxy);
    const { intercept } = proxy;
    proxy.intercept = (method, path, query) =>
      path.includes('/accounts/stranger')
        ? Response.json({ success: true, results: { pages: [{ id: 'p', name: 'Stranger', type: 'page' }] } })
        : intercept!(method, path, query);
    const button = await reconnect(0, { accountId: 'stranger' });
    assert.isFalse(outcomes[0]!.detail.matched);
    await waitUntil(() => button.shadowRoot!.textContent!.includes('Stranger'), 'the other name is shown');
    assert.include(button.shadowRoot!.textContent, '\u2068Account a\u2069 has not been reconnected.');
    assert.deepEqual(readNames(element), ['Account a', 'Account b']);
    assert.notInclude(proxy.requests.join(), 'DELETE');
  });

  it('acts on accounts of its own location only', async () => {
    const proxy = EXPIRED_PAIR();
    const element = await createLoaded(proxy);
    const asked = record(element, 'before-disconnect');
    element.disconnect('of-another-location');
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
    assert.lengthOf(asked, 0);
    element.disconnect('b');
    await waitUntil(() => findDialog(element).open, 'one of the list is asked about');
    assert.include(find(element, '#question')!.textContent, 'Account b');
  });

  it('reconnects the account of the row, and not the first of its platform', async () => {
    const { outcomes, reconnect } = await createPlayed(EXPIRED_PAIR());
    await reconnect(1, { reconnectAccounts: ['b'] });
    assert.isTrue(outcomes[0]!.detail.matched);
    const other = await createPlayed(EXPIRED_PAIR());
    await other.reconnect(1, { reconnectAccounts: ['a'] });
    assert.isFalse(other.outcomes[0]!.detail.matched);
  });

  it('offers a way out of a lost connection besides its repair', async () => {
    const proxy = EXPIRED_PAIR();
    const element = await createLoaded(proxy);
    const [row] = readRows(element);
    assert.isNotNull(row!.querySelector('ghl-social-connect'));
    await disconnect(element, 0);
    await waitUntil(() => readNames(element).join() === 'Account b', 'it is disconnected');
  });

  it('disconnects what the provider has revoked already', async () => {
    const proxy = EXPIRED_PAIR();
    const element = await createLoaded(proxy);
    const events = record(element, 'account-disconnected', 'account-disconnect-failed');
    proxy.entries = [createEntry('b', EXPIRED)];
    await disconnect(element, 0);
    await waitUntil(() => events.length > 0, 'it ends');
    assert.deepEqual([events[0]!.type, events[0]!.detail.alreadyGone], ['account-disconnected', true]);
  });

  it('asks by name, says what follows, and never with a dialog of the browser', async () => {
    const { confirm, alert } = window;
    let native = 0;
    window.confirm = () => (native += 1) > 0;
    window.alert = () => void (native += 1);
    try {
      const element = await createLoaded(EXPIRED_PAIR());
      const dialog = await ask(element, 1);
      assert.include(dialog.querySelector('#question')!.textContent, 'Account b');
      assert.include(dialog.querySelector('#consequences')!.textContent, 'nothing can be posted to it');
      assert.equal(dialog.getAttribute('aria-describedby'), 'consequences');
      assert.equal(native, 0);
    } finally {
      Object.assign(window, { confirm, alert });
    }
  });

  it('names the account in every button, error and announcement about it', async () => {
    const proxy = EXPIRED_PAIR();
    proxy.intercept = (method) => (method === 'DELETE' ? refuse(403, 'forbidden') : undefined);
    const element = await createLoaded(proxy);
    const [button] = readButtons(element, 'li');
    await button!.updateComplete;
    assert.include(button!.shadowRoot!.querySelector('[part="label"]')!.textContent, 'Account a');
    const controls = [...readRows(element)[0]!.querySelectorAll('button')];
    assert.isNotEmpty(controls);
    for (const control of controls) assert.include(control.getAttribute('aria-label'), 'Account a');
    await disconnect(element, 0);
    await waitUntil(() => find(element, 'li > .failed') !== null, 'the error is shown');
    assert.include(find(element, 'li > .failed')!.textContent, 'Account a');
    assert.include(readStatus(element), '\u2068Account a\u2069 could not be disconnected.');
  });

  it('releases a row whose window was abandoned', async () => {
    const proxy = EXPIRED_PAIR();
    const focus = stubFocus(true);
    let looks = 0;
    const gone = {
      get closed() {
        looks += 1;
        return looks > 1;
      },
      close() {},
      focus() {},
    };
    proxy.intercept = (method) => (method === 'POST' ? new Promise(() => undefined) : undefined);
    const element = await createLoaded(proxy, { openWindow: () => gone as unknown as Window });
    const outcomes = record(element, 'connect-cancelled', 'connect-unconfirmed', 'connect-failed');
    const [first] = readButtons(element, 'li');
    first!.click();
    assert.equal(first!.state, 'connecting');
    await waitUntil(() => outcomes.length === 1, 'the attempt ends');
    assert.equal(outcomes[0]!.type, 'connect-cancelled');
    await first!.updateComplete;
    assert.isFalse(first!.shadowRoot!.querySelector('button')!.matches(':disabled, [aria-disabled="true"]'));
    focus.restore();
  });

  it('shows what was changed elsewhere: in another tab, or while the page was out of sight', async () => {
    const proxy = EXPIRED_PAIR();
    const element = await createLoaded(proxy);
    const otherTab = new BroadcastChannel('ghl-social-connect');
    proxy.entries = [createEntry('b', EXPIRED)];
    otherTab.postMessage(JSON.stringify([proxy.url, '']));
    await waitUntil(() => readNames(element).join() === 'Account b', 'another tab has disconnected one');
    otherTab.close();
    const { now } = Date;
    Date.now = () => now() + 60_000;
    try {
      proxy.entries = [createEntry('c', EXPIRED)];
      document.dispatchEvent(new Event('visibilitychange'));
      await waitUntil(() => readNames(element).join() === 'Account c', 'the page is seen again');
    } finally {
      Date.now = now;
    }
  });

  it('has rows with controls side by side, none inside another', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b', EXPIRED), createEntry('c')]);
    const element = await createLoaded(proxy);
    find(element, '.select')!.click();
    await element.updateComplete;
    for (const row of readRows(element)) {
      assert.isFalse(row.matches('[role], [tabindex]'));
      assert.equal(row.parentElement!.getAttribute('role'), 'list');
    }
    const control = ':is(button, a, input, ghl-social-connect)';
    assert.isAbove(element.shadowRoot!.querySelectorAll(`li ${control}`).length, 6);
    assert.isNull(find(element, `li ${control} ${control}`));
  });

  it('has names of controls that are sentences of the language, and not glued from parts', async () => {
    const element = await createLoaded(EXPIRED_PAIR());
    assert.equal(findDisconnect(element, 0).getAttribute('aria-label'), 'Disconnect \u2068Account a\u2069');
    element.lang = 'de';
    await waitUntil(
      () => findDisconnect(element, 0).getAttribute('aria-label') === '\u2068Account a\u2069 trennen',
      'German puts the name first',
    );
  });

  it('announces that it disconnects and the end of it, and keeps the focus when the row goes', async () => {
    const proxy = EXPIRED_PAIR();
    let release!: () => void;
    const gate = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    proxy.intercept = ((method: string) => (method === 'DELETE' ? gate : undefined)) as typeof proxy.intercept;
    const element = await createLoaded(proxy);
    const status = find(element, '[role="status"]');
    await disconnect(element, 0);
    await waitUntil(() => readStatus(element) === 'Disconnecting \u2068Account a\u2069…', 'the work is announced');
    release();
    await waitUntil(() => readStatus(element) === '\u2068Account a\u2069 is disconnected.', 'the end is announced');
    assert.equal(find(element, '[role="status"]'), status, 'in the same region');
    await waitUntil(() => readNames(element).length === 1, 'the row is gone');
    await waitUntil(() => readFocus(element) === findDisconnect(element, 0), 'the next row has the focus');
  });

  it('withdraws its prompt when the account was repaired elsewhere', async () => {
    const proxy = createProxy([createEntry('a', EXPIRED)]);
    const element = await createLoaded(proxy, { show: 'problems' });
    const events = record(element, 'account-recovered');
    assert.equal(getComputedStyle(element).display, 'block');
    proxy.entries = [createEntry('a')];
    await element.refresh();
    await element.updateComplete;
    assert.lengthOf(events, 1);
    assert.equal(getComputedStyle(element).display, 'none', 'not even a gap between its neighbours remains');
  });

  it('lets the page say what is scheduled before it disconnects, and prevent it', async () => {
    const proxy = EXPIRED_PAIR();
    const element = await createLoaded(proxy);
    let tell!: (text: string) => void;
    const hold = (event: BeforeDisconnectEvent) => event.waitUntil(new Promise<string>((resolve) => (tell = resolve)));
    element.addEventListener('before-disconnect', hold);
    findDisconnect(element, 0).click();
    await waitUntil(() => findDialog(element).open, 'the question is open');
    find(element, '.confirm')!.click();
    await element.updateComplete;
    assert.notInclude(proxy.requests.join(), 'DELETE', 'it waits for the page');
    tell('3 scheduled posts will not be published.');
    await waitUntil(() => findDialog(element).textContent!.includes('3 scheduled posts'), 'the page has said it');
    find(element, '.dismiss')!.click();
    await waitUntil(() => !findDialog(element).open, 'the question is closed');
    element.removeEventListener('before-disconnect', hold);
    element.addEventListener('before-disconnect', (event) => event.preventDefault());
    findDisconnect(element, 0).click();
    await element.updateComplete;
    assert.isFalse(findDialog(element).open);
  });
});
