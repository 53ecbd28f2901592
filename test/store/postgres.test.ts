import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from 'pg';
import { createPostgresStore } from '../../src/store/postgres.js';
import { findServer } from '../servers/find-servers.mjs';
import { startPostgres } from '../servers/postgres.js';
import type { PrivateServer } from '../servers/private-server.js';
import { expectNoConflicts } from './contention.js';
import { openPool, openStore, type OpenStore } from './open-store.js';
import { testConformance } from './test-conformance.js';

describe.skipIf(!findServer('postgres'))('the store on PostgreSQL', () => {
  let server: PrivateServer;
  let pool: Pool;
  const opened = new Map<string, OpenStore>();

  beforeAll(async () => {
    server = await startPostgres();
    pool = await openPool(server.url);
  });
  afterAll(async () => {
    await Promise.all([...opened.values()].map((store) => store.close()));
    await pool?.end();
    await server?.stop();
  });

  /** A few pools for all cases: a server has a limited number of connections. */
  let turns = 0;
  async function open(client: string) {
    const name = `${client} ${(turns += 1) % 3}`;
    const store = opened.get(name) ?? (await openStore(`${client} ${server.url}`));
    opened.set(name, store);
    return store.store;
  }

  describe.each(['pg', 'postgres'])('with %s', (client) => {
    testConformance(() => open(client));
  });

  it('grants nothing twice to processes with different clients', () =>
    expectNoConflicts(`pg ${server.url}`, `postgres ${server.url}`));

  it('creates its table once, however many processes start at the same time', async () => {
    const stores = Array.from({ length: 8 }, () => createPostgresStore(pool, { table: 'fresh' }));
    const written = await Promise.all(stores.map((store) => store.set('key', 'value', { if: 'absent' })));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  it('uses a table that is there without the right to create one', async () => {
    await createPostgresStore(pool, { table: 'granted' }).set('key', 'value');
    await pool.query(`CREATE ROLE guest LOGIN`);
    await pool.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON granted TO guest`);
    const guest = await openPool(server.url.replace('postgres@', 'guest@'));
    expect((await createPostgresStore(guest, { table: 'granted' }).get('key'))?.value).toBe('value');
    await expect(createPostgresStore(guest, { table: 'missing' }).get('key')).rejects.toThrow('permission denied');
    await guest.end();
  });

  it('takes a table of another schema', async () => {
    await pool.query('CREATE SCHEMA other');
    const store = createPostgresStore(pool, { table: 'other.tokens' });
    expect(await store.set('key', 'value')).toBe(true);
    expect((await pool.query('SELECT key FROM other.tokens')).rows).toEqual([{ key: 'key' }]);
  });

  it('deletes rows that have expired while it writes others', async () => {
    const store = createPostgresStore(pool, { table: 'purged' });
    await store.set('expired', 'value', { ttl: 0.001 });
    await store.increment('expired', { ttl: 0.001 });
    await store.set('kept', 'value', { ttl: 600 });
    while (await store.get('expired'));
    for (let writes = 0; writes < 256; writes += 1) await store.set('lasting', 'value');
    const { rows } = await pool.query('SELECT key FROM purged ORDER BY key');
    expect(rows).toEqual([{ key: 'kept' }, { key: 'lasting' }]);
  });

  it('tries again to create its table after the server failed', async () => {
    let isDown = true;
    const client = {
      query: (text: string, values?: never[]): Promise<unknown> =>
        isDown ? Promise.reject(new Error('The server is down.')) : pool.query(text, values),
    };
    const store = createPostgresStore(client, { table: 'late' });
    await expect(store.get('key')).rejects.toThrow('The server is down.');
    isDown = false;
    expect(await store.set('key', 'value')).toBe(true);
  });
});

describe('createPostgresStore', () => {
  it.each(['Tokens', 'a b', 'a;b', 'a.b.c', '', '1a', 'a"'])('refuses %j as the name of a table', (table) => {
    expect(() => createPostgresStore({ query: () => Promise.resolve() }, { table })).toThrow('`table` takes');
  });

  it('says which clients it takes', () => {
    expect(() => createPostgresStore({} as never)).toThrow(
      'createPostgresStore takes a client of pg, postgres or PGlite.',
    );
  });
});
