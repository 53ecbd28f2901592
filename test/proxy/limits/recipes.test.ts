import { Redis as UpstashRedis } from '@upstash/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFlexibleRateLimit } from '../../../demo/proxy/rate-limiter-flexible.js';
import { createUpstashRateLimit } from '../../../demo/proxy/upstash-ratelimit.js';
import type { RateLimit, Session } from '../../../src/proxy/index.js';
import { findServer } from '../../servers/find-servers.mjs';
import { startRedis } from '../../servers/redis.js';
import { startUpstash } from '../../store/upstash-server.js';
import { createFixture, createRequest, DETAILS, jsonResponse } from '../fixture.js';

const OWN_PATH = DETAILS.replace('loc1', '-');

interface Running {
  /** Creates the rate limit of one more instance. */
  create(): RateLimit;
  stop(): Promise<unknown>;
}

async function runFlexible(url: string): Promise<Running> {
  const redis = new Redis(url);
  return { create: () => createFlexibleRateLimit(redis), stop: () => redis.quit() };
}

async function runUpstash(url: string): Promise<Running> {
  const server = await startUpstash(url);
  const redis = new UpstashRedis({ url: server.url, token: 'token' });
  return { create: () => createUpstashRateLimit(redis), stop: () => server.stop() };
}

const RECIPES: readonly [string, (url: string) => Promise<Running>, boolean][] = [
  ['rate-limiter-flexible', runFlexible, true],
  ['@upstash/ratelimit', runUpstash, false],
];

const isInstalled = findServer('redis') !== undefined;

describe.skipIf(!isInstalled)(isInstalled ? 'the recipe for' : 'the recipes (Redis is not installed) for', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  describe.each(RECIPES)('%s', (name, run, canPause) => {
    let running: Running;

    beforeAll(async () => {
      running = await run(redis.url);
    });
    afterAll(() => running.stop());

    /** Two instances that share the count. */
    function createInstances(location: string, answer?: () => Response) {
      const authorize = ({ headers }: Request): Session => ({
        locationId: location,
        userId: headers.get('X-User') ?? 'user1',
      });
      return [0, 1].map(() => createFixture({ authorize, rateLimit: running.create() }, answer));
    }
    const send = async (instance: ReturnType<typeof createFixture>, user: string) =>
      instance.handle(createRequest(OWN_PATH, { headers: { 'X-User': user } }));

    it('limits a session, and leaves the others of the location alone', async () => {
      const [first, second] = createInstances(`${name.length}-sessions`);
      const statuses = [];
      for (let index = 0; index < 60; index += 1) {
        statuses.push((await send(index % 2 === 0 ? first! : second!, 'greedy')).status);
      }
      // An interval may end meanwhile, and @upstash/ratelimit estimates what the last one leaves of it.
      const served = statuses.filter((status) => status === 200).length;
      expect(served).toBeGreaterThanOrEqual(running.create().perSession!);
      expect(served).toBeLessThan(statuses.length);
      const refused = await send(first!, 'greedy');
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect((await send(second!, 'another')).status).toBe(200);
    });

    it('limits a location, whoever asks', async () => {
      const [first, second] = createInstances(`${name.length}-locations`);
      const sent = Array.from({ length: 120 }, (_, index) => send(index % 2 === 0 ? first! : second!, `u${index}`));
      const statuses = (await Promise.all(sent)).map(({ status }) => status);
      const served = statuses.filter((status) => status === 200).length;
      expect(served).toBeGreaterThanOrEqual(running.create().perLocation!);
      expect(served).toBeLessThan(statuses.length);
    });

    it(`makes ${canPause ? 'every instance' : 'the instance that heard of it'} wait when HighLevel's limit is reached`, async () => {
      const [first, second] = createInstances(`${name.length}-pauses`, () => jsonResponse({}, 429));
      for (const instance of [first!, first!, second!]) expect((await send(instance, 'a')).status).toBe(429);
      expect([first!.calls.length, second!.calls.length]).toEqual([1, canPause ? 0 : 1]);
    });
  });
});
