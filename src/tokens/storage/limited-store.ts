import { abortable, withTimeLimit } from '../../http/timeout.js';
import type { Store } from '../../store/store.js';

/** Shorter than a request for a token waits. */
const TIMEOUT_MS = 5_000;

/**
 * Makes a store reject where it would never answer, as one does whose connection was lost without a word. What waits for it
 * is shared by later calls, so one answer that never comes would hold them up as well, long after the store is back.
 *
 * An operation that was given up may still have its effect. All callers allow for that, as for one that has failed.
 */
export function limitStore(store: Store): Store {
  async function limit<Result>(operation: Promise<Result>): Promise<Result> {
    return withTimeLimit(TIMEOUT_MS, undefined, async ({ signal, isOver }) => {
      try {
        return await abortable(operation, signal);
      } catch (cause) {
        throw isOver() ? new Error(`The store did not answer within ${TIMEOUT_MS} ms.`, { cause }) : cause;
      }
    });
  }

  return {
    get: (key) => limit(store.get(key)),
    set: (key, value, options) => limit(store.set(key, value, options)),
    delete: (key, options) => limit(store.delete(key, options)),
    increment: (key, options) => limit(store.increment(key, options)),
  };
}
