import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attachAccount, createAccountClient, fetchAccountDetails } from '../../src/popup/account.js';
import { resolveStartUrl } from '../../src/popup/start-url.js';

const ANSWER = JSON.stringify({ success: true, results: { pages: [{ id: 'p1', name: 'One' }] } });
const LOGIN = { platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b', proxyUrl: '/api' } as const;
const ACCOUNT = { id: 'p1', name: 'One', kind: 'page', connected: false, source: { id: 'p1', name: 'One' } } as const;

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

/** A proxy that refuses `old`, and what it was sent. */
function createProxy() {
  const sent: (string | null)[] = [];
  const send: typeof fetch = (_url, init) => {
    const authorization = new Headers(init?.headers).get('Authorization');
    sent.push(authorization);
    const status = authorization === 'Bearer old' ? 401 : 200;
    return Promise.resolve(new Response(ANSWER, { status }));
  };
  return { sent, send };
}

describe('a session token that was asked for', () => {
  it.each([
    ['after a 401', 'old', ['Bearer old', 'Bearer new', 'Bearer new', 'Bearer new']],
    ['since there was none', undefined, ['Bearer new', 'Bearer new', 'Bearer new']],
  ])('%s serves what follows for the same login', async (_title, sessionToken, expected) => {
    const { sent, send } = createProxy();
    const getSessionToken = vi.fn(() => 'new');
    const client = createAccountClient({ ...LOGIN, sessionToken, getSessionToken, fetch: send });
    await client.fetchDetails();
    await client.attach(ACCOUNT);
    await client.attach(ACCOUNT);
    expect(sent).toEqual(expected);
    expect(getSessionToken).toHaveBeenCalledOnce();
  });

  it('is asked for again when it is refused', async () => {
    const { sent, send } = createProxy();
    const tokens = ['old', 'new', 'newer'];
    const client = createAccountClient({ ...LOGIN, getSessionToken: () => tokens.shift() ?? '', fetch: send });
    await client.fetchDetails();
    await client.attach(ACCOUNT);
    expect(sent).toEqual(['Bearer old', 'Bearer new', 'Bearer new']);
  });
});

describe('a signal that aborts while the page is asked', () => {
  const never = () => new Promise<never>(() => undefined);

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['details', (signal) => fetchAccountDetails({ ...LOGIN, getSessionToken: never, signal })],
    ['attaching', (signal) => attachAccount({ ...LOGIN, account: ACCOUNT, getSessionToken: never, signal })],
    ['the start, for a token', (signal) => resolveStartUrl({ ...LOGIN, getSessionToken: never }, signal)],
    ['the start, for its address', (signal) => resolveStartUrl({ ...LOGIN, getStartUrl: never }, signal)],
  ])('is the reason that %s rejects with', async (_title, request) => {
    const controller = new AbortController();
    const reason = new Error('The page has gone on.');
    const answer = request(controller.signal);
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });
});
