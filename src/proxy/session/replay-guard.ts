import { SocialConnectError } from '../../errors.js';

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

/**
 * Creates a replay guard in this instance's memory. While it is full of ids of valid tokens, it refuses new ones.
 *
 * @param maxIds Maximum number of ids that are remembered. Default 100 000.
 * @throws {SocialConnectError} `invalid_config` if `maxIds` is not a number above 0.
 */
export function createReplayGuard(maxIds = 100_000): ReplayGuard {
  if (!(maxIds > 0)) {
    throw new SocialConnectError('invalid_config', 'createReplayGuard: maxIds must be a number above 0.');
  }
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
