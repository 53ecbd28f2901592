import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimit, type RateLimit, type Session } from '../../../src/proxy/index.js';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import {
  APP,
  attachRequest,
  createFixture,
  createGate,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  FULL_SESSION,
  jsonResponse,
  LIST,
  readError,
} from '../fixture.js';

const NOW = Date.UTC(2026, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const OWN_PATH = DETAILS.replace('loc1', '-');
const byHeader = ({ headers }: Request): Session => ({
  locationId: headers.get('X-Location') ?? 'loc1',
  userId: headers.get('X-User') ?? 'user1',
});
const detailsOf = (user: string, location = 'loc1') =>
  createRequest(OWN_PATH, { headers: { 'X-User': user, 'X-Location': location } });

describe.each<[string, () => Store | undefined]>([
  ['in memory', () => undefined],
  ['in a store', () => createMemoryStore()],
])('createRateLimit %s', (_title, createStore) => {
  const create = (options: Parameters<typeof createRateLimit>[0] = {}): RateLimit => {
    const store = createStore();
    return createRateLimit({ ...options, ...(store && { store }) });
  };

  it('counts each key by itself, and lets requests through as the oldest leave the interval', async () => {
    const limit = create({ interval: 10_000 });
    const take = async (key: string) => limit.take(key, 2);
    expect([await take('a'), await take('a'), await take('a')]).toEqual([0, 0, 10]);
    expect(await take('b')).toBe(0);
    vi.setSystemTime(NOW + 9_500);
    expect(await take('a')).toBe(1);
    vi.setSystemTime(NOW + 10_000);
    expect([await take('a'), await take('a'), await take('a')]).toEqual([0, 0, 10]);
  });

  it('allows no more than its limit in any interval, wherever that begins', async () => {
    const limit = create();
    const accepted: number[] = [];
    for (let ms = 0; ms < 40_000; ms += 37) {
      vi.setSystemTime(NOW + ms);
      // Quiet and busy by turns, so that a fixed interval would let twice as many through.
      if (ms % 9_000 > 3_000 && (await limit.take('a', 80)) === 0) accepted.push(ms);
    }
    const counts = accepted.map((start) => accepted.filter((ms) => ms >= start && ms < start + 10_000).length);
    expect(Math.max(...counts)).toBe(80);
    expect(accepted.length).toBeGreaterThan(200);
  });

  it('has one limit in place of both, if it was created with one', async () => {
    const limit = create({ limit: 1 });
    expect([limit.perLocation, limit.perSession]).toEqual([1, 1]);
    expect([create().perLocation, create().perSession]).toEqual([80, 40]);
    expect([create({ perLocation: 9 }).perLocation, create({ perSession: 7 }).perSession]).toEqual([9, 7]);
  });

  it('counts on when the clocks of two instances differ a little', async () => {
    const limit = create();
    const takeAt = (ms: number) => {
      vi.setSystemTime(NOW + ms);
      return limit.take('a', 80);
    };
    for (let count = 0; count < 80; count += 1) expect(await takeAt(count % 2 === 0 ? 40 : 0)).toBe(0);
    for (const ms of [0, 40, 9_999]) expect(await takeAt(ms)).toBeGreaterThan(0);
    expect(await takeAt(10_041)).toBe(0);
  });

  it('starts anew when the clock is set back', async () => {
    const limit = create();
    await limit.take('a', 1);
    vi.setSystemTime(NOW - 3_600_000);
    expect(await limit.take('a', 1)).toBe(0);
  });

  it.each([
    { limit: NaN },
    { perLocation: 0 },
    { perSession: -1 },
    { interval: NaN },
    { interval: 0 },
    { maxKeys: -1 },
  ])('refuses %o', (options) => {
    expect(() => create(options)).toThrow(/must be a number above 0/);
  });

  it('accepts numbers above 0', () => {
    expect(() => create({ limit: 1, interval: 1, maxKeys: 1 })).not.toThrow();
  });
});

describe('createRateLimit', () => {
  it.each([null, new Map(), {}, 'redis://localhost', Promise.resolve(createMemoryStore())])(
    'refuses the store %o when it is created, and not when a request comes',
    (store) => {
      expect(() => createRateLimit({ store: store as never })).toThrow('createRateLimit: `store` must be a store');
    },
  );

  it('remembers a limited number of keys, and forgets the one that was not used for the longest time', async () => {
    const limit = createRateLimit({ maxKeys: 2 });
    for (const key of ['a', 'b', 'a', 'c']) await limit.take(key, 2);
    expect(await limit.take('a', 2)).toBeGreaterThan(0);
    expect(await limit.take('c', 1)).toBeGreaterThan(0);
    expect(await limit.take('b', 1)).toBe(0);
  });

  it('forgets one key for each new one, however many were forgotten before', async () => {
    const limit = createRateLimit({ maxKeys: 3 });
    const used: string[] = [];
    for (let index = 0; index < 3_500; index += 1) {
      // Every third request is that of a known key, which is then the last to be forgotten.
      const key = index % 3 === 0 ? (used.at(-2) ?? 'a') : String(index);
      const isKnown = used.includes(key);
      expect((await limit.take(key, 1)) > 0).toBe(isKnown);
      if (isKnown) used.splice(used.indexOf(key), 1);
      used.push(key);
      if (used.length > 3) used.shift();
    }
  });

  it('counts for all instances that share a store, also at once', async () => {
    const store = createMemoryStore();
    const instances = Array.from({ length: 4 }, () => createRateLimit({ store }));
    const taken = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => instances[index % 4]!.take('a', 80)),
    );
    expect(taken.filter((seconds) => seconds === 0)).toHaveLength(80);
    expect(await createRateLimit({ store }).take('a', 80)).toBe(10);
  });

  it('keeps nothing in the store for longer than it counts', async () => {
    const store = createMemoryStore();
    const set = vi.spyOn(store, 'set');
    const limit = createRateLimit({ store });
    await limit.take('a', 80);
    await limit.pause?.('a', 60);
    expect(set.mock.calls.map(([key, , options]) => [key, options?.ttl])).toEqual([
      ['ghl-connect:rate:a', 10],
      ['ghl-connect:rate:a', 60],
    ]);
  });

  it('takes what it cannot read in the store for nothing', async () => {
    const store = createMemoryStore();
    await store.set('ghl-connect:rate:a', '{"not":"ours"}');
    expect(await createRateLimit({ store }).take('a', 1)).toBe(0);
  });

  it.each([
    ['an hour', 3_600_000, 0],
    ['a little', 500, 11],
  ])('locks nobody out by a pause if the clock is set back by %s', async (_time, ms, seconds) => {
    const store = createMemoryStore();
    const limit = createRateLimit({ store });
    await limit.take('a', 80);
    await limit.pause?.('a', 10);
    vi.setSystemTime(NOW + 9_999);
    // It forgets the requests of the interval, but not the pause.
    expect(await limit.take('a', 80)).toBe(1);
    vi.setSystemTime(NOW - ms);
    expect(await createRateLimit({ store }).take('a', 80)).toBe(seconds);
    await limit.pause?.('a', 30);
    expect(await limit.take('a', 80)).toBe(30);
  });

  it('asks to wait when other instances win every time, and rejects when the store fails', async () => {
    const store = createMemoryStore();
    expect(await createRateLimit({ store: { ...store, set: () => Promise.resolve(false) } }).take('a', 80)).toBe(1);
    const broken = createRateLimit({ store: { ...store, get: () => Promise.reject(new Error('down')) } });
    await expect(broken.take('a', 80)).rejects.toThrow('down');
  });
});

describe('too many requests', () => {
  it('of one session are 429 with the time to wait', async () => {
    const { handle, calls } = createFixture({ rateLimit: createRateLimit({ perSession: 3 }) });
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

  it('are counted as HighLevel gets them: a session for some platforms looks before it disconnects', async () => {
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

  it('include second attempts with another token, and after a broken connection', async () => {
    const keys: string[] = [];
    const rateLimit = { take: (key: string) => keys.push(key) && 0 };
    const getToken = (_session: unknown, { refresh }: { refresh: boolean }) => (refresh ? 'fresh' : 'expired');
    const renewing = createFixture({ rateLimit, getToken }, ({ headers }) =>
      headers.get('Authorization') === 'Bearer fresh' ? jsonResponse(DETAILS_RESPONSE) : jsonResponse({}, 401),
    );
    await renewing.handle(createRequest(DETAILS));
    const broken = createFixture({ rateLimit }, () => Promise.reject(new TypeError('fetch failed')));
    await broken.handle(createRequest(DETAILS));
    expect(keys).toEqual(['loc1/user1', 'loc1', 'loc1', 'loc1/user1', 'loc1', 'loc1']);
  });

  it('are counted for the session first and then for the location, with the limit of each', async () => {
    const counted: [string, number][] = [];
    const take = (key: string, limit: number) => counted.push([key, limit]) && 0;
    for (const rateLimit of [{ take }, { take, perLocation: 30, perSession: 7 }]) {
      const { handle } = createFixture({ rateLimit, authorize: byHeader });
      for (const location of ['a', 'b']) await handle(detailsOf('u', location));
    }
    expect(counted).toEqual([
      ['a/u', 40],
      ['a', 80],
      ['b/u', 40],
      ['b', 80],
      ['a/u', 7],
      ['a', 30],
      ['b/u', 7],
      ['b', 30],
    ]);
  });

  it('are those above 40 of a session by default, and none without a limit', async () => {
    const byDefault = createFixture({ rateLimit: undefined });
    const unlimited = createFixture({ rateLimit: false });
    for (let index = 0; index < 40; index += 1) {
      expect((await byDefault.handle(createRequest(DETAILS))).status).toBe(200);
      await unlimited.handle(createRequest(DETAILS));
    }
    expect((await byDefault.handle(createRequest(DETAILS))).status).toBe(429);
    for (let index = 0; index < 60; index += 1) await unlimited.handle(createRequest(DETAILS));
    expect((await unlimited.handle(createRequest(DETAILS))).status).toBe(200);
  });

  it('of a refused session or body do not count for the location', async () => {
    const { handle, calls } = createFixture({ rateLimit: createRateLimit({ perLocation: 1 }) });
    await handle(createRequest(DETAILS.replace('loc1', 'loc2')));
    await handle(attachRequest({}));
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
    expect(calls).toHaveLength(1);
  });
});

describe('20 users of one location', () => {
  it('never make HighLevel receive more than 100 requests in any 10 s', async () => {
    const received: number[] = [];
    const { handle } = createFixture({ rateLimit: undefined, authorize: byHeader }, () => {
      received.push(Date.now());
      return jsonResponse(DETAILS_RESPONSE);
    });
    const waitUntil = new Map<string, number>();
    for (let ms = 0; ms < 60_000; ms += 200) {
      vi.setSystemTime(NOW + ms);
      for (let user = 0; user < 20; user += 1) {
        // Half of them wait as they are asked to, half do not.
        if (user % 2 === 0 && (waitUntil.get(`u${user}`) ?? 0) > ms) continue;
        const response = await handle(detailsOf(`u${user}`));
        waitUntil.set(`u${user}`, ms + Number(response.headers.get('Retry-After') ?? 0) * 1_000);
        await response.text();
      }
    }
    const counts = received.map((start) => received.filter((time) => time >= start && time <= start + 10_000).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(100);
    expect(received.length).toBeGreaterThanOrEqual(400);
  });

  it('are served while one of them is greedy', async () => {
    const { handle } = createFixture({ rateLimit: undefined, authorize: byHeader });
    const greedy = [];
    for (let index = 0; index < 200; index += 1) greedy.push((await handle(detailsOf('greedy'))).status);
    expect(greedy.filter((status) => status === 200)).toHaveLength(40);
    for (let user = 0; user < 19; user += 1) {
      for (let index = 0; index < 2; index += 1) expect((await handle(detailsOf(`u${user}`))).status).toBe(200);
    }
  });
});

describe("HighLevel's own limit", () => {
  const answers: readonly [string, () => Response, number][] = [
    ['a 429 with Retry-After', () => jsonResponse({}, 429, { 'Retry-After': '7' }), 7],
    ['a 429 of something in front of it', () => new Response('slow down', { status: 429 }), 10],
    [
      'X-RateLimit-Remaining: 0',
      () =>
        jsonResponse(DETAILS_RESPONSE, 200, {
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Interval-Milliseconds': '10000',
        }),
      10,
    ],
  ];

  it.each(answers)(
    'pauses the location after %s, for all its users and no other location',
    async (_title, answer, seconds) => {
      const responses = [answer];
      const { handle, calls } = createFixture({ rateLimit: undefined, authorize: byHeader }, () =>
        (responses.shift() ?? (() => jsonResponse(DETAILS_RESPONSE)))(),
      );
      await handle(detailsOf('u1'));
      const paused = await handle(detailsOf('u2'));
      expect([paused.status, paused.headers.get('Retry-After')]).toEqual([429, String(seconds)]);
      expect((await handle(detailsOf('u1', 'other'))).status).toBe(200);
      expect(calls).toHaveLength(2);
      vi.advanceTimersByTime(seconds * 1_000 - 1);
      expect((await handle(detailsOf('u2'))).status).toBe(429);
      vi.advanceTimersByTime(1);
      expect((await handle(detailsOf('u2'))).status).toBe(200);
    },
  );

  it.each(['1', '99', '', 'x', '-1'])(
    'does not pause the location after X-RateLimit-Remaining: %s',
    async (remaining) => {
      const { handle } = createFixture({ rateLimit: undefined }, () =>
        jsonResponse(DETAILS_RESPONSE, 200, { 'X-RateLimit-Remaining': remaining }),
      );
      for (let index = 0; index < 3; index += 1) expect((await handle(createRequest(DETAILS))).status).toBe(200);
    },
  );

  it.each(answers)(
    'pauses the location for every instance that shares the store, after %s',
    async (_title, answer, seconds) => {
      const store = createMemoryStore();
      const first = createFixture({ rateLimit: createRateLimit({ store }) }, answer);
      const second = createFixture({ rateLimit: createRateLimit({ store }) });
      await first.handle(createRequest(DETAILS));
      const response = await second.handle(createRequest(DETAILS));
      expect([response.status, response.headers.get('Retry-After')]).toEqual([429, String(seconds)]);
      expect(second.calls).toEqual([]);
      vi.setSystemTime(NOW + seconds * 1_000);
      expect((await second.handle(createRequest(DETAILS))).status).toBe(200);
    },
  );

  it('pauses the location for the longest time that it names to requests under way', async () => {
    const gate = createGate();
    const answers = [
      () => jsonResponse({}, 429, { 'Retry-After': '60' }),
      () => gate.promise.then(() => jsonResponse({}, 429, { 'Retry-After': '7' })),
    ];
    const { handle, calls } = createFixture({ rateLimit: undefined }, () => answers.shift()!());
    const [longer, shorter] = [handle(createRequest(DETAILS)), handle(createRequest(DETAILS))];
    await longer;
    gate.open();
    expect((await shorter).headers.get('Retry-After')).toBe('7');
    expect((await handle(createRequest(DETAILS))).headers.get('Retry-After')).toBe('60');
    expect(calls).toHaveLength(2);
  });

  it('pauses this instance even if the shared pause fails', async () => {
    const rateLimit = { take: () => 0, pause: () => Promise.reject(new Error('down')) };
    const { handle, calls } = createFixture({ rateLimit }, () => jsonResponse({}, 429));
    expect([(await handle(createRequest(DETAILS))).status, (await handle(createRequest(DETAILS))).status]).toEqual([
      429, 429,
    ]);
    expect(calls).toHaveLength(1);
  });

  it('is only passed on without a rate limit', async () => {
    const { handle, calls } = createFixture({ rateLimit: false }, () => jsonResponse({}, 429));
    for (let index = 0; index < 2; index += 1) expect((await handle(createRequest(DETAILS))).status).toBe(429);
    expect(calls).toHaveLength(2);
  });
});

describe('a `rateLimit` that fails', () => {
  it('lets nobody through', async () => {
    const rateLimit = { take: () => Promise.reject(new Error('store is down')) };
    const { handle, calls } = createFixture({ rateLimit });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, await readError(response)]).toEqual([
      500,
      { code: 'upstream_error', message: '`rateLimit` failed.' },
    ]);
    expect(calls).toEqual([]);
  });

  it.each([
    ['session', 'loc1/user1'],
    ['location', 'loc1'],
  ])(
    'lets nobody through when it does not answer for the %s, and does not blame HighLevel',
    async (_level, hanging) => {
      const take = (key: string) => (key === hanging ? new Promise<number>(() => undefined) : 0);
      const { handle, calls, log } = createFixture({ rateLimit: { take }, timeout: 20 });
      const response = await handle(createRequest(DETAILS));
      const message = '`rateLimit` did not answer in time.';
      expect([response.status, await readError(response)]).toEqual([504, { code: 'network_error', message }]);
      expect(log[0]?.reason).toBe(message);
      expect(calls).toEqual([]);
    },
  );

  it('differs from a HighLevel that does not answer', async () => {
    const { handle } = createFixture({ rateLimit: { take: () => 0 }, timeout: 20 }, () => new Promise(() => undefined));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).message]).toEqual([504, 'HighLevel did not respond in time.']);
  });

  it.each([NaN, Infinity, -Infinity, -1, undefined, null, '0', '', true, {}])(
    'lets nobody through when it says to wait for %o',
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
  ])('differs from one that says to wait for %d s', async (seconds, status, retryAfter) => {
    const { handle } = createFixture({ rateLimit: { take: () => seconds } });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, response.headers.get('Retry-After')]).toEqual([status, retryAfter]);
  });
});
