import { ProxyError } from '../errors.js';
import type { Session } from '../session/session.js';
import { DEFAULT_PER_LOCATION, DEFAULT_PER_SESSION, type RateLimit } from './rate-limit.js';

/** Counts requests on two levels, so that one person cannot starve the others of a location. */
export interface Limiter {
  /**
   * Counts one request of a session.
   *
   * @throws {ProxyError} 429, or 500 if the host's `rateLimit` fails.
   */
  countSession(session: Session): Promise<void>;
  /**
   * Counts one request to HighLevel.
   *
   * @throws {ProxyError} 429, or 500 if the host's `rateLimit` fails.
   */
  countLocation(session: Session): Promise<void>;
  /** Makes a location wait, because HighLevel's own limit is reached. */
  pauseLocation(session: Session, seconds: number): Promise<void>;
}

const MAX_PAUSES = 10_000;

function tooManyRequests(retryAfter: number): ProxyError {
  return new ProxyError(429, 'rate_limited', 'Too many requests: wait.', { retryAfter });
}

/** Seconds to wait. Anything but a number is a failure: it could not be told from 0. */
async function countRequest(rateLimit: RateLimit, key: string, limit: number): Promise<number> {
  let seconds: unknown;
  try {
    seconds = await rateLimit.take(key, limit);
  } catch (cause) {
    throw new ProxyError(500, 'upstream_error', '`rateLimit` failed.', { cause });
  }
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  throw new ProxyError(500, 'upstream_error', '`rateLimit` failed: `take` returned no number of seconds.');
}

const UNLIMITED: Limiter = {
  countSession: () => Promise.resolve(),
  countLocation: () => Promise.resolve(),
  pauseLocation: () => Promise.resolve(),
};

/** Creates the limiter of a proxy; without `rateLimit` it limits nothing. */
export function createLimiter(rateLimit: RateLimit | undefined): Limiter {
  if (rateLimit === undefined) return UNLIMITED;
  const { perLocation = DEFAULT_PER_LOCATION, perSession = DEFAULT_PER_SESSION } = rateLimit;
  const pausedUntil = new Map<string, number>();

  function checkPause(locationId: string): void {
    const until = pausedUntil.get(locationId);
    if (until === undefined) return;
    const seconds = Math.ceil((until - performance.now()) / 1_000);
    if (seconds > 0) throw tooManyRequests(seconds);
    pausedUntil.delete(locationId);
  }

  async function count(key: string, limit: number): Promise<void> {
    const seconds = await countRequest(rateLimit as RateLimit, key, limit);
    if (seconds > 0) throw tooManyRequests(seconds);
  }

  return {
    countSession: ({ locationId, userId }) => count(`${locationId}/${userId}`, perSession),
    async countLocation({ locationId }) {
      checkPause(locationId);
      await count(locationId, perLocation);
    },
    async pauseLocation({ locationId }, seconds) {
      const [oldest] = pausedUntil.keys();
      if (oldest !== undefined && pausedUntil.size >= MAX_PAUSES) pausedUntil.delete(oldest);
      pausedUntil.set(locationId, performance.now() + seconds * 1_000);
      try {
        await rateLimit.pause?.(locationId, seconds);
      } catch {
        // This instance waits all the same.
      }
    },
  };
}
