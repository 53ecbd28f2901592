import { settleWithin } from '../../http/settle-within.js';
import type { Store } from '../../store/store.js';
import { SlidingWindow } from './sliding-window.js';

const KEY_PREFIX = 'ghl-connect:rate:';
/** Writes that another instance may win before a request is asked to wait. */
const MAX_ATTEMPTS = 20;
/** After this time without an answer, the next request gets its turn. */
const TURN_MS = 2_000;

/**
 * Keeps sliding windows in a store, for all instances that share it. A window is read, changed, and written only if no
 * other instance has changed it since.
 */
export interface StoreWindows {
  /** Changes the window of `key`, and returns what `change` returns; `undefined` if other instances won every time. */
  update<T>(key: string, change: (window: SlidingWindow, now: number) => T): Promise<T | undefined>;
}

/** @param interval Length of the windows in milliseconds. */
export function createStoreWindows(store: Store, interval: number): StoreWindows {
  // Requests of this instance take turns, so that they do not compete with each other.
  const turns = new Map<string, Promise<unknown>>();

  async function attempt<T>(
    key: string,
    change: (window: SlidingWindow, now: number) => T,
  ): Promise<{ readonly result: T } | undefined> {
    const stored = await store.get(key);
    const now = Date.now();
    const window = SlidingWindow.parse(interval, stored?.value ?? '');
    const result = change(window, now);
    const condition = stored === undefined ? 'absent' : { version: stored.version };
    const ttl = window.lifetime(now) / 1_000;
    return (await store.set(key, window.serialize(), { ttl, if: condition })) ? { result } : undefined;
  }

  async function attemptOften<T>(
    key: string,
    change: (window: SlidingWindow, now: number) => T,
  ): Promise<T | undefined> {
    for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
      const done = await attempt(key, change);
      if (done) return done.result;
    }
    return undefined;
  }

  return {
    update(key, change) {
      const before = turns.get(key) ?? Promise.resolve();
      const turn = before.then(() => settleWithin(TURN_MS, attemptOften(KEY_PREFIX + key, change)));
      const settled = turn.catch(() => undefined);
      turns.set(key, settled);
      void settled.then(() => turns.get(key) === settled && turns.delete(key));
      return turn;
    },
  };
}
