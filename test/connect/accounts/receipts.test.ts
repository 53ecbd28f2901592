import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attachAccount, disconnectAccount, fetchAccountDetails } from '../../../src/connect/index.js';
import { createProxyHandler, verifyReceipt } from '../../../src/proxy/index.js';

const RECEIPT_KEY = 'Rk7sQ2zV8nB4xM1wT6yH9cJ3fD5gL0pE';
const LOGIN = {
  platform: 'facebook',
  accountId: '65f1a2b3c4d5e6f708192a3b',
  proxyUrl: 'https://app.example/',
} as const;
const ACCOUNT = { id: 'p1', name: 'One', kind: 'page', connected: false, source: { id: 'p1', name: 'One' } } as const;

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/' });
  return () => vi.unstubAllGlobals();
});

/** The results that can carry a receipt. */
const RESULTS: readonly [string, (fetch: typeof globalThis.fetch) => Promise<{ readonly receipt?: string }>][] = [
  ['fetchAccountDetails', (fetch) => fetchAccountDetails({ ...LOGIN, fetch })],
  ['attachAccount', (fetch) => attachAccount({ ...LOGIN, account: ACCOUNT, fetch })],
  ['disconnectAccount', (fetch) => disconnectAccount({ proxyUrl: LOGIN.proxyUrl, id: 'listed-1', fetch })],
];

const HIGHLEVEL: Readonly<Record<string, (url: URL) => object>> = {
  GET: ({ pathname }) =>
    pathname.includes('/oauth/')
      ? { pages: [{ id: 'p1', name: 'One' }] }
      : { accounts: [{ id: 'listed-1', oauthId: LOGIN.accountId, platform: 'facebook', name: 'One' }] },
  POST: () => ({ oldId: 'listed-1', name: 'One' }),
  DELETE: () => ({ id: 'listed-1' }),
};

/** Our proxy, before a HighLevel that agrees. */
function createFetch(receiptKey?: string): typeof fetch {
  const handle = createProxyHandler({
    authorize: () => ({ locationId: 'loc1', userId: 'user1', can: ['connect', 'attach', 'list', 'disconnect'] }),
    getToken: () => 'token',
    ...(receiptKey !== undefined && { receiptKey }),
    fetch: (input, init) => {
      const { method, url } = new Request(input, { ...init, signal: null });
      return Promise.resolve(Response.json({ success: true, results: HIGHLEVEL[method]?.(new URL(url)) }));
    },
  });
  return (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Sec-Fetch-Site', 'same-origin');
    return handle(new Request(input, { ...init, headers }));
  };
}

describe.each(RESULTS)('the result of %s', (_name, call) => {
  it('has the receipt of the proxy, which the server can verify', async () => {
    const { receipt = '' } = await call(createFetch(RECEIPT_KEY));
    const verified = await verifyReceipt(receipt, { key: RECEIPT_KEY, locationId: 'loc1' });
    expect(verified).toMatchObject({ platform: 'facebook', loginId: LOGIN.accountId, userId: 'user1' });
  });

  it('has no receipt from a proxy that makes none', async () => {
    expect(await call(createFetch())).not.toHaveProperty('receipt');
  });

  it.each<[string, unknown]>([
    ['a number', 7],
    ['null', null],
    ['an empty text', ''],
    ['an object', { toString: () => 'receipt' }],
    ['a list', ['receipt']],
    ['longer than a receipt can be', 'a'.repeat(8_193)],
  ])('leaves out what cannot be a receipt: %s', async (_title, receipt) => {
    const results = { accounts: [], pages: [] };
    const send = () => Promise.resolve(Response.json({ success: true, results, receipt }));
    expect(await call(send)).not.toHaveProperty('receipt');
  });

  it('passes on a text as it is, which only the server can judge', async () => {
    for (const receipt of ['not a receipt', 'a'.repeat(8_192)]) {
      const send = () => Promise.resolve(Response.json({ success: true, results: { pages: [] }, receipt }));
      expect((await call(send)).receipt).toBe(receipt);
    }
  });
});

describe('fetchAccountDetails', () => {
  const actionOf = async (reconnect: boolean | undefined) => {
    const { receipt = '' } = await fetchAccountDetails({ ...LOGIN, reconnect, fetch: createFetch(RECEIPT_KEY) });
    return (await verifyReceipt(receipt, { key: RECEIPT_KEY, locationId: 'loc1' })).action;
  };

  it('tells the proxy whether the login was connected again', async () => {
    expect(await actionOf(true)).toBe('reconnect');
    expect(await actionOf(false)).toBe('connect');
    expect(await actionOf(undefined)).toBe('connect');
  });
});
