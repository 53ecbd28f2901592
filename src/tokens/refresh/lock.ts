import type { Store } from '../../store/store.js';
import { pause } from './pause.js';

/** Seconds after which another process takes over. A request that waits for a dead process must still be in time. */
export const LOCK_TTL_S = 8;

const FIRST_PAUSE_MS = 25;
const MAX_PAUSE_MS = 200;

/** The right to do something, for a short time. */
export interface Lock {
  /** Whether the time is not over, by this process's own clock. */
  isHeld(): boolean;
  /** Gives it up, unless it is another's by now. */
  release(): Promise<void>;
}

/** Takes a lock, if nobody has it. */
export async function takeLock(store: Store, key: string): Promise<Lock | undefined> {
  const owner = crypto.randomUUID();
  const takenAt = performance.now();
  if (!(await store.set(key, owner, { if: 'absent', ttl: LOCK_TTL_S }))) return undefined;
  return {
    isHeld: () => performance.now() - takenAt < LOCK_TTL_S * 1_000,
    async release() {
      const current = await store.get(key);
      if (current?.value === owner) await store.delete(key, { if: { version: current.version } });
    },
  };
}

/**
 * Lets one process do what all need: it does so under a lock, and the others wait until they find the result.
 *
 * @param find Looks for the result in the store. It is called again under the lock: somebody else may have been faster.
 * @param work Makes the result. It returns `undefined` to look again.
 * @param onReleaseError Called if the lock could not be given up; it ends by itself then.
 */
export async function doOnce<Result>(
  store: Store,
  key: string,
  find: () => Promise<Result | undefined>,
  work: (lock: Lock) => Promise<Result | undefined>,
  onReleaseError: (error: unknown) => void,
): Promise<Result> {
  async function tryOnce(lock: Lock | undefined): Promise<Result | undefined> {
    try {
      return (await find()) ?? (lock && (await work(lock)));
    } finally {
      lock?.release().catch(onReleaseError);
    }
  }

  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    const lock = await takeLock(store, key);
    if (lock === undefined) await pause(pauseMs * (0.5 + Math.random()));
    const result = await tryOnce(lock);
    if (result !== undefined) return result;
  }
}
