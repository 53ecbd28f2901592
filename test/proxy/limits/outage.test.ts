import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import { createRateLimit, createReplayGuard, createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import {
  attachRequest,
  createFixture,
  createGate,
  createRequest,
  DETAILS,
  jsonResponse,
  KEY,
  LIST,
  SESSION,
} from '../fixture.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store in memory that can fail, or never answer. */
function createSwitchable() {
  const memory = createMemoryStore();
  const state: { mode: 'on' | 'failing' | 'hanging'; calls: number } = { mode: 'on', calls: 0 };
  function wrap<Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Promise<Result>) {
    return (...parameters: Parameters): Promise<Result> => {
      state.calls += 1;
      if (state.mode === 'on') return call(...parameters);
      return state.mode === 'failing' ? Promise.reject(new Error('The store is down.')) : new Promise(() => undefined);
    };
  }
  const { get, set, delete: remove, increment } = memory;
  const store: Store = { get: wrap(get), set: wrap(set), delete: wrap(remove), increment: wrap(increment) };
  return { store, state };
}

describe.each(['failing', 'hanging'] as const)('while the store of the rate limit is %s', (mode) => {
  it('the proxy counts in its own memory, and tells `onError`', async () => {
    const { store, state } = createSwitchable();
    const onError = vi.fn();
    const { handle, calls } = createFixture({ rateLimit: createRateLimit({ store, perSession: 3 }), onError });
    state.mode = mode;
    const first = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await first).status).toBe(200);
    expect(onError).toHaveBeenCalledTimes(1);
    const [cause, entry] = onError.mock.calls[0]! as [Error, unknown];
    expect(cause.message).toMatch(/The store is down|Not finished/);
    expect(entry).toMatchObject({ route: 'details', status: 200 });

    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await handle(createRequest(DETAILS))).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(calls).toHaveLength(3);
  });

  it('it is asked again every five seconds only, and counts again when it is back', async () => {
    const { store, state } = createSwitchable();
    const { handle } = createFixture({ rateLimit: createRateLimit({ store, perSession: 50 }) });
    state.mode = mode;
    const first = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(1_000);
    await first;
    const { calls } = state;
    for (let index = 0; index < 10; index += 1) await handle(createRequest(DETAILS));
    expect(state.calls).toBe(calls);
    state.mode = 'on';
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
    expect(state.calls).toBeGreaterThan(calls);
  });
});

it('a `rateLimit` of the host that brings its own fallback is served by it', async () => {
  const onError = vi.fn();
  const rateLimit = { take: () => Promise.reject(new Error('down')), fallback: { take: () => 7 } };
  const { handle } = createFixture({ rateLimit, onError });
  const response = await handle(createRequest(DETAILS));
  expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '7']);
  expect(onError).toHaveBeenCalledWith(new Error('down'), expect.anything());
});

it('a pause that instances could not share is told to `onError`', async () => {
  const onError = vi.fn();
  const rateLimit = { take: () => 0, pause: () => Promise.reject(new Error('down')) };
  const { handle } = createFixture({ rateLimit, onError }, () => new Response('{}', { status: 429 }));
  expect((await handle(createRequest(DETAILS))).status).toBe(429);
  expect(onError).toHaveBeenCalledWith(new Error('down'), expect.anything());
});

describe('an account that HighLevel has attached with the last request of its interval', () => {
  const attached = { success: true, statusCode: 201, results: { _id: '9' } };
  const answer = () => jsonResponse(attached, 201, { 'X-RateLimit-Remaining': '0' });

  it('is reported as attached although the pause is never shared', async () => {
    const onError = vi.fn();
    const asked = createGate();
    const pause = () => (asked.open(), new Promise(() => undefined));
    const { handle } = createFixture({ rateLimit: { take: () => 0, pause }, onError }, answer);
    const response = handle(attachRequest());
    await asked.promise;
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await response).status).toBe(201);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ name: 'TimeoutError' }), expect.anything());
  });

  it('is reported as attached, and without a failure, once the pause is shared', async () => {
    const onError = vi.fn();
    const pause = vi.fn(() => Promise.resolve());
    const { handle } = createFixture({ rateLimit: { take: () => 0, pause }, onError }, answer);
    expect((await handle(attachRequest())).status).toBe(201);
    expect(pause).toHaveBeenCalledWith('loc1', 10);
    expect((await handle(createRequest(DETAILS))).status).toBe(429);
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('the replay guard over a store', () => {
  const mint = () => createSessionToken(SESSION, { key: KEY });

  function createInstance(store: Store, onError = vi.fn()) {
    const authorize = sessionAuthorize({ key: KEY, replay: createReplayGuard({ store }) });
    const { handle } = createFixture({ authorize, onError });
    return (token: string) => handle(createRequest(LIST, { headers: { Authorization: `Bearer ${token}` } }));
  }

  it('accepts a token once, whichever instance gets it', async () => {
    const store = createMemoryStore();
    const [first, second] = [createInstance(store), createInstance(store)];
    const [token, other] = [await mint(), await mint()];
    expect([(await first(token)).status, (await second(token)).status, (await first(token)).status]).toEqual([
      200, 401, 401,
    ]);
    expect((await second(other)).status).toBe(200);
  });

  it('accepts one of many requests with one token at once', async () => {
    const store = createMemoryStore();
    const token = await mint();
    const responses = await Promise.all(Array.from({ length: 20 }, () => createInstance(store)(token)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each(['failing', 'hanging'] as const)(
    'refuses tokens while the store is %s, and tells `onError`',
    async (mode) => {
      const { store, state } = createSwitchable();
      const onError = vi.fn();
      const send = createInstance(store, onError);
      const token = await mint();
      state.mode = mode;
      const pending = send(token);
      await vi.waitUntil(() => state.calls > 0, PATIENCE_MS);
      await vi.advanceTimersByTimeAsync(2_000);
      expect((await pending).status).toBe(500);
      expect(onError).toHaveBeenCalledTimes(1);
      expect((onError.mock.calls[0]![0] as Error).message).toMatch(/The store is down|Not finished/);
      state.mode = 'on';
      expect((await send(token)).status).toBe(200);
    },
  );

  it('remembers an id of any length until it expires, and no longer', async () => {
    const store = createMemoryStore();
    const guard = createReplayGuard({ store });
    const expiresAt = Date.now() / 1_000 + 100;
    const id = 'é'.repeat(5_000);
    expect([await guard.use(id, expiresAt), await guard.use(id, expiresAt)]).toEqual([true, false]);
    vi.advanceTimersByTime(100_000);
    expect(await guard.use(id, expiresAt + 100)).toBe(true);
  });

  it('stores an id that has expired for a moment instead of failing', async () => {
    const guard = createReplayGuard({ store: createMemoryStore() });
    expect(await guard.use('late', Date.now() / 1_000 - 5)).toBe(true);
  });
});
