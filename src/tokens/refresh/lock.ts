import type { Store } from '../../store/store.js';
import { createTimer } from './background.js';
import { pause } from './pause.js';

/** Seconds after which another process takes over from one that has died or stalls. */
const LOCK_TTL_S = 4;
/** Between two renewals: a process may stall for the rest of {@link LOCK_TTL_S}. */
const RENEWAL_MS = 1_000;
/** No renewal after this time. What hangs must leave others some of the 30 s in which HighLevel gives the new tokens. */
const MAX_RENEWAL_MS = 16_000;

const FIRST_PAUSE_MS = 25;
const MAX_PAUSE_MS = 200;

/** The right to do something, for as long as this process lives. */
export interface Lock {
  /** Whether nobody else can have it, by this process's own clock. */
  isHeld(): boolean;
  /** Gives it up, unless it is another's by now. */
  release(): Promise<void>;
}

/** Takes a lock, if nobody has it, and keeps it until it is released. */
export async function takeLock(store: Store, key: string): Promise<Lock | undefined> {
  const owner = crypto.randomUUID();
  const takenAt = performance.now();
  let renewedAt = takenAt;
  let isWanted = true;
  let renewal = Promise.resolve();
  if (!(await store.set(key, owner, { if: 'absent', ttl: LOCK_TTL_S }))) return undefined;

  async function renew(): Promise<void> {
    const startedAt = performance.now();
    const current = await store.get(key);
    if (current?.value !== owner) return void (isWanted = false);
    const { version } = current;
    if (await store.set(key, owner, { if: { version }, ttl: LOCK_TTL_S })) renewedAt = startedAt;
  }

  const renewLater = createTimer(() => {
    if (!isWanted || performance.now() - takenAt > MAX_RENEWAL_MS) return;
    // A store that fails now may be back for the next one, and whoever holds the lock reports failures of its own.
    renewal = renew().catch(() => undefined);
    void renewal.then(() => renewLater(RENEWAL_MS));
  });
  renewLater(RENEWAL_MS);

  return {
    isHeld: () => performance.now() - renewedAt < LOCK_TTL_S * 1_000,
    async release() {
      isWanted = false;
      await renewal;
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
