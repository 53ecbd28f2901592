import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisStore } from '../../src/store/redis.js';
import { findServer } from '../servers/find-servers.mjs';
import type { PrivateServer } from '../servers/private-server.js';
import { startRedis } from '../servers/redis.js';
import { expectNoConflicts } from './contention.js';
import { openStore, type OpenStore } from './open-store.js';
import { testConformance } from './test-conformance.js';
import { startUpstash, type UpstashServer } from './upstash-server.js';

describe.skipIf(!findServer('redis'))('the store on Redis', () => {
  let server: PrivateServer;
  let upstash: UpstashServer;
  const opened: OpenStore[] = [];

  beforeAll(async () => {
    server = await startRedis();
    upstash = await startUpstash(server.url);
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await upstash?.stop();
    await server?.stop();
  });

  const addresses = () => [`redis ${server.url}`, `ioredis ${server.url}`, `upstash ${upstash.url}`];

  async function open(address: string) {
    const store = await openStore(address);
    opened.push(store);
    return store.store;
  }

  describe.each([
    ['redis', 0],
    ['ioredis', 1],
    ['@upstash/redis', 2],
  ])('with %s', (_client, index) => {
    testConformance(() => open(addresses()[index]!));
  });

  it('shares its values between the clients', async () => {
    const [first, ...others] = await Promise.all(addresses().map(open));
    await first!.set('shared', '{"json":1}');
    const { version } = (await first!.get('shared'))!;
    for (const other of others) expect(await other.get('shared')).toEqual({ value: '{"json":1}', version });
  });

  it('grants nothing twice to processes with different clients', () => expectNoConflicts(...addresses()));

  it('refuses a value that something else has written, and replaces it without a condition', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(server.url);
    const store = createRedisStore(client);
    await client.set('ghl-social-connect:value:foreign', 'nonsense');
    await expect(store.get('foreign')).rejects.toThrow('Something else has written to the key');
    expect(await store.set('foreign', 'value')).toBe(true);
    expect((await store.get('foreign'))?.value).toBe('value');
    await client.quit();
  });

  it('keeps two prefixes apart', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(server.url);
    const [one, other] = [createRedisStore(client, { prefix: 'one:' }), createRedisStore(client, { prefix: 'other:' })];
    await one.set('key', 'value');
    expect(await other.get('key')).toBeUndefined();
    expect(await client.keys('one:*')).toEqual(['one:value:key']);
    await client.quit();
  });

  it('leaves the expiry to Redis, so that nothing stays behind', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(server.url);
    const store = createRedisStore(client, { prefix: 'expiring:' });
    await store.set('value', 'value', { ttl: 60 });
    await store.increment('counter', { ttl: 60 });
    const ends = await Promise.all((await client.keys('expiring:*')).map((key) => client.pttl(key)));
    expect(ends).toHaveLength(2);
    for (const end of ends) expect(end).toBeGreaterThan(0);
    await client.quit();
  });
});

describe('createRedisStore', () => {
  it('says which clients it takes', () => {
    expect(() => createRedisStore({ get: () => Promise.resolve(), eval: () => Promise.resolve() })).toThrow(
      'createRedisStore takes a client of redis, ioredis or @upstash/redis.',
    );
  });
});
