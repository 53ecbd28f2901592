import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccountClient, fetchAccountDetails } from '../../../src/connect/accounts/accounts-client.js';
import { createProxyClient } from '../../../src/connect/accounts/proxy-client.js';
import { resolveStartUrl } from '../../../src/connect/resolve-start-url.js';
import { withTimeLimit } from '../../../src/http/timeout.js';

const LOGIN = { platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b', proxyUrl: '/api' } as const;
const ACCOUNT = { id: 'p1', name: 'One', kind: 'page', connected: false, source: { id: 'p1', name: 'One' } } as const;
const ANSWER = JSON.stringify({ success: true, results: { pages: [] } });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const later = <T>(ms: number, create: () => T) => new Promise<T>((resolve) => setTimeout(() => resolve(create()), ms));

/** Answers with these statuses in turn, each after `ms`; ends with the request's signal, as `fetch` does. */
function createSlowFetch(ms: number, statuses: readonly number[], headers = {}) {
  let count = 0;
  return vi.fn<typeof fetch>((_url, init) => {
    const status = statuses[Math.min(count, statuses.length - 1)]!;
    count += 1;
    const answer = later(ms, () => new Response(status === 200 ? ANSWER : '{}', { status, headers }));
    const aborted = new Promise<never>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    });
    return Promise.race([answer, aborted]);
  });
}

/** How long it took until the request failed, in s, and with what. */
async function measure(request: Promise<unknown>) {
  const failed = request.then(
    () => ({ code: 'none', at: Date.now() }),
    (error: { code: string }) => ({ code: error.code, at: Date.now() }),
  );
  const startedAt = Date.now();
  await vi.advanceTimersByTimeAsync(120_000);
  const { code, at } = await failed;
  return { code, seconds: (at - startedAt) / 1000 };
}

describe('the details of a login', () => {
  it('take at most 10 s, with every repetition and every session token', async () => {
    const send = createSlowFetch(3000, [401, 500]);
    const getSessionToken = vi.fn(() => later(1500, () => 'token'));
    const result = await measure(fetchAccountDetails({ ...LOGIN, getSessionToken, fetch: send }));
    expect(result).toEqual({ code: 'network_error', seconds: 10 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are not repeated if the wait would be longer than the time that is left', async () => {
    const send = createSlowFetch(6000, [429, 200], { 'Retry-After': '5' });
    expect(await measure(fetchAccountDetails({ ...LOGIN, fetch: send }))).toEqual({ code: 'rate_limited', seconds: 6 });
    expect(send).toHaveBeenCalledOnce();
  });

  it('are repeated if there is time', async () => {
    const send = createSlowFetch(1000, [429, 200], { 'Retry-After': '5' });
    expect(await measure(fetchAccountDetails({ ...LOGIN, fetch: send }))).toEqual({ code: 'none', seconds: 7 });
  });

  it('each have 10 s: the time of one request is not taken from the next', async () => {
    const send = createSlowFetch(8000, [200]);
    const client = createAccountClient({ ...LOGIN, fetch: send });
    const both = client.fetchDetails().then(() => client.attach(ACCOUNT));
    expect(await measure(both)).toEqual({ code: 'none', seconds: 16 });
  });
});

describe('requests of one client at the same time', () => {
  function createRequests(getSessionToken: () => Promise<string>) {
    const options = { proxyUrl: '/api', getSessionToken, fetch: createSlowFetch(10, [200]) };
    const client = createProxyClient(new URL('https://app.example/api'), options);
    return (ms: number) =>
      withTimeLimit(ms, undefined, (limit) => client.request({ method: 'GET', path: 'l1/accounts', limit }));
  }

  it('share one session token, and each waits for it as long as its own limit says', async () => {
    const getSessionToken = vi.fn(() => later(5000, () => 'token'));
    const request = createRequests(getSessionToken);
    const results = Promise.all([measure(request(2000)), measure(request(10_000))]);
    expect(await results).toEqual([
      { code: 'unauthorized', seconds: 2 },
      { code: 'none', seconds: 5.01 },
    ]);
    expect(getSessionToken).toHaveBeenCalledOnce();
  });

  it('leave a call that never ends to those who wait for it: the next request makes another', async () => {
    const getSessionToken = vi
      .fn(() => Promise.resolve('token'))
      .mockReturnValueOnce(new Promise<never>(() => undefined));
    const request = createRequests(getSessionToken);
    expect(await measure(request(2000))).toEqual({ code: 'unauthorized', seconds: 2 });
    expect(await measure(request(2000))).toEqual({ code: 'none', seconds: 0.01 });
  });
});

describe('Retry-After', () => {
  it.each([
    ['an HTTP date 4 s ahead', () => new Date(Date.now() + 4000).toUTCString(), 2],
    ['an HTTP date 120 s ahead', () => new Date(Date.now() + 120_000).toUTCString(), 1],
    ['nothing', () => '', 2],
    ['a negative number', () => '-5', 2],
    ['a huge number', () => '999999999', 1],
  ])('with %s is respected', async (_name, createHeader, requests) => {
    const send = createSlowFetch(10, [429], { 'Retry-After': createHeader() });
    await measure(fetchAccountDetails({ ...LOGIN, fetch: send }));
    expect(send).toHaveBeenCalledTimes(requests);
  });

  it('as a date is measured by the clock of the server, if it sends that', async () => {
    const serverTime = Date.parse('Sun, 06 Nov 1994 08:49:07 GMT');
    const headers = {
      Date: new Date(serverTime).toUTCString(),
      'Retry-After': new Date(serverTime + 90_000).toUTCString(),
    };
    const send = createSlowFetch(10, [429], headers);
    const failed = expect(fetchAccountDetails({ ...LOGIN, fetch: send })).rejects.toMatchObject({ retryAfter: 90 });
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
  });
});

describe('a start', () => {
  it('takes at most 10 s through the proxy, with both session tokens', async () => {
    const options = { platform: 'facebook', proxyUrl: '/api' } as const;
    const getSessionToken = () => later(5000, () => 'token');
    const start = resolveStartUrl({ ...options, getSessionToken, fetch: createSlowFetch(1500, [401]) });
    expect(await measure(start)).toEqual({ code: 'unauthorized', seconds: 10 });
  });

  it('takes at most 10 s through getStartUrl', async () => {
    const start = resolveStartUrl({
      platform: 'facebook',
      getStartUrl: () => later(11_000, () => 'https://a.example'),
    });
    expect(await measure(start)).toEqual({ code: 'start_failed', seconds: 10 });
  });
});
