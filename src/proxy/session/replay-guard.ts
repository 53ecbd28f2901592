import { SocialConnectError } from '../../errors.js';

/** Remembers the ids of session tokens, so that each is good for one request. */
export interface ReplayGuard {
  /**
   * Uses an id up.
   *
   * @param id The token's `jti`.
   * @param expiresAt When the id may be forgotten, in seconds since 1970.
   * @returns Whether this was the first use.
   */
  use(id: string, expiresAt: number): boolean | Promise<boolean>;
}

/**
 * Creates a replay guard that lives in this instance's memory. When it is full of ids that are still good, it takes
 * every further one for used.
 *
 * @param maxIds Most ids that are remembered.
 * @throws {SocialConnectError} `invalid_config` if that is not a number above 0, which would forget none.
 */
export function createReplayGuard(maxIds = 100_000): ReplayGuard {
  if (!(maxIds > 0))
    throw new SocialConnectError('invalid_config', 'createReplayGuard: maxIds must be a number above 0.');
  const expiries = new Map<string, number>();

  function forgetExpired(): void {
    const now = Date.now() / 1_000;
    for (const [id, expiresAt] of expiries) if (expiresAt <= now) expiries.delete(id);
  }

  return {
    use(id, expiresAt) {
      if (expiries.size >= maxIds) forgetExpired();
      if (expiries.has(id) || expiries.size >= maxIds) return false;
      expiries.set(id, expiresAt);
      return true;
    },
  };
}
