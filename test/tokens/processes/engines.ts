import { findServer } from '../../servers/find-servers.mjs';
import { startPostgres } from '../../servers/postgres.js';
import type { PrivateServer } from '../../servers/private-server.js';
import { startRedis } from '../../servers/redis.js';

/** An engine that several processes can share. */
export interface Engine {
  readonly title: string;
  readonly isInstalled: boolean;
  start(): Promise<PrivateServer>;
  /** The address that `openStore` takes. */
  toAddress(server: PrivateServer): string;
}

export const ENGINES: readonly Engine[] = [
  {
    title: 'Redis',
    isInstalled: findServer('redis') !== undefined,
    start: startRedis,
    toAddress: ({ url }) => `redis ${url}`,
  },
  {
    title: 'PostgreSQL',
    isInstalled: findServer('postgres') !== undefined,
    start: startPostgres,
    toAddress: ({ url }) => `pg ${url}`,
  },
];
