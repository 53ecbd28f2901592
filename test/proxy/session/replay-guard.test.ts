import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createReplayGuard,
  createSessionToken,
  sessionAuthorize,
  verifySessionToken,
  type ReplayGuard,
} from '../../../src/proxy/index.js';
import { createFixture, createRequest, KEY, LIST, readError, SESSION } from '../fixture.js';

const NOW = Date.UTC(2026, 0, 1);
const NOW_S = NOW / 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const mint = (expiresIn = 300) => createSessionToken(SESSION, { key: KEY, expiresIn });

describe('createReplayGuard', () => {
  it.each([null, new Map(), {}, 'redis://localhost'])(
    'refuses the store %o, and does not remember by itself',
    (store) => {
      expect(() => createReplayGuard({ store: store as never })).toThrow('createReplayGuard: `store` must be a store');
    },
  );

  it('accepts each id once', async () => {
    const guard = createReplayGuard();
    expect([await guard.use('a', NOW_S + 10), await guard.use('a', NOW_S + 10)]).toEqual([true, false]);
    expect(await guard.use('b', NOW_S + 10)).toBe(true);
  });

  it('forgets what has expired when it is full, and nothing else', async () => {
    const guard = createReplayGuard({ maxIds: 2 });
    expect(await guard.use('a', NOW_S + 10)).toBe(true);
    expect(await guard.use('b', NOW_S + 20)).toBe(true);
    expect(await guard.use('c', NOW_S + 20)).toBe('full');
    expect(await guard.use('b', NOW_S + 20)).toBe(false);
    vi.setSystemTime(NOW + 10_000);
    expect(await guard.use('c', NOW_S + 20)).toBe(true);
    expect(await guard.use('b', NOW_S + 20)).toBe(false);
    expect(await guard.use('d', NOW_S + 20)).toBe('full');
  });

  it('does not look at the ids that it remembers while it is full', async () => {
    const guard = createReplayGuard({ maxIds: 50_000 });
    for (let index = 0; index < 50_000; index += 1) await guard.use(`id-${index}`, NOW_S + 300 + (index % 300));
    const iterate = vi.spyOn(Map.prototype, Symbol.iterator);
    for (let index = 0; index < 1_000; index += 1) expect(await guard.use(`new-${index}`, NOW_S + 300)).toBe('full');
    const large = (iterate.mock.contexts as Map<unknown, unknown>[]).filter(({ size }) => size >= 300);
    expect(large).toEqual([]);
    vi.restoreAllMocks();
  });

  it.each([Number.NaN, 0, -1])('refuses to remember %d ids', (maxIds) => {
    expect(() => createReplayGuard({ maxIds })).toThrow('maxIds');
  });
});

describe('a token for one request', () => {
  const sendWith = async (replay: ReplayGuard, token: string) => {
    const { handle, log } = createFixture({ authorize: sessionAuthorize({ key: KEY, replay }) });
    const response = await handle(createRequest(LIST, { headers: { Authorization: `Bearer ${token}` } }));
    return { response, reason: log[0]?.reason };
  };

  it('is refused the second time, for that reason', async () => {
    const replay = createReplayGuard();
    const token = await mint();
    expect((await sendWith(replay, token)).response.status).toBe(200);
    const { response, reason } = await sendWith(replay, token);
    expect([response.status, reason]).toEqual([401, 'it was used before (`jti`)']);
  });

  it('is not called used while the guard is full: the client is asked to wait, and the token stays valid', async () => {
    const replay = createReplayGuard({ maxIds: 1 });
    const [first, second] = [await mint(1), await mint(600)];
    await sendWith(replay, first);
    const { response, reason } = await sendWith(replay, second);
    expect([response.status, response.headers.get('Retry-After'), reason]).toEqual([
      429,
      '10',
      'the replay guard is full',
    ]);
    expect((await readError(response)).code).toBe('rate_limited');
    await expect(verifySessionToken(second, { key: KEY, replay })).rejects.toMatchObject({
      name: 'SocialConnectError',
      code: 'rate_limited',
      status: 429,
    });
    vi.setSystemTime(NOW + 63_000);
    expect((await sendWith(replay, second)).response.status).toBe(200);
  });

  it('is remembered to its last moment', async () => {
    const replay = createReplayGuard({ maxIds: 1 });
    const token = await mint(600);
    expect((await sendWith(replay, token)).response.status).toBe(200);
    const valid: number[] = [];
    for (let ms = 655_000; ms < 665_000; ms += 250) {
      vi.setSystemTime(NOW + ms);
      const isValid = await verifySessionToken(token, { key: KEY }).then(
        () => true,
        () => false,
      );
      if (isValid) valid.push(ms);
      expect((await sendWith(replay, token)).response.status).toBe(401);
    }
    expect(valid.at(-1)).toBe(659_750);
  });

  it('may be remembered by a guard of the host’s, which hears when to forget it', async () => {
    const used: [string, number][] = [];
    const replay = { use: (id: string, expiresAt: number) => (used.push([id, expiresAt]), Promise.resolve(true)) };
    await verifySessionToken(await mint(600), { key: KEY, replay });
    await verifySessionToken(await mint(300), { key: KEY, replay });
    expect(used.map(([, expiresAt]) => expiresAt)).toEqual([NOW_S + 661, NOW_S + 361]);
    expect(used[0]?.[0]).not.toBe(used[1]?.[0]);
  });

  it.each<[string, unknown, number]>([
    ['a count, which is not zero for a second use', 2, 500],
    ['a text', 'OK', 500],
    ['nothing', undefined, 500],
    ['true', true, 200],
    ['false', false, 401],
  ])('is judged by a guard that says true or false: %s', async (_name, result, status) => {
    const replay = { use: () => Promise.resolve(result) } as ReplayGuard;
    const { response } = await sendWith(replay, await mint());
    expect(response.status).toBe(status);
    if (status !== 500) return;
    const verified = verifySessionToken(await mint(), { key: KEY, replay });
    await expect(verified).rejects.toThrow(/`replay.use` must return true .*, not (number|string|undefined)\./);
  });
});
