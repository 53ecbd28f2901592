import type { Store } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres.js';
import { createRedisStore } from '../../src/store/redis.js';
import { createRemoteStore } from './remote-store.js';

/** A store with a connection of its own. */
export interface OpenStore {
  readonly store: Store;
  close(): Promise<unknown>;
}

type Open = (url: string) => Promise<OpenStore>;

/** Opens a pool whose connections may end with the server: those that the pool has given up may still be open then. */
export async function openPool(connectionString: string) {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString, max: 5 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** How a store is opened, by client. The clients are imported only where they are used. */
const OPEN: Readonly<Record<string, Open>> = {
  redis: async (url) => {
    const { createClient } = await import('redis');
    const client = await createClient({ url }).connect();
    return { store: createRedisStore(client), close: () => client.close() };
  },
  ioredis: async (url) => {
    const { Redis } = await import('ioredis');
    const client = new Redis(url);
    return { store: createRedisStore(client), close: () => client.quit() };
  },
  upstash: async (url) => {
    const { Redis } = await import('@upstash/redis');
    return { store: createRedisStore(new Redis({ url, token: 'token' })), close: () => Promise.resolve() };
  },
  pg: async (url) => {
    const pool = await openPool(url);
    return { store: createPostgresStore(pool), close: () => pool.end() };
  },
  postgres: async (url) => {
    const { default: postgres } = await import('postgres');
    const sql = postgres(url, { max: 5 });
    return { store: createPostgresStore(sql), close: () => sql.end() };
  },
  remote: (url) => Promise.resolve({ store: createRemoteStore(url), close: () => Promise.resolve() }),
};

/** Opens the store at an address: the name of a client, a blank, and a URL. */
export async function openStore(address: string): Promise<OpenStore> {
  const [client = '', url = ''] = address.split(' ');
  return OPEN[client]!(url);
}
