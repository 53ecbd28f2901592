import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccountsStore } from '../../../src/connect/accounts/accounts-store.js';
import type { DisconnectAllOptions } from '../../../src/connect/accounts/disconnect-each.js';
import { createEntry, createFakeProxy, NOW, refuse, type FakeProxy } from './list-fixture.js';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const IDS = ['a', 'b', 'c'];

const limit = (seconds: number): Response =>
  Response.json(
    { error: { code: 'rate_limited', message: 'Too many requests.', retryAfter: seconds } },
    { status: 429 },
  );

const listDeletes = ({ requests }: FakeProxy): string[] =>
  requests.filter((request) => request.startsWith('DELETE')).map((request) => request.split('/').at(-1)!);
const countLoads = ({ requests }: FakeProxy): number => requests.filter((request) => request.startsWith('GET')).length;

/** Starts disconnecting all accounts of a watched store. */
async function start(proxy: FakeProxy, options?: DisconnectAllOptions) {
  const store = createAccountsStore({ proxyUrl: 'https://proxy.example/', fetch: proxy.fetch });
  const stop = store.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  return { store, stop, results: store.disconnectAll(IDS, options) };
}

const createFull = (): FakeProxy => createFakeProxy(IDS.map((id) => createEntry(id)));

describe('disconnectAll', () => {
  it.each([[undefined], [null], ['abc'], [{}]])('disconnects nothing if the ids are %j', async (ids) => {
    const proxy = createFull();
    const { store, stop, results } = await start(proxy);
    await vi.advanceTimersByTimeAsync(1000);
    await results;
    const before = proxy.requests.length;
    await expect(store.disconnectAll(ids as never)).rejects.toMatchObject({ code: 'invalid_config', option: 'ids' });
    await expect(store.disconnectAll(['a'], null as never)).rejects.toMatchObject({ option: 'options' });
    expect(proxy.requests).toHaveLength(before);
    stop();
  });

  it('sends one request after the other, and loads the list once at the end', async () => {
    const proxy = createFull();
    let running = 0;
    let most = 0;
    proxy.intercept = async (method) => {
      if (method !== 'DELETE') return undefined as never;
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 100));
      running -= 1;
      return undefined as never;
    };
    const { store, stop, results } = await start(proxy);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await results).toEqual(
      IDS.map((id) => ({ status: 'disconnected', id, alreadyGone: false, receipt: `receipt-of-${id}` })),
    );
    expect(most).toBe(1);
    expect(listDeletes(proxy)).toEqual(IDS);
    expect(countLoads(proxy)).toBe(2);
    expect(store.getSnapshot().state).toBe('empty');
    stop();
  });

  it('goes on after a failure, and counts an account that is gone already as done', async () => {
    const proxy = createFull();
    proxy.intercept = (method, path) =>
      method === 'DELETE' && path.endsWith('/b') ? refuse(403, 'forbidden') : undefined;
    proxy.entries = proxy.entries.filter((entry) => (entry as { id: string }).id !== 'c');
    const onResult = vi.fn();
    const { stop, results } = await start(proxy, { onResult });
    const ended = await results;
    expect(ended).toMatchObject([
      { status: 'disconnected', id: 'a', alreadyGone: false },
      { status: 'failed', id: 'b', error: { code: 'forbidden' } },
      { status: 'disconnected', id: 'c', alreadyGone: true },
    ]);
    expect(onResult.mock.calls.map(([result]) => result as unknown)).toEqual(ended);
    stop();
  });

  it('waits as long as a 429 says, and then goes on with the same account', async () => {
    const proxy = createFull();
    let refusals = 0;
    proxy.intercept = (method, path) =>
      method === 'DELETE' && path.endsWith('/b') && (refusals += 1) <= 2 ? limit(20) : undefined;
    const { stop, results } = await start(proxy);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(listDeletes(proxy)).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(listDeletes(proxy)).toEqual(['a', 'b', 'b']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await results).map(({ status }) => status)).toEqual(['disconnected', 'disconnected', 'disconnected']);
    stop();
  });

  it('fails an account that is refused for longer than a minute, or again and again', async () => {
    const proxy = createFull();
    proxy.intercept = (method, path) => {
      if (method === 'DELETE' && path.endsWith('/a')) return limit(61);
      return method === 'DELETE' && path.endsWith('/b') ? limit(10) : undefined;
    };
    const { stop, results } = await start(proxy);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await results).toMatchObject([
      { status: 'failed', error: { code: 'rate_limited', retryAfter: 61 } },
      { status: 'failed', error: { code: 'rate_limited' } },
      { status: 'disconnected' },
    ]);
    expect(listDeletes(proxy).filter((id) => id === 'b')).toHaveLength(6);
    stop();
  });

  it('ends after the request under way when it is stopped, and does not try the others', async () => {
    const proxy = createFull();
    const stopping = new AbortController();
    const { stop, results } = await start(proxy, { signal: stopping.signal, onResult: () => stopping.abort() });
    expect((await results).map(({ status }) => status)).toEqual(['disconnected', 'not-tried', 'not-tried']);
    expect(listDeletes(proxy)).toEqual(['a']);
    stop();
  });

  it('ends at once when it is stopped while it waits', async () => {
    const proxy = createFull();
    proxy.intercept = (method) => (method === 'DELETE' ? limit(30) : undefined);
    const stopping = new AbortController();
    const { stop, results } = await start(proxy, { signal: stopping.signal });
    await vi.advanceTimersByTimeAsync(1_000);
    stopping.abort();
    expect((await results).map(({ status }) => status)).toEqual(['not-tried', 'not-tried', 'not-tried']);
    expect(vi.getTimerCount()).toBe(0);
    expect(countLoads(proxy)).toBe(1);
    stop();
  });

  it('does not let a list that was asked for before bring an account back', async () => {
    const proxy = createFull();
    const store = createAccountsStore({ proxyUrl: 'https://proxy.example/', fetch: proxy.fetch });
    const stop = store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    let answerList!: (response: Response) => void;
    let answerLast!: () => void;
    proxy.intercept = (method, path) => {
      if (method === 'GET') return new Promise((resolve) => (answerList = resolve));
      return path.endsWith('/c') ? new Promise<never>((resolve) => (answerLast = resolve as () => void)) : undefined;
    };
    const old = Response.json({ success: true, results: { accounts: proxy.entries } });
    void store.refresh();
    const results = store.disconnectAll(IDS);
    await vi.advanceTimersByTimeAsync(0);
    proxy.intercept = undefined;
    answerList(old);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getSnapshot().accounts.map(({ id }) => id)).toEqual(['c']);
    answerLast();
    await results;
    stop();
  });
});
