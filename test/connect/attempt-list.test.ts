import { describe, expect, it, vi } from 'vitest';
import type { ConnectOptions } from '../../src/connect/options.js';
import type { Connection } from '../../src/connect/outcome.js';
import { makeUnreachable, page, start, useFakePage, type Run } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

const PROXY = 'https://host.example/highlevel';
const EXPIRED = {
  id: 'a',
  oauthId: 'login1',
  platform: 'facebook',
  name: 'One',
  isExpired: true,
  expire: '1969-01-01T00:00:00.000Z',
};
const WORKING = { ...EXPIRED, isExpired: false, expire: '1971-01-01T00:00:00.000Z' };
const NEW = { ...WORKING, id: 'b', oauthId: 'login2' };

const list = (accounts: unknown, can: unknown = ['connect', 'attach', 'list']) =>
  Response.json({ success: true, results: { accounts, can } });
const refuse = (status: number, code: string) => Response.json({ error: { code, message: 'No.' } }, { status });

/** A proxy that gives these lists, one after the other; the last one stays. */
function createProxy(...lists: (() => Response | Promise<Response>)[]) {
  const urls: string[] = [];
  const listCalls = () => urls.filter((url) => url.endsWith('/accounts')).length;
  const send = vi.fn((input: RequestInfo | URL) => {
    const url = String(input);
    urls.push(url);
    if (url.includes('/start')) return Promise.resolve(Response.json({ url: 'https://social.example/consent' }));
    return Promise.resolve((lists[listCalls() - 1] ?? lists.at(-1)!)());
  });
  return { urls, listCalls, fetch: send as unknown as typeof fetch };
}

type Proxy = ReturnType<typeof createProxy>;

function startWith(proxy: Proxy, options: Partial<ConnectOptions> = {}): Run {
  return start({ proxyUrl: PROXY, locationId: undefined, userId: undefined, fetch: proxy.fetch, ...options });
}

/** Waits until the code that is loaded on demand has run. */
async function loadCode(): Promise<void> {
  await vi.dynamicImportSettled();
  await page.pass(10);
}

/** Cuts the popup off, and comes back. */
async function comeBack(run: Run): Promise<void> {
  await loadCode();
  await makeUnreachable(run);
  page.setFocus(true);
  await page.pass(2_000);
}

const readConnection = ({ outcomes }: Run): Connection | undefined => {
  const [outcome] = outcomes;
  return outcome?.status === 'connected' ? outcome.connection : undefined;
};

describe('the list of the location', () => {
  useFakePage();

  it('is read once the popup is open, and beside the start', async () => {
    const proxy = createProxy(() => list([]));
    const opened: number[] = [];
    const run = startWith(proxy, {
      openWindow: () => {
        opened.push(proxy.urls.length);
        return OTHER_POPUP as unknown as Window;
      },
    });
    expect(opened).toEqual([0]);
    await loadCode();
    expect(proxy.urls).toEqual([
      `${PROXY}/social-media-posting/oauth/facebook/start`,
      `${PROXY}/social-media-posting/-/accounts`,
    ]);
    run.attempt.cancel();
  });

  it('confirms a reconnect of which no message came', async () => {
    const proxy = createProxy(
      () => list([EXPIRED]),
      () => list([WORKING]),
    );
    const onListCheck = vi.fn();
    const run = startWith(proxy, { reconnect: true, onListCheck });
    await comeBack(run);
    expect(readConnection(run)).toEqual({
      platform: 'facebook',
      accountId: 'login1',
      reconnectAccounts: ['a'],
      confirmedBy: 'list',
    });
    expect(onListCheck).toHaveBeenCalledOnce();
    expect(page.countLeftovers()).toBe(0);
  });

  it('confirms a new account, by the id of its login', async () => {
    const proxy = createProxy(
      () => list([WORKING]),
      () => list([WORKING, NEW]),
    );
    const run = startWith(proxy);
    await comeBack(run);
    expect(readConnection(run)).toMatchObject({ accountId: 'login2', reconnectAccounts: [], confirmedBy: 'list' });
  });

  it('names a new account by itself if its login is not known', async () => {
    const proxy = createProxy(
      () => list([]),
      () => list([{ ...NEW, oauthId: undefined }]),
    );
    const run = startWith(proxy);
    await comeBack(run);
    expect(readConnection(run)).toMatchObject({ reconnectAccounts: ['b'], confirmedBy: 'list' });
    expect(readConnection(run)).not.toHaveProperty('accountId');
  });

  it('is compared when the person says that they have finished', async () => {
    const proxy = createProxy(
      () => list([EXPIRED]),
      () => list([WORKING]),
    );
    const run = startWith(proxy);
    await loadCode();
    await makeUnreachable(run);
    run.attempt.finish();
    run.attempt.finish();
    expect(await run.summary()).toBe('connected login1');
    expect(proxy.listCalls()).toBe(2);
  });

  it('is read until it proves the sign-in', async () => {
    const proxy = createProxy(...Array.from({ length: 5 }, () => () => list([EXPIRED])), () => list([WORKING]));
    const run = startWith(proxy);
    await comeBack(run);
    await page.pass(4_000);
    expect(await run.summary()).toBe('connected login1');
    expect(proxy.listCalls()).toBe(6);
  });

  it('ends the attempt as unconfirmed after 8 comparisons in at most 6 s', async () => {
    const proxy = createProxy(() => list([EXPIRED]));
    const run = startWith(proxy);
    await comeBack(run);
    expect(await run.summary()).toBe('none');
    await page.pass(6_000);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(proxy.listCalls()).toBe(1 + 8);
    await page.pass(60_000);
    expect(proxy.listCalls()).toBe(1 + 8);
  });

  it('does not hold the outcome back beyond 6 s if the proxy is slow', async () => {
    const proxy = createProxy(
      () => list([EXPIRED]),
      () => new Promise(() => undefined),
    );
    const run = startWith(proxy);
    await comeBack(run);
    await page.pass(6_000);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['is forbidden', () => refuse(403, 'forbidden')],
    ['fails', () => refuse(502, 'upstream_error')],
    ['is not allowed by `can`', () => list([], ['connect'])],
    ['is missing in the response', () => Response.json({ success: true, results: { can: ['list'] } })],
    ['is no JSON', () => new Response('<html></html>')],
    ['does not arrive', () => new Promise(() => undefined)],
    ['is no list', () => list('none')],
  ])('changes nothing if it %s before the sign-in', async (_why, first) => {
    const proxy = createProxy(first, () => list([NEW]));
    const onListCheck = vi.fn();
    const run = startWith(proxy, { onListCheck });
    await comeBack(run);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(onListCheck).not.toHaveBeenCalled();
    expect(proxy.listCalls()).toBe(1);
  });

  it.each<[string, () => Response]>([
    ['is forbidden', () => refuse(403, 'forbidden')],
    ['is refused for the moment', () => refuse(429, 'rate_limited')],
  ])('is not asked for again if it %s afterwards', async (_why, second) => {
    const proxy = createProxy(
      () => list([]),
      second,
      () => list([NEW]),
    );
    const run = startWith(proxy);
    await comeBack(run);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(proxy.listCalls()).toBe(2);
  });

  it('is asked for again if it fails once afterwards', async () => {
    const proxy = createProxy(
      () => list([]),
      () => refuse(502, 'upstream_error'),
      () => list([NEW]),
    );
    const run = startWith(proxy);
    await comeBack(run);
    await page.pass(1_000);
    expect(await run.summary()).toBe('connected login2');
  });

  it('leaves a message the first word: it connects during the comparison, once', async () => {
    const proxy = createProxy(
      () => list([EXPIRED]),
      () => list([EXPIRED]),
      () => list([WORKING]),
    );
    const onLateConnection = vi.fn();
    const run = startWith(proxy, { onLateConnection });
    await comeBack(run);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(readConnection(run)?.confirmedBy).toBe('message');
    await page.pass(10_000);
    expect(onLateConnection).not.toHaveBeenCalled();
    expect(proxy.listCalls()).toBe(2);
  });

  it('is not read again after the attempt was cancelled', async () => {
    const proxy = createProxy(() => list([EXPIRED]));
    const run = startWith(proxy);
    await comeBack(run);
    run.attempt.cancel();
    expect(await run.summary()).toBe('cancelled aborted');
    const calls = proxy.listCalls();
    await page.pass(10_000);
    expect(proxy.listCalls()).toBe(calls);
    expect(page.countLeftovers()).toBe(0);
  });

  it('is not read after the person has closed the popup', async () => {
    const proxy = createProxy(() => list([EXPIRED]));
    const run = startWith(proxy);
    await loadCode();
    run.popup.closed = true;
    await page.pass(3_000);
    expect(await run.summary()).toBe('cancelled popup-closed');
    expect(proxy.listCalls()).toBe(1);
  });

  it('needs no second session token', async () => {
    const getSessionToken = vi.fn(() => Promise.resolve('token'));
    const run = startWith(
      createProxy(() => list([])),
      { getSessionToken },
    );
    await loadCode();
    expect(getSessionToken).toHaveBeenCalledOnce();
    run.attempt.cancel();
  });

  it('is not read without a proxy', async () => {
    const proxy = createProxy(() => list([]));
    const run = start({ fetch: proxy.fetch });
    await loadCode();
    await makeUnreachable(run);
    run.attempt.finish();
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(proxy.urls).toEqual([]);
  });
});

const OTHER_POPUP = new FakePopup();
