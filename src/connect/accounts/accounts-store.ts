import { SocialConnectError } from '../../errors.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import { requireOptions } from '../../protocol/own-options.js';
import { invalidConfig } from '../invalid-config.js';
import { createAccounts, DEFAULT_EXPIRING_DAYS, type Account, type Permission } from './account.js';
import type { DisconnectAllOptions, DisconnectResult } from './disconnect-each.js';
import type { DisconnectedAccount, LocationOptions } from './list-client.js';
import { createListSource, type ListSource, type ListState } from './list-source.js';

/** Options of {@link createAccountsStore}. */
export interface AccountsStoreOptions extends Omit<LocationOptions, 'signal'> {
  /** The platforms to include. Default: all that the session may use. */
  readonly platforms?: readonly Platform[] | undefined;
  /** Days before the expiry from which an account is `expiring`. Default: 7. */
  readonly expiringWithin?: number | undefined;
  /** Seconds between loads while the page is visible, at least 60. Default: 0, which means none. */
  readonly refreshEvery?: number | undefined;
}

/**
 * What the store has.
 *
 * | state | meaning |
 * | --- | --- |
 * | `loading` | Nothing is loaded yet. |
 * | `ready` | The accounts are those of the last load. |
 * | `empty` | The last load found no account. |
 * | `stale` | The accounts are those of an earlier load; the last one failed. |
 * | `failed` | Nothing is loaded: the load failed. |
 * | `forbidden` | The session may not list accounts. |
 */
export type AccountsState = 'loading' | 'ready' | 'empty' | 'stale' | 'failed' | 'forbidden';

/** The accounts of a location at one moment. The same object until something changes. */
export interface AccountsSnapshot {
  readonly state: AccountsState;
  readonly accounts: readonly Account[];
  /** What the session may do. */
  readonly can: readonly Permission[];
  /** How many accounts need a person: `expired` or `expiring`. */
  readonly actionRequired: number;
  readonly total: number;
  /** When the accounts were loaded, in milliseconds since 1970. */
  readonly loadedAt: number | undefined;
  /** Why the last load failed. */
  readonly error: SocialConnectError | undefined;
}

/** The accounts of a location, kept up to date while somebody subscribes. Fits React's `useSyncExternalStore`. */
export interface AccountsStore {
  readonly getSnapshot: () => AccountsSnapshot;
  /**
   * Calls `listener` after each change. The first subscription loads the list; the last to end leaves no timer, listener,
   * channel or request.
   *
   * @returns Ends the subscription.
   */
  readonly subscribe: (listener: () => void) => () => void;
  /** Loads the list again. Never rejects: the snapshot has the error. */
  readonly refresh: () => Promise<void>;
  /**
   * Disconnects one account. One that is gone already counts as done.
   *
   * @throws {SocialConnectError} `forbidden` if the session may not disconnect, else what the proxy's response, or its
   *   absence, means.
   */
  readonly disconnect: (id: string) => Promise<DisconnectedAccount>;
  /**
   * Disconnects several accounts, one request after the other. After a 429 it waits as long as `Retry-After` says, up to
   * 60 s, and goes on. Never rejects.
   *
   * @returns How each ended, in the order of `ids`.
   */
  readonly disconnectAll: (
    ids: readonly string[],
    options?: DisconnectAllOptions,
  ) => Promise<readonly DisconnectResult[]>;
  /** Reports that the page has changed the accounts in another way, so that they are loaded again, in other tabs as well. */
  readonly reportChange: () => void;
}

const MIN_REFRESH_SECONDS = 60;

/** Lists that are watched on this page, by what they ask for. */
const sources = new Map<string, ListSource>();

/** Functions are compared by identity. */
const functionIds = new WeakMap<object, number>();
let lastFunctionId = 0;
function identify(value: object | undefined): number {
  if (!value) return 0;
  const id = functionIds.get(value) ?? (lastFunctionId += 1);
  functionIds.set(value, id);
  return id;
}

function createKeys(options: AccountsStoreOptions): { readonly shared: string; readonly key: string } {
  const { proxyUrl, locationId, credentials, sessionToken, getSessionToken, fetch } = options;
  const shared = JSON.stringify([proxyUrl, locationId ?? '']);
  const key = JSON.stringify([shared, credentials, sessionToken, identify(getSessionToken), identify(fetch)]);
  return { shared, key };
}

function checkOptions(options: AccountsStoreOptions): void {
  const { platforms, expiringWithin = 1, refreshEvery = 0, getSessionToken } = options;
  if (getSessionToken && typeof getSessionToken !== 'function') {
    // Not `invalidConfig`: it has no attribute.
    throw new SocialConnectError('invalid_config', 'getSessionToken must be a function.', {
      option: 'getSessionToken',
    });
  }
  const names: readonly unknown[] = platforms ?? [];
  const unknown = names.find((name) => !isPlatform(name));
  if (unknown !== undefined)
    throw invalidConfig('platforms', `has ${JSON.stringify(unknown)}, which is not a platform.`);
  if (!(expiringWithin >= 0 && expiringWithin < Infinity)) {
    throw invalidConfig('expiringWithin', 'must be a number of days, 0 or more.');
  }
  if (refreshEvery !== 0 && !(refreshEvery >= MIN_REFRESH_SECONDS && refreshEvery < 1e6)) {
    throw invalidConfig('refreshEvery', `must be 0 or at least ${MIN_REFRESH_SECONDS} seconds.`);
  }
}

function readState({ list, error }: ListState, total: number): AccountsState {
  if (error?.code === 'forbidden') return 'forbidden';
  if (!list) return error ? 'failed' : 'loading';
  if (error) return 'stale';
  return total === 0 ? 'empty' : 'ready';
}

const NEEDS_ACTION: ReadonlySet<string> = new Set(['expired', 'expiring']);

function createSnapshot(state: ListState, options: AccountsStoreOptions): AccountsSnapshot {
  const { platforms, expiringWithin = DEFAULT_EXPIRING_DAYS } = options;
  const isForbidden = state.error?.code === 'forbidden';
  const accounts = isForbidden ? [] : createAccounts(state.list?.entries ?? [], { platforms, expiringWithin });
  return Object.freeze({
    state: readState(state, accounts.length),
    accounts: Object.freeze(accounts),
    can: isForbidden ? [] : (state.list?.can ?? []),
    actionRequired: accounts.filter(({ status }) => NEEDS_ACTION.has(status)).length,
    total: accounts.length,
    loadedAt: state.loadedAt,
    error: state.error,
  });
}

/**
 * Creates a store of the accounts that are connected to a location. Stores on a page that ask the same share one request.
 *
 * While somebody subscribes, the list is loaded again when the page becomes visible, after changes that this page or
 * another tab made, and every `refreshEvery` seconds. A failed load keeps the last list.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createAccountsStore(given: AccountsStoreOptions): AccountsStore {
  const options = requireOptions(given);
  checkOptions(options);
  const { shared, key } = createKeys(options);
  const own = createListSource(options, shared, () => sources.delete(key));
  let source = sources.get(key) ?? own;
  let seen: ListState | undefined;
  let snapshot: AccountsSnapshot;
  let watchers = 0;

  function getSnapshot(): AccountsSnapshot {
    const state = source.getState();
    if (state !== seen) {
      seen = state;
      snapshot = createSnapshot(state, options);
    }
    return snapshot;
  }

  function subscribe(onChange: () => void): () => void {
    // A source is shared only while it is watched, so that nothing is kept for stores that nobody uses.
    if (watchers === 0) {
      source = sources.get(key) ?? source;
      sources.set(key, source);
    }
    watchers += 1;
    const stop = source.watch({ onChange, refreshEvery: options.refreshEvery ?? 0 });
    let isSubscribed = true;
    return () => {
      if (!isSubscribed) return;
      isSubscribed = false;
      watchers -= 1;
      stop();
    };
  }

  return {
    getSnapshot,
    subscribe,
    refresh: () => source.refresh(),
    disconnect: (id) => source.disconnect(id),
    disconnectAll: (ids, options) => source.disconnectAll(ids, options),
    reportChange: () => source.reportChange(),
  };
}
