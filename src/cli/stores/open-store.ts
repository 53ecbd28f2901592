import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPostgresStore } from '../../store/postgres.js';
import { createRedisStore } from '../../store/redis.js';
import { openFileStore, type OpenedStore } from './file-store.js';

/** Where the store is if nothing says otherwise, in the folder that the command was started in. */
export const DEFAULT_FOLDER = 'ghl-social-connect-data';

/** What `STORE_URL` names is not a store, or cannot be reached. The message is for the one who set it. */
export class StoreUrlError extends Error {}

const CONNECT_TIMEOUT_MS = 5_000;

/** A password with a `/`, `?` or `#` ends the host, so that the rest of it looks like a path, which messages contain. */
const PASSWORD_IN_PATH = /^\w+:\/\/[^/?#]*[/?#].*@/;
/** The scheme of a server, and the slashes after it. */
const SERVER_START = /^(rediss?|postgres(?:ql)?):(\/\/)?/i;

type Report = (error: unknown) => void;

/** Addresses may contain a password. */
const withoutPassword = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`;

async function importClient<Module>(load: () => Promise<Module>, name: string, url: URL): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const message = `STORE_URL: ${url.protocol}// needs the package ${name} beside this one: npm install ${name}`;
    throw new StoreUrlError(message, { cause });
  }
}

function describeFailure(url: URL, problem: string, cause: unknown): StoreUrlError {
  // An error that stands for one of each address of a host has a code and no message.
  const { message = '', code = '' } = Object(cause) as { message?: string; code?: string };
  const reason = message || code;
  return new StoreUrlError(`STORE_URL: ${withoutPassword(url)} ${problem}${reason ? `: ${reason}` : ''}`, { cause });
}

/** Creates a client, which reads the address. */
function createFrom<Client>(url: URL, create: () => Client): Client {
  try {
    return create();
  } catch (cause) {
    throw describeFailure(url, 'is not an address that can be used', cause);
  }
}

async function openRedis(url: URL, report: Report): Promise<OpenedStore> {
  const { createClient } = await importClient(() => import('redis'), 'redis', url);
  let isConnected = false;
  const client = createFrom(url, () =>
    createClient({
      url: url.href,
      // Requests need not wait for a server that is away.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectStrategy: (attempts, cause) => (isConnected ? Math.min(attempts * 100, 3_000) : cause),
      },
    }),
  );
  client.on('error', (cause) => {
    if (isConnected) report(describeFailure(url, 'connection failed', cause));
  });
  try {
    await client.connect();
  } catch (cause) {
    throw describeFailure(url, 'cannot be reached', cause);
  }
  isConnected = true;
  // Version 4 of the client has none.
  const { close } = client as { close?: () => Promise<void> };
  return {
    store: createRedisStore(client),
    async close() {
      await (close?.call(client) ?? client.quit());
    },
  };
}

async function openPostgres(url: URL, report: Report): Promise<OpenedStore> {
  const { Pool } = await importClient(() => import('pg'), 'pg', url);
  const pool = createFrom(
    url,
    () => new Pool({ connectionString: url.href, connectionTimeoutMillis: CONNECT_TIMEOUT_MS }),
  );
  pool.on('error', (cause) => report(describeFailure(url, 'connection failed', cause)));
  const store = createPostgresStore(pool);
  try {
    await store.get('connection');
  } catch (cause) {
    await pool.end();
    throw describeFailure(url, 'cannot be reached', cause);
  }
  return { store, close: () => pool.end() };
}

/** The folder of a `file:` address. */
function toFolder(text: string, cwd: string): string {
  const path = text.slice('file:'.length);
  try {
    if (path !== '') return path.startsWith('/') ? fileURLToPath(text) : resolve(cwd, path);
  } catch {
    // It names a host, or has a % that begins no code.
  }
  throw new StoreUrlError('STORE_URL: write file:folder for a folder below this one, or file:///path/to/folder.');
}

async function openFolder(folder: string): Promise<OpenedStore> {
  try {
    return await openFileStore(folder);
  } catch (cause) {
    // The system's own words name no variable.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new StoreUrlError(`STORE_URL: ${folder} cannot hold the store: ${cause.message}`, { cause });
  }
}

/**
 * Opens the store that `STORE_URL` names: `redis:` or `rediss:`, `postgres:` or `postgresql:`, or `file:` with a folder.
 *
 * @param text Empty for the default folder.
 * @param cwd The folder that relative paths start at.
 * @param report Called with what goes wrong on a connection later.
 * @throws {StoreUrlError} if it names none, or the server or the folder cannot be used.
 */
export async function openStoreAt(text: string, cwd: string, report: Report): Promise<OpenedStore> {
  if (text === '') return openFolder(join(cwd, DEFAULT_FOLDER));
  if (/^file:/i.test(text)) return openFolder(toFolder(text, cwd));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [, scheme, slashes] = SERVER_START.exec(text) ?? [];
  if (scheme && !slashes) {
    throw new StoreUrlError(`STORE_URL: write ${scheme}:// before the host, like ${scheme}://localhost.`);
  }
  if (scheme && (!url || PASSWORD_IN_PATH.test(text))) {
    const advice = 'check the port, and write special characters as codes, %2F for a / and %40 for an @';
    throw new StoreUrlError(`STORE_URL is not a valid address: ${advice}. Only the @ in front of the host stays.`);
  }
  switch (url?.protocol) {
    case 'redis:':
    case 'rediss:':
      return openRedis(url, report);
    case 'postgres:':
    case 'postgresql:':
      return openPostgres(url, report);
    default:
      throw new StoreUrlError('STORE_URL must begin with redis://, rediss://, postgres:// or file:, or be absent.');
  }
}
