import { describe, expect, it } from 'vitest';
import { createDenoKvStore } from '../../src/store/deno-kv.js';
import { createDurableObjectStore } from '../../src/store/durable-object.js';
import { createPostgresStore } from '../../src/store/postgres.js';
import { createRedisStore } from '../../src/store/redis.js';

type Create = (client: never, options?: never) => unknown;

const call = () => Promise.resolve();
/** The creators of stores, each with a client that it takes, what it says of another one, and its option. */
const CREATORS: readonly [string, Create, object, string, string?][] = [
  ['createRedisStore', createRedisStore, { get: call, eval: call, sendCommand: call }, 'a client of redis', 'prefix'],
  ['createPostgresStore', createPostgresStore, { query: call }, 'a client of pg', 'table'],
  [
    'createPostgresStore',
    createPostgresStore,
    Object.assign(() => undefined, { unsafe: call }),
    'a client of pg',
    'table',
  ],
  ['createDenoKvStore', createDenoKvStore, { get: call, atomic: call }, 'what `Deno.openKv()`', 'prefix'],
  ['createDurableObjectStore', createDurableObjectStore, { idFromName: call, get: call }, 'the binding'],
];

describe.each(CREATORS)('%s', (name, create, client, takes, option) => {
  it('takes its client', () => {
    expect(Object.keys(create(client as never) as object)).toEqual(['get', 'set', 'delete', 'increment']);
  });

  it.each([undefined, null, 'redis://localhost', 5, {}, call, { get: 'text', query: {}, unsafe: 1, eval: 1 }])(
    'says what it takes when it gets %j',
    (wrong) => {
      const error = { code: 'invalid_config', message: expect.stringContaining(`${name} takes ${takes}`) as string };
      expect(() => create(wrong as never)).toThrow(expect.objectContaining(error) as Error);
    },
  );

  it('says so when the client was not awaited', () => {
    expect(() => create(Promise.resolve(client) as never)).toThrow('It got a promise: await it first.');
  });

  if (option === undefined) return;

  describe('with options', () => {
    it('takes its option', () => {
      expect(create(client as never, { [option]: 'name' } as never)).toBeDefined();
    });

    it.each([null, 'name', 5])('refuses %j', (options) => {
      expect(() => create(client as never, options as never)).toThrow(`${name}: the options must be an object`);
    });

    it.each([5, null, {}, ['name']])('refuses %j as the value of its option', (value) => {
      const error = {
        code: 'invalid_config',
        option,
        message: expect.stringContaining(`\`${option}\` must be`) as string,
      };
      expect(() => create(client as never, { [option]: value } as never)).toThrow(
        expect.objectContaining(error) as Error,
      );
    });

    it('refuses an option that it does not know', () => {
      const error = { code: 'invalid_config', option: 'keyPrefix' };
      expect(() => create(client as never, { keyPrefix: 'name' } as never)).toThrow(
        expect.objectContaining(error) as Error,
      );
    });
  });
});

describe('a Redis client that returns no strings', () => {
  const answer = (value: unknown) => ({ get: () => Promise.resolve(value), eval: call, sendCommand: call });

  it.each([new Uint8Array(5), 5, {}])('is refused instead of taken for an empty server (%o)', async (value) => {
    await expect(createRedisStore(answer(value)).get('key')).rejects.toThrow('does not return strings');
  });

  it.each([null, undefined])('is not one that has found nothing (%o)', async (value) => {
    expect(await createRedisStore(answer(value)).get('key')).toBeUndefined();
  });
});

describe('a PostgreSQL server that cannot delete what has expired', () => {
  it('loses no write', async () => {
    const failed: string[] = [];
    const query = async (text: string): Promise<unknown> => {
      if (!/SKIP LOCKED/.test(text)) return Promise.resolve({ rows: [{}] });
      failed.push(text);
      throw new Error('canceling statement due to statement timeout');
    };
    const store = createPostgresStore({ query });
    for (let count = 0; count < 300; count += 1) expect(await store.set('key', 'value')).toBe(true);
    expect(failed).toHaveLength(1);
  });

  it('reports a write that fails itself', async () => {
    const query = () => Promise.reject(new Error('The server is down.'));
    await expect(createPostgresStore({ query }).set('key', 'value')).rejects.toThrow('The server is down.');
  });
});
