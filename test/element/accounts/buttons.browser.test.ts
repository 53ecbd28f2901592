import { assert, aTimeout, nextFrame } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../../src/element/index.js';
import { configure } from '../../../src/element/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  find,
  installFetch,
  readButtons,
  readRows,
  record,
  removeFetch,
} from './fixture.js';
import { createPlayedPopup, HIGHLEVEL_ORIGIN } from './played-popup.js';

beforeEach(installFetch);
afterEach(removeFetch);

/** A list with a button that connects. */
async function createConnecting() {
  const { openWindow } = createPlayedPopup();
  const settings = { openWindow, startUrl: `${HIGHLEVEL_ORIGIN}/start`, platforms: 'facebook instagram' };
  const element = await createLoaded(createProxy([createEntry('a')]), settings);
  const [, button] = readButtons(element, '.connect');
  void button!.connect();
  assert.equal(button!.state, 'connecting');
  return { element, button: button! };
}

describe('what a session may do', () => {
  it('is all that is offered', async () => {
    const element = await createLoaded(createProxy([createEntry('a', EXPIRED)], ['list']));
    assert.isNull(find(element, 'ghl-social-connect'));
    assert.isNull(find(element, '.disconnect'));
  });

  it('is offered', async () => {
    const element = await createLoaded(createProxy([createEntry('a', EXPIRED), createEntry('b')]));
    const [reconnect, ...others] = readButtons(element, 'li');
    assert.lengthOf(others, 0);
    assert.isTrue(reconnect!.reconnect);
    assert.equal(reconnect!.reconnectAccount, 'a');
    assert.equal(reconnect!.platform, 'facebook');
    assert.lengthOf(readButtons(element, '.connect'), 9);
    assert.lengthOf([...element.shadowRoot!.querySelectorAll('.disconnect')], 2);
  });
});

describe('the buttons of a list', () => {
  it('have its own settings', async () => {
    const proxy = createProxy([createEntry('a', EXPIRED)]);
    const element = await createLoaded(proxy, { sessionToken: 'a.b.c', locationId: 'l1', popupWidth: 500 });
    for (const button of readButtons(element, '')) {
      assert.deepInclude(button, { proxyUrl: proxy.url, sessionToken: 'a.b.c', locationId: 'l1', popupWidth: 500 });
    }
  });

  it("do not make the page's credentials their own", async () => {
    const proxy = createProxy([createEntry('a', EXPIRED)]);
    configure({ proxyUrl: 'https://home.example', sessionToken: 'of.the.page' });
    const element = await createLoaded(proxy);
    const [button] = readButtons(element, 'li');
    assert.isTrue(button!.hasOwnSetting('proxyUrl'));
    assert.isFalse(button!.hasOwnSetting('sessionToken'));
    configure({ proxyUrl: undefined, sessionToken: undefined });
  });

  it('tell a form around the list nothing of their own value, but the page what they have connected', async () => {
    const element = await createLoaded(createProxy([]));
    const events: string[] = [];
    for (const type of ['input', 'change', 'account-connected']) {
      element.parentElement!.addEventListener(type, () => events.push(type));
    }
    const { openWindow, say } = createPlayedPopup();
    const [button] = readButtons(element, '');
    Object.assign(button!, { openWindow, startUrl: 'https://sign-in.example/', allowedOrigins: HIGHLEVEL_ORIGIN });
    const outcome = button!.connect();
    say({ accountId: 'a1' });
    assert.equal((await outcome).status, 'connected');
    assert.equal(button!.value, 'a1');
    assert.deepEqual(events, ['account-connected']);
  });

  it('name the account that is connected again', async () => {
    const element = await createLoaded(createProxy([createEntry('a', EXPIRED)]));
    const [button] = readButtons(element, 'li');
    await button!.updateComplete;
    assert.equal(button!.shadowRoot!.querySelector('[part="label"]')!.textContent, 'Reconnect \u2068Account a\u2069');
  });

  it('make the list load again when they have connected or attached an account', async () => {
    const proxy = createProxy([createEntry('a', EXPIRED)]);
    const element = await createLoaded(proxy);
    const changes = record(element, 'accounts-change', 'account-recovered');
    for (const type of ['account-connected', 'account-attached']) {
      proxy.entries = [...proxy.entries.map(({ id }) => createEntry(id)), createEntry(type)];
      const count = proxy.requests.length;
      readButtons(element, '')[0]!.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
      await waitUntil(() => element.accounts.some(({ id }) => id === type), 'the new account is shown');
      assert.isAbove(proxy.requests.length, count);
    }
    assert.deepEqual(
      changes.map(({ type }) => type),
      ['accounts-change', 'account-recovered', 'accounts-change'],
    );
  });
});

describe('adding more accounts of a login', () => {
  it('loads what the login manages, and lets the person choose, without a sign-in', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('gone', EXPIRED)]);
    const available = [
      { id: 'p1', name: 'First page', type: 'page' },
      { id: 'p2', name: 'Second page', type: 'page' },
    ];
    proxy.intercept = (method, path) =>
      method === 'GET' && path.includes('/oauth/')
        ? Response.json({ success: true, results: { pages: available } })
        : undefined;
    const element = await createLoaded(proxy);
    assert.isNull(readRows(element)[0]!.querySelector('.add'), 'an expired login cannot be read');
    const button = readRows(element)[1]!.querySelector<HTMLButtonElement>('.add')!;
    assert.equal(button.getAttribute('aria-expanded'), 'false');
    button.click();
    const findPicker = () =>
      find<GhlSocialConnectElement>(element, '.more')?.shadowRoot?.querySelector('[part="picker"]') ?? null;
    await waitUntil(() => findPicker() !== null, 'the picker is open');
    assert.include(proxy.requests.at(-1), '/oauth/-/facebook/accounts/login-a');
    assert.deepEqual(
      [...findPicker()!.querySelectorAll('.name')].map(({ textContent }) => textContent),
      ['First page', 'Second page'],
    );
    button.click();
    await element.updateComplete;
    assert.isNull(find(element, '.more'));
  });

  it('is not offered without the permission to attach', async () => {
    const element = await createLoaded(createProxy([createEntry('a')], ['list', 'connect']));
    assert.isNull(find(element, '.add'));
  });
});

describe('an attempt of a button goes on', () => {
  for (const [title, wait] of [
    ['in the same task', () => undefined],
    ['in the next frame', nextFrame],
  ] as const) {
    it(`when the list moves on the page ${title}`, async () => {
      const { element, button } = await createConnecting();
      const parent = element.parentElement!;
      element.remove();
      await wait();
      parent.append(element);
      await aTimeout(300);
      assert.equal(element.state, 'ready');
      assert.equal(button.state, 'connecting');
      const cancelled = record(element, 'connect-cancelled');
      element.remove();
      await waitUntil(() => cancelled.length === 1, 'it ends when the list has left the page');
    });
  }

  it('when other platforms are shown, if its own stays', async () => {
    const { element, button } = await createConnecting();
    element.platforms = 'instagram youtube instagram';
    await element.updateComplete;
    const buttons = readButtons(element, '.connect');
    assert.equal(buttons[0], button);
    assert.lengthOf(buttons, 2);
    assert.equal(button.state, 'connecting');
    button.cancel();
  });
});
