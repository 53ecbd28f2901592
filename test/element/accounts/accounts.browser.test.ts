import { assert, aTimeout } from '@open-wc/testing';
import { configure } from '../../../src/element/index.js';
import { MOVE_GRACE_MS } from '../../../src/element/accounts/stop-after-removal.js';
import { skipPauses } from '../../browsers/pauses.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  ALL,
  createAccounts,
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  EXPIRING,
  find,
  installFetch,
  readButtons,
  readNames,
  readRows,
  record,
  refuse,
  removeFetch,
} from './fixture.js';

beforeEach(installFetch);
afterEach(removeFetch);

const readState = (row: HTMLElement): string => row.querySelector('.state')!.textContent!.trim();

describe('the list of accounts', () => {
  it('shows a skeleton while it loads, and is busy', async () => {
    const proxy = createProxy();
    let release!: (response: Response | undefined) => void;
    proxy.intercept = () => new Promise<Response>((resolve) => (release = resolve as typeof release));
    const element = await createAccounts(proxy);
    assert.equal(element.state, 'loading');
    assert.isNotNull(find(element, '.skeleton'));
    assert.equal(find(element, '.accounts')!.getAttribute('aria-busy'), 'true');
    proxy.intercept = undefined;
    await waitUntil(() => release !== undefined, 'the request arrives');
    release(Response.json({ success: true, results: { accounts: [createEntry('a')], can: ALL } }));
    await waitUntil(() => element.state === 'ready', 'the list is loaded');
    await element.updateComplete;
    assert.isNull(find(element, '.skeleton'));
    assert.deepEqual(readNames(element), ['Account a']);
  });

  it('sorts by need, then by platform, then by name', async () => {
    const proxy = createProxy([
      createEntry('ok-2', { name: 'Äpfel', platform: 'facebook' }),
      createEntry('ok-3', { name: 'Zebra', platform: 'facebook' }),
      createEntry('ok-1', { name: 'Birne', platform: 'instagram', type: 'profile' }),
      createEntry('soon', { name: 'Soon', platform: 'linkedin', ...EXPIRING }),
      createEntry('gone', { name: 'Gone', platform: 'threads', ...EXPIRED }),
      createEntry('none', { name: 'Unknown', platform: 'pinterest', isExpired: undefined, expire: undefined }),
    ]);
    const element = await createLoaded(proxy);
    assert.deepEqual(readNames(element), ['Gone', 'Soon', 'Unknown', 'Äpfel', 'Zebra', 'Birne']);
  });

  it('says of each account whether it works, with the date in the language of the page', async () => {
    const expire = '2020-05-07T12:00:00.000Z';
    const proxy = createProxy([createEntry('a', { ...EXPIRED, expire }), createEntry('b')]);
    const element = await createLoaded(proxy);
    assert.equal(readState(readRows(element)[0]!), 'Expired on May 7, 2020');
    assert.equal(readState(readRows(element)[1]!), 'Works');
    element.lang = 'de';
    element.labels = { statusExpired: 'Am {date} abgelaufen' };
    await waitUntil(() => readState(readRows(element)[0]!) === 'Am 07.05.2020 abgelaufen', 'the date is German');
  });

  it('says that nothing is connected, or shows what the page says instead', async () => {
    const element = await createLoaded(createProxy());
    assert.equal(element.state, 'empty');
    assert.equal(find(element, '[part="empty"]')!.textContent!.trim(), 'No account is connected yet.');
    const own = document.createElement('p');
    Object.assign(own, { slot: 'empty', textContent: 'Start here' });
    element.append(own);
    await waitUntil(() => own.assignedSlot !== null, 'the own text is shown');
  });

  it('says that the list could not be loaded, and loads it again', async () => {
    const proxy = createProxy([createEntry('a')]);
    proxy.intercept = () => refuse(403, 'invalid_config');
    const element = await createLoaded(proxy);
    assert.equal(element.state, 'failed');
    assert.include(find(element, '.notice')!.textContent, 'The accounts could not be loaded.');
    proxy.intercept = undefined;
    find(element, '.retry')!.click();
    await waitUntil(() => element.state === 'ready', 'the list is loaded');
  });

  it('does not report a proxy that cannot reach HighLevel as the connection of the person', async () => {
    const proxy = createProxy();
    proxy.intercept = () => refuse(504, 'network_error');
    const element = await createLoaded(proxy);
    assert.include(find(element, '.notice')!.textContent, 'The service has a problem. Try again later.');
    proxy.intercept = () => Promise.reject(new TypeError('Failed to fetch'));
    await element.refresh();
    await element.updateComplete;
    assert.include(find(element, '.notice')!.textContent, 'No connection. Check your network, or try again later.');
  });

  it('keeps the last list if it cannot be loaded again, and says from when it is', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy);
    proxy.intercept = () => refuse(403, 'invalid_config');
    await element.refresh();
    await element.updateComplete;
    assert.equal(element.state, 'stale');
    assert.deepEqual(readNames(element), ['Account a']);
    assert.match(find(element, '.notice')!.textContent!, /This is how it was at \d{1,2}:\d\d/);
  });

  it('says that the session may not list accounts, and shows none', async () => {
    const proxy = createProxy([createEntry('a')]);
    proxy.intercept = () => refuse(403, 'forbidden');
    const element = await createLoaded(proxy);
    assert.equal(element.state, 'forbidden');
    assert.deepEqual(readRows(element), []);
    assert.equal(
      find(element, '.notice span')!.textContent,
      'The accounts could not be loaded. The service does not allow this.',
    );
    proxy.intercept = undefined;
    find(element, '.retry')!.click();
    await waitUntil(() => element.state === 'ready', 'the session may list them now');
  });

  it('fails with what show may be, until it is that', async () => {
    const element = await createLoaded(createProxy(), { show: 'problem' as never });
    assert.equal(element.state, 'failed');
    assert.equal(element.error!.message, 'show must be all or problems.');
    element.show = '' as never;
    await waitUntil(() => element.state !== 'failed' && element.state !== 'loading', 'the list is loaded');
  });

  it('fails with the name of the setting that is wrong', async () => {
    const element = await createLoaded(createProxy(), { platforms: 'facebook myspace' });
    assert.equal(element.state, 'failed');
    assert.equal(element.error!.code, 'invalid_config');
    assert.include(element.error!.message, 'myspace');
    const { warn } = console;
    let warnings = 0;
    console.warn = () => (warnings += 1);
    for (const label of ['One', 'Two']) {
      element.labels = { accountsFailed: label };
      await element.updateComplete;
    }
    console.warn = warn;
    assert.equal(warnings, 0, 'a mistake is reported once, and not with each redraw');
    element.platforms = 'facebook';
    await waitUntil(() => element.state === 'empty', 'the right setting is used');
  });

  it('loads once for all lists of a page that ask the same', async () => {
    const proxy = createProxy([createEntry('a')]);
    const [one, other] = [await createAccounts(proxy), await createAccounts(proxy)];
    await waitUntil(() => one.state === 'ready' && other.state === 'ready', 'both are loaded');
    assert.lengthOf(proxy.requests, 1);
  });

  it('uses the defaults of the page', async () => {
    const proxy = createProxy([createEntry('a')]);
    configure({ proxyUrl: proxy.url });
    const element = await createLoaded(createProxy(), { proxyUrl: undefined });
    configure({ proxyUrl: undefined });
    assert.equal(element.state, 'ready');
  });

  it('shows only the platforms that it is told', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b', { platform: 'youtube', type: 'channel' })]);
    const element = await createLoaded(proxy, { platforms: 'youtube pinterest' });
    assert.deepEqual(readNames(element), ['Account b']);
    assert.deepEqual(
      readButtons(element, '.connect').map(({ platform }) => platform),
      ['youtube', 'pinterest'],
    );
  });

  it('shows others at once when it is told others, and asks again where they may be other accounts', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b', { platform: 'youtube', type: 'channel' })]);
    const element = await createLoaded(proxy);
    element.platforms = 'youtube';
    await element.updateComplete;
    assert.deepEqual(readNames(element), ['Account b']);
    assert.lengthOf(proxy.requests, 1);
    element.locationId = 'other';
    await element.updateComplete;
    assert.equal(element.state, 'loading');
    await waitUntil(() => element.state === 'ready', 'the other list is loaded');
    assert.lengthOf(proxy.requests, 2);
  });
});

describe('a list of problems', () => {
  it('takes no space if there are none, and shows what needs a person', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy, { show: 'problems' });
    assert.equal(getComputedStyle(element).display, 'none');
    proxy.entries = [createEntry('a', EXPIRED), createEntry('b')];
    await element.refresh();
    await element.updateComplete;
    assert.equal(getComputedStyle(element).display, 'block');
    assert.deepEqual(readNames(element), ['Account a']);
    assert.isNull(find(element, '.connect'));
  });

  it('takes no space while it loads', async () => {
    const proxy = createProxy();
    proxy.intercept = () => new Promise(() => undefined);
    const element = await createAccounts(proxy, { show: 'problems' });
    assert.equal(element.getBoundingClientRect().height, 0);
  });

  it('does not hide that it could not be loaded', async () => {
    const proxy = createProxy();
    proxy.intercept = () => refuse(403, 'invalid_config');
    const element = await createLoaded(proxy, { show: 'problems' });
    assert.isAbove(element.getBoundingClientRect().height, 0);
  });
});

describe('the events of a list', () => {
  it('say what there is, and what has changed', async () => {
    const proxy = createProxy([createEntry('a'), createEntry('b'), createEntry('c', EXPIRED)]);
    const element = await createAccounts(proxy);
    const events = record(element, 'accounts-change', 'account-expired', 'account-expiring', 'account-recovered');
    await waitUntil(() => events.length === 1, 'the list is announced');
    assert.deepInclude(events[0]!.detail, { actionRequired: 1, total: 3 });
    await element.refresh();
    assert.lengthOf(events, 1, 'a list that has not changed is not announced');
    proxy.entries = [createEntry('a', EXPIRED), createEntry('b', EXPIRING), createEntry('c')];
    await element.refresh();
    assert.deepEqual(
      events.slice(1).map(({ type, detail }) => [type, (detail.account as { id: string } | undefined)?.id]),
      [
        ['accounts-change', undefined],
        ['account-expiring', 'b'],
        ['account-expired', 'a'],
        ['account-recovered', 'c'],
      ],
    );
  });

  it('are not announced again under another function for the token, unless they are others', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy, { getSessionToken: () => 'token' });
    let changes = 0;
    // As a component that is drawn at each change, with a function of its own for each time.
    element.addEventListener('accounts-change', () => {
      changes += 1;
      if (changes < 20) element.getSessionToken = () => 'token';
    });
    const loadAgain = async () => {
      const loads = proxy.requests.length;
      element.getSessionToken = () => 'token';
      await element.updateComplete;
      await waitUntil(() => proxy.requests.length > loads && element.state === 'ready', 'it has loaded again');
    };
    await loadAgain();
    await loadAgain();
    assert.equal(changes, 0);
    assert.lengthOf(proxy.requests, 3);

    proxy.entries = [createEntry('b')];
    await loadAgain();
    await waitUntil(() => proxy.requests.length === 5 && element.state === 'ready', 'the answer of the page');
    await loadAgain();
    assert.equal(changes, 1);
  });
});

describe('a list that cannot be loaded', () => {
  it('reports each load that fails, and none that succeeds', async () => {
    const proxy = createProxy([createEntry('a')]);
    proxy.intercept = () => refuse(401, 'unauthorized');
    const element = await createAccounts(proxy);
    const events = record(element, 'accounts-failed', 'accounts-change');
    await waitUntil(() => events.length === 1, 'the first failure is reported');
    assert.equal(events[0]!.detail.error, element.error);
    assert.equal(element.error!.code, 'unauthorized');
    element.size = 'small';
    await element.updateComplete;
    assert.lengthOf(events, 1, 'a redraw reports nothing');
    await element.refresh();
    assert.lengthOf(events, 2, 'another load failed');
    proxy.intercept = undefined;
    await element.refresh();
    proxy.intercept = () => refuse(403, 'forbidden');
    await element.refresh();
    assert.deepEqual(
      events.map(({ type, detail }) => (detail.error as { code: string } | undefined)?.code ?? type),
      ['unauthorized', 'unauthorized', 'accounts-change', 'forbidden'],
    );
  });

  it('is announced when it loads again, although it is the same as before', async () => {
    const proxy = createProxy([createEntry('a', EXPIRED)]);
    const element = await createLoaded(proxy);
    const events = record(element, 'accounts-failed', 'accounts-change', 'account-expired');
    proxy.intercept = () => refuse(502, 'unauthorized');
    await element.refresh();
    await element.refresh();
    assert.equal(element.state, 'stale');
    proxy.intercept = undefined;
    await element.refresh();
    await element.refresh();
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accounts-failed', 'accounts-failed', 'accounts-change'],
    );
  });

  it('reports a setting that is wrong once, and bubbles out of shadow trees', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const element = document.createElement('ghl-social-accounts');
    const events = record(host, 'accounts-failed');
    host.attachShadow({ mode: 'open' }).append(element);
    await element.updateComplete;
    element.debug = true;
    await element.updateComplete;
    assert.lengthOf(events, 1);
    assert.include((events[0]!.detail.error as Error).message, 'proxy-url');
    host.remove();
  });
});

describe('a list that leaves the page', () => {
  it('leaves no request and loads again when it returns', async () => {
    const proxy = createProxy([createEntry('a')]);
    const element = await createLoaded(proxy);
    const parent = element.parentElement!;
    const restorePauses = skipPauses(MOVE_GRACE_MS);
    element.remove();
    await aTimeout(0);
    restorePauses();
    const count = proxy.requests.length;
    document.dispatchEvent(new Event('visibilitychange'));
    await Promise.resolve();
    assert.lengthOf(proxy.requests, count);
    proxy.entries = [createEntry('b')];
    parent.append(element);
    await waitUntil(() => readNames(element)[0] === 'Account b', 'the list is loaded again');
  });
});
