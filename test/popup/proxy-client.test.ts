import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attachAccount, fetchAccountDetails } from '../../src/popup/account.js';
import { resolveStartUrl } from '../../src/popup/start-url.js';

const LOGIN = { platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b', proxyUrl: '/api' } as const;
const ACCOUNT = { id: 'p1', name: 'One', kind: 'page', connected: false, source: { id: 'p1', name: 'One' } } as const;

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
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
