import { SocialConnectError } from '../../errors.js';
import { settleWithin } from '../../http/settle-within.js';
import { requireNames, requireOptions } from '../../protocol/own-options.js';
import { isStore } from '../../store/is-store.js';
import type { Store } from '../../store/store.js';

/** Remembers the ids of session tokens, so that each token is good for one request. */
export interface ReplayGuard {
  /**
   * Uses up an id.
   *
   * @param id The token's `jti`.
   * @param expiresAt When the id may be forgotten, in seconds since 1970.
   * @returns `true` for the first use, `false` for any further one. `'full'` if the guard cannot remember more ids: the
   * request is refused with 429 then, and the token stays unused.
   */
  use(id: string, expiresAt: number): boolean | 'full' | Promise<boolean | 'full'>;
}

/** Options of {@link createReplayGuard}. */
export interface ReplayGuardOptions {
  /** Where instances share the ids. Default: this instance's memory. */
  store?: Store;
  /** Maximum number of ids in memory. Default 100 000. */
  maxIds?: number;
}

const OPTION_NAMES = ['store', 'maxIds'] satisfies (keyof ReplayGuardOptions)[];
const KEY_PREFIX = 'ghl-connect:replay:';
const DEFAULT_MAX_IDS = 100_000;
/** Of a store. A token is not accepted unless its id has been stored. */
const TIMEOUT_MS = 2_000;

/** A key of a fixed length: an id may be as long as its token. */
async function toKey(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
  return KEY_PREFIX + hex.join('');
}

function createStoreGuard(store: Store): ReplayGuard {
  return {
    async use(id, expiresAt) {
      const ttl = Math.max(1, expiresAt - Date.now() / 1_000);
      const isFirst = store.set(await toKey(id), 'used', { if: 'absent', ttl });
      return settleWithin(TIMEOUT_MS, isFirst);
    },
  };
}

/**
 * Creates a replay guard.
 *
 * In memory, it refuses new ids while it is full of ids of valid tokens. With a store, `use` rejects while the store is
 * down: the proxy then refuses the token and tells `onError`.
 *
 * @throws {SocialConnectError} `invalid_config` if `maxIds` is not a number above 0, `store` is not a store, or there is
 * no option of that name.
 */
export function createReplayGuard(given: ReplayGuardOptions = {}): ReplayGuard {
  const options = requireOptions(given, 'createReplayGuard: the options must be an object.');
  requireNames(options, OPTION_NAMES, 'createReplayGuard');
  const { store, maxIds = DEFAULT_MAX_IDS } = options;
  if (!(maxIds > 0)) {
    throw new SocialConnectError('invalid_config', 'createReplayGuard: maxIds must be a number above 0.');
  }
  if (store === undefined) return createMemoryGuard(maxIds);
  if (isStore(store)) return createStoreGuard(store);
  const message = 'createReplayGuard: `store` must be a store, like that of `createRedisStore`.';
  throw new SocialConnectError('invalid_config', message, { option: 'store' });
}

function createMemoryGuard(maxIds: number): ReplayGuard {
  const used = new Set<string>();
  // By the second of their expiry, so that forgetting never looks at an id that stays.
  const idsBySecond = new Map<number, string[]>();
  let nextExpiry = Infinity;

  function forgetExpired(): void {
    const now = Date.now() / 1_000;
    if (now < nextExpiry) return;
    for (const [second, ids] of idsBySecond) {
      if (second > now) continue;
      for (const id of ids) used.delete(id);
      idsBySecond.delete(second);
    }
    nextExpiry = [...idsBySecond.keys()].reduce((earliest, second) => Math.min(earliest, second), Infinity);
  }

  return {
    use(id, expiresAt) {
      if (used.has(id)) return false;
      if (used.size >= maxIds) forgetExpired();
      if (used.size >= maxIds) return 'full';
      const second = Math.ceil(expiresAt);
      const ids = idsBySecond.get(second) ?? [];
      idsBySecond.set(second, ids);
      ids.push(id);
      used.add(id);
      nextExpiry = Math.min(nextExpiry, second);
      return true;
    },
  };
}
