import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimit } from '../../../src/proxy/index.js';
import { APP, createFixture, createRequest, DETAILS, jsonResponse, LIST, readError, FULL_SESSION } from '../fixture.js';

const NOW = Date.UTC(2026, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createRateLimit', () => {
  it('counts each key by itself, and starts anew after the interval', async () => {
    const limit = createRateLimit({ limit: 2, interval: 10_000 });
    expect([await limit.take('a'), await limit.take('a'), await limit.take('a')]).toEqual([0, 0, 10]);
    expect(await limit.take('b')).toBe(0);
    vi.setSystemTime(NOW + 9_500);
    expect(await limit.take('a')).toBe(1);
    vi.setSystemTime(NOW + 10_000);
    expect(await limit.take('a')).toBe(0);
  });

  it('starts anew when the clock is set back', async () => {
    const limit = createRateLimit({ limit: 1, interval: 10_000 });
    await limit.take('a');
    vi.setSystemTime(NOW - 3_600_000);
    expect(await limit.take('a')).toBe(0);
  });

  it('remembers a limited number of keys, and forgets the oldest', async () => {
    const limit = createRateLimit({ limit: 1, maxKeys: 2 });
    for (const key of ['a', 'b', 'c']) await limit.take(key);
    expect(await limit.take('b')).toBeGreaterThan(0);
    expect(await limit.take('c')).toBeGreaterThan(0);
    expect(await limit.take('a')).toBe(0);
  });
});

describe('C13: too many requests', () => {
  it('of one session are 429, and say when to come back', async () => {
    const { handle, calls } = createFixture({ rateLimit: createRateLimit({ limit: 3 }) });
    const statuses = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await handle(createRequest(DETAILS))).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(calls).toHaveLength(3);
    const response = await handle(createRequest(DETAILS, { headers: { Origin: APP } }));
    expect(response.headers.get('Retry-After')).toBe('10');
    expect(await readError(response)).toEqual({
      code: 'rate_limited',
      message: 'Too many requests: wait.',
      retryAfter: 10,
    });
    vi.setSystemTime(NOW + 10_000);
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
  });

  it('are counted as HighLevel gets them: a session of some platforms looks before it disconnects', async () => {
    const accounts = [{ id: 'fb', platform: 'facebook' }];
    for (const [platforms, statuses] of [
      [undefined, [200, 200, 429]],
      [['facebook'], [200, 429, 429]],
    ] as const) {
      const authorize = () => (platforms ? { ...FULL_SESSION, platforms } : FULL_SESSION);
      const rateLimit = createRateLimit({ limit: 2 });
      const { handle, calls } = createFixture({ authorize, rateLimit }, ({ method }) =>
        jsonResponse({ success: true, results: method === 'GET' ? { accounts } : { id: 'fb' } }),
      );
      const got = [];
      for (let index = 0; index < 3; index += 1) {
        got.push((await handle(createRequest(`${LIST}/fb`, { method: 'DELETE' }))).status);
      }
      expect(got).toEqual(statuses);
      expect(calls).toHaveLength(2);
    }
  });

  it('are counted by location and user', async () => {
    const keys: string[] = [];
    const rateLimit = { take: async (key: string) => keys.push(key) && 0 };
    const authorize = ({ headers }: Request): { locationId: string; userId: string } => ({
      locationId: headers.get('X-Location') ?? '',
      userId: 'u',
    });
    const { handle } = createFixture({ rateLimit, authorize });
    const path = DETAILS.replace('loc1', '-');
    for (const location of ['a', 'b']) await handle(createRequest(path, { headers: { 'X-Location': location } }));
    expect(keys).toEqual(['a/u', 'b/u']);
  });

  it('are 60 in 10 s by default, and unlimited if asked for', async () => {
    const byDefault = createFixture({ rateLimit: undefined });
    const unlimited = createFixture({ rateLimit: false });
    for (let index = 0; index < 60; index += 1) await byDefault.handle(createRequest(DETAILS));
    expect((await byDefault.handle(createRequest(DETAILS))).status).toBe(429);
    for (let index = 0; index < 60; index += 1) await unlimited.handle(createRequest(DETAILS));
    expect((await unlimited.handle(createRequest(DETAILS))).status).toBe(200);
  });

  it('cannot be told from few when the counting fails: nobody is let in', async () => {
    const rateLimit = { take: () => Promise.reject(new Error('store is down')) };
    const { handle, calls } = createFixture({ rateLimit });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, await readError(response)]).toEqual([
      500,
      { code: 'upstream_error', message: '`rateLimit` failed.' },
    ]);
    expect(calls).toEqual([]);
  });

  it.each([NaN, Infinity, -Infinity, -1, undefined, null, '0', '', true, {}])(
    'nor when the count says to wait for %o',
    async (seconds) => {
      const { handle, calls } = createFixture({ rateLimit: { take: () => seconds as number } });
      const response = await handle(createRequest(DETAILS));
      expect([response.status, response.headers.get('Retry-After')]).toEqual([500, null]);
      expect((await readError(response)).message).toMatch(/^`rateLimit` failed/);
      expect(calls).toEqual([]);
    },
  );

  it.each([
    [0, 200, null],
    [0.2, 429, '1'],
    [30, 429, '30'],
  ])('go by the %d s that the count says to wait', async (seconds, status, retryAfter) => {
    const { handle } = createFixture({ rateLimit: { take: () => seconds } });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, response.headers.get('Retry-After')]).toEqual([status, retryAfter]);
  });
});

describe('a rate limit that would limit nothing', () => {
  it.each([{ limit: NaN }, { interval: NaN }, { interval: 0 }, { maxKeys: -1 }])('%o is refused', (options) => {
    expect(() => createRateLimit(options)).toThrow(/must be a number above 0/);
  });

  it('and one with good numbers is not', () => {
    expect(() => createRateLimit({ limit: 1, interval: 1, maxKeys: 1 })).not.toThrow();
  });
});
