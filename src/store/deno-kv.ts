import { checkArguments } from './check-arguments.js';
import { checkClient, checkStoreOptions } from './check-options.js';
import type { Store } from './store.js';

type Key = string[];

interface KvEntry {
  readonly key: readonly unknown[];
  readonly value: unknown;
  readonly versionstamp: string | null;
}

interface AtomicOperation {
  check(...checks: { key: Key; versionstamp: string | null }[]): this;
  set(key: Key, value: unknown, options?: { expireIn?: number }): this;
  delete(key: Key): this;
  commit(): Promise<{ ok: boolean }>;
}

/** What the store calls of `Deno.Kv`. */
export interface DenoKv {
  get(key: Key): Promise<KvEntry>;
  atomic(): AtomicOperation;
}

/** Options of {@link createDenoKvStore}. */
export interface DenoKvStoreOptions {
  /** First part of every key. Default `ghl-social-connect`. */
  readonly prefix?: string;
}

/** As bytes, since a string with one emoji would take two bytes for every letter. */
interface Stored {
  readonly bytes: Uint8Array;
  readonly endsAt: number;
}

interface Counter {
  readonly count: number;
  readonly endsAt: number;
}

interface Entry<Value> {
  readonly key: Key;
  readonly versionstamp: string | null;
  readonly live: Value | undefined;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const MAX_ATTEMPTS = 100;
const MAX_PAUSE_MS = 50;

const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * MAX_PAUSE_MS));

/** Several processes may use one database file; while another one writes, Deno gives up soon. Nothing was done then. */
async function whenUnlocked<Result>(call: () => Promise<Result>, attempts = MAX_ATTEMPTS): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (attempts === 1 || !String(error).includes('database is locked')) throw error;
  }
  await pause();
  return whenUnlocked(call, attempts - 1);
}

const toOptions = (endsAt: number) => (endsAt === Infinity ? {} : { expireIn: Math.max(1, endsAt - Date.now()) });

/**
 * Creates a store on Deno KV. Each write commits only if the entry is still the one that was read, and is tried again
 * otherwise. Deno deletes expired entries late, so each entry has its own end.
 *
 * @param kv What `Deno.openKv()` resolves with.
 * @throws {SocialConnectError} `invalid_config` if `kv` is something else, or an option is not valid.
 */
export function createDenoKvStore(kv: DenoKv, options: DenoKvStoreOptions = {}): Store {
  checkClient(kv, ['get', 'atomic'], 'createDenoKvStore takes what `Deno.openKv()` resolves with.');
  checkStoreOptions('createDenoKvStore', options, 'prefix');
  const { prefix = 'ghl-social-connect' } = options;

  /** Reads the entry of a key, and its value if that has not expired. */
  async function read(kind: 'value', name: string): Promise<Entry<Stored>>;
  async function read(kind: 'count', name: string): Promise<Entry<Counter>>;
  async function read(kind: string, name: string): Promise<Entry<Stored | Counter>> {
    const key = [prefix, kind, name];
    const { value, versionstamp } = await whenUnlocked(() => kv.get(key));
    const stored = value as Stored | Counter | null;
    return { key, versionstamp, live: stored && stored.endsAt > Date.now() ? stored : undefined };
  }

  /** Writes only if nobody else has since `entry` was read. */
  async function replace(entry: Entry<unknown>, value: Stored | Counter): Promise<boolean> {
    const options = toOptions(value.endsAt);
    return (await whenUnlocked(() => kv.atomic().check(entry).set(entry.key, value, options).commit())).ok;
  }

  return checkArguments({
    async get(key) {
      const { live, versionstamp } = await read('value', key);
      return live && { value: decoder.decode(live.bytes), version: String(versionstamp) };
    },
    async set(key, value, { ttl = Infinity, if: condition } = {}) {
      const stored = { bytes: encoder.encode(value), endsAt: Date.now() + ttl * 1_000 };
      for (;;) {
        const entry = await read('value', key);
        if (condition === 'absent' ? entry.live : condition && condition.version !== (entry.live && entry.versionstamp))
          return false;
        if (await replace(entry, stored)) return true;
      }
    },
    async delete(key, { if: condition } = {}) {
      for (;;) {
        const entry = await read('value', key);
        if (!entry.live || (condition && condition.version !== entry.versionstamp)) return false;
        if ((await whenUnlocked(() => kv.atomic().check(entry).delete(entry.key).commit())).ok) return true;
      }
    },
    async increment(key, { ttl }) {
      for (;;) {
        const entry = await read('count', key);
        const { count, endsAt } = entry.live ?? { count: 0, endsAt: Date.now() + ttl * 1_000 };
        if (await replace(entry, { count: count + 1, endsAt }))
          return { count: count + 1, endsIn: Math.max((endsAt - Date.now()) / 1_000, 0.001) };
      }
    },
  });
}
