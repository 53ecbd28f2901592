import { SocialConnectError } from '../../errors.js';
import type { Store } from '../../store/store.js';

/** What HighLevel's 429 asks for: no request about an installation for a while, from any instance. */
export interface RateLimits {
  /** @throws {SocialConnectError} `rate_limited` while HighLevel wants no request. */
  check(name: string): Promise<void>;
  /** Notes what HighLevel has answered, if it is a 429. */
  note(name: string, error: unknown): Promise<void>;
}

/** Whether HighLevel has asked to wait. */
export function isRateLimited(error: unknown): error is SocialConnectError {
  return error instanceof SocialConnectError && error.code === 'rate_limited';
}

/**
 * Creates the rate limits of an app. They are in the store, which forgets each when its time is over.
 *
 * @param toKey Key of an installation's pause in the store.
 */
export function createRateLimits(
  store: Store,
  toKey: (name: string) => string,
  report: (error: unknown) => void,
): RateLimits {
  return {
    async check(name) {
      const stored = await store.get(toKey(name));
      if (stored === undefined) return;
      const [endsAt = 0, seconds = 1] = stored.value.split(' ').map(Number);
      // The clock of the instance that noted it may differ.
      const retryAfter = Math.min(Math.max(Math.ceil((endsAt - Date.now()) / 1_000), 1), seconds);
      throw new SocialConnectError('rate_limited', "HighLevel's rate limit is reached: wait.", { retryAfter });
    },

    async note(name, error) {
      if (!isRateLimited(error) || error.retryAfter === undefined) return;
      const { retryAfter } = error;
      const value = `${Date.now() + retryAfter * 1_000} ${retryAfter}`;
      await store.set(toKey(name), value, { ttl: retryAfter }).catch(report);
    },
  };
}
