import { SocialConnectError } from '../../errors.js';
import { requireNames, requireOptions } from '../../protocol/own-options.js';
import { isStore } from '../../store/is-store.js';
import type { Store } from '../../store/store.js';
import { SlidingWindow } from './sliding-window.js';
import { createStoreWindows } from './store-windows.js';

/** Counts requests. An implementation of your own can use the limiter that you already have. */
export interface RateLimit {
  /** Requests of one location in an interval, whoever makes them. Default 80: HighLevel allows 100 in 10 s. */
  readonly perLocation?: number;
  /** Requests of one session (location and user) in an interval. Default 40. */
  readonly perSession?: number;
  /**
   * Counts one request.
   *
   * @param key A location, or a location and a user.
   * @param limit Requests that the key may make in an interval.
   * @returns Seconds to wait, or 0 to go on.
   */
  take(key: string, limit: number): number | Promise<number>;
  /**
   * Makes a location wait, because HighLevel's own limit is reached. Needed only if instances share the count; each
   * instance also waits by itself. The response waits for it for at most a second; what it throws goes to `onError`.
   */
  pause?(key: string, seconds: number): unknown;
  /**
   * Counts while `take` fails or does not answer within a second, because a store is down; the proxy's `onError` is told.
   * Without it, the proxy answers 500 if `take` fails, and 504 if it does not answer within `timeout`.
   * `createRateLimit({ store })` has one in this instance's memory.
   */
  readonly fallback?: Pick<RateLimit, 'take'>;
}

/** Options of {@link createRateLimit}. */
export interface RateLimitOptions {
  /** Requests of one location in an interval. Default 80: HighLevel allows 100 in 10 s. */
  perLocation?: number;
  /** Requests of one session (location and user) in an interval. Default 40. */
  perSession?: number;
  /** One limit in place of both. */
  limit?: number;
  /** Milliseconds. Default 10 000. */
  interval?: number;
  /** Where instances share the count; this instance counts by itself while it is down. Default: this instance's memory. */
  store?: Store;
  /** Maximum number of keys in memory; beyond it the one that was not used for the longest time is forgotten. Default 10 000. */
  maxKeys?: number;
}

const OPTION_NAMES = [
  'perLocation',
  'perSession',
  'limit',
  'interval',
  'store',
  'maxKeys',
] satisfies (keyof RateLimitOptions)[];

export const DEFAULT_PER_LOCATION = 80;
export const DEFAULT_PER_SESSION = 40;
const DEFAULT_INTERVAL_MS = 10_000;
const DEFAULT_MAX_KEYS = 10_000;
/** The oldest keys are found with one iterator for so many requests. */
const REQUESTS_PER_ITERATOR = 1_000;
/** Seconds to wait when other instances change the count all the time. */
const BUSY_S = 1;

function toSeconds(milliseconds: number): number {
  return milliseconds > 0 ? Math.max(1, Math.ceil(milliseconds / 1_000)) : 0;
}

function checkNumbers(numbers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === 'number' && value > 0) continue;
    throw new SocialConnectError('invalid_config', `createRateLimit: ${name} must be a number above 0.`);
  }
}

function createMemoryTake(interval: number, maxKeys: number): (key: string, limit: number) => number {
  const windows = new Map<string, SlidingWindow>();
  // One iterator for many requests: a new one passes the places of all keys that were deleted before. But not for all of
  // them, since keys change places, and the map keeps its old tables for an iterator that waits.
  let oldestFirst = windows.keys();
  let requests = 0;

  return (key, limit) => {
    requests += 1;
    if (requests % REQUESTS_PER_ITERATOR === 0) oldestFirst = windows.keys();
    const window = windows.get(key) ?? new SlidingWindow(interval);
    windows.delete(key);
    if (windows.size >= maxKeys) windows.delete(oldestFirst.next().value ?? key);
    windows.set(key, window);
    return toSeconds(window.take(Date.now(), limit));
  };
}

/**
 * Creates a rate limit: in any interval, a key makes no more requests than its limit (a sliding window).
 *
 * @throws {SocialConnectError} `invalid_config` if a number is not above 0, if `store` is not a store, or if there is no
 * option of that name.
 */
export function createRateLimit(given: RateLimitOptions = {}): RateLimit {
  const options = requireOptions(given, 'createRateLimit: the options must be an object.');
  requireNames(options, OPTION_NAMES, 'createRateLimit');
  const { limit, store, interval = DEFAULT_INTERVAL_MS, maxKeys = DEFAULT_MAX_KEYS } = options;
  const perLocation = limit ?? options.perLocation ?? DEFAULT_PER_LOCATION;
  const perSession = limit ?? options.perSession ?? DEFAULT_PER_SESSION;
  checkNumbers({ ...(limit === undefined ? {} : { limit }), perLocation, perSession, interval, maxKeys });
  if (store !== undefined && !isStore(store)) {
    const message = 'createRateLimit: `store` must be a store, like that of `createRedisStore`.';
    throw new SocialConnectError('invalid_config', message, { option: 'store' });
  }
  const takeInMemory = createMemoryTake(interval, maxKeys);
  const inMemory = { take: (key: string, given?: number) => takeInMemory(key, given ?? perSession) };
  if (store === undefined) return { perLocation, perSession, ...inMemory };
  const windows = createStoreWindows(store, interval);
  return {
    perLocation,
    perSession,
    fallback: inMemory,
    async take(key, given?: number) {
      const wait = await windows.update(key, (window, now) => window.take(now, given ?? perSession));
      return wait === undefined ? BUSY_S : toSeconds(wait);
    },
    async pause(key, seconds) {
      await windows.update(key, (window, now) => window.pause(now, seconds * 1_000));
    },
  };
}
