import { SocialConnectError } from '../../errors.js';
import { ProxyError } from '../errors.js';
import type { ProxySettings } from '../options.js';
import type { Session } from '../session/session.js';

/** Counts requests. Share its state between instances by an implementation of your own. */
export interface RateLimit {
  /**
   * Counts one request to HighLevel.
   *
   * @param key Who asks: location and user of the session.
   * @returns Seconds to wait, or 0 to go on.
   */
  take(key: string): number | Promise<number>;
}

/** Options of {@link createRateLimit}. */
export interface RateLimitOptions {
  /** Requests per interval. Default 60: HighLevel allows 100 in 10 s for each location. */
  limit?: number;
  /** Milliseconds. Default 10 000. */
  interval?: number;
  /** Most keys that are remembered; beyond it the oldest is forgotten. Default 10 000. */
  maxKeys?: number;
}

interface Interval {
  readonly endsAt: number;
  requests: number;
}

/**
 * Creates a rate limit that lives in this instance's memory: a fixed interval for each key.
 *
 * @throws {SocialConnectError} `invalid_config` for a number that is not above 0, which would limit nothing.
 */
export function createRateLimit({ limit = 60, interval = 10_000, maxKeys = 10_000 }: RateLimitOptions = {}): RateLimit {
  for (const [name, value] of Object.entries({ limit, interval, maxKeys })) {
    if (!(value > 0))
      throw new SocialConnectError('invalid_config', `createRateLimit: ${name} must be a number above 0.`);
  }
  const intervals = new Map<string, Interval>();

  function startInterval(key: string, now: number): Interval {
    intervals.delete(key);
    const [oldest] = intervals.keys();
    if (oldest !== undefined && intervals.size >= maxKeys) intervals.delete(oldest);
    const started = { endsAt: now + interval, requests: 0 };
    intervals.set(key, started);
    return started;
  }

  return {
    take(key) {
      const now = Date.now();
      const known = intervals.get(key);
      // A clock that was set back must not lock anybody out.
      const isRunning = known !== undefined && now < known.endsAt && known.endsAt - now <= interval;
      const current = isRunning ? known : startInterval(key, now);
      current.requests += 1;
      return current.requests <= limit ? 0 : Math.max(1, Math.ceil((current.endsAt - now) / 1_000));
    },
  };
}

/** Seconds to wait. Anything but a number is a failure: it could not be told from 0. */
async function countRequest(key: string, rateLimit: RateLimit): Promise<number> {
  let seconds: unknown;
  try {
    seconds = await rateLimit.take(key);
  } catch (cause) {
    throw new ProxyError(500, 'upstream_error', '`rateLimit` failed.', { cause });
  }
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  throw new ProxyError(500, 'upstream_error', '`rateLimit` failed: `take` returned no number of seconds.');
}

/**
 * Counts one request to HighLevel.
 *
 * @throws {ProxyError} 429, or 500 if the host's `rateLimit` fails.
 */
export async function checkRate(session: Session, { rateLimit }: Pick<ProxySettings, 'rateLimit'>): Promise<void> {
  if (rateLimit === undefined) return;
  const retryAfter = await countRequest(`${session.locationId}/${session.userId}`, rateLimit);
  if (retryAfter > 0) throw new ProxyError(429, 'rate_limited', 'Too many requests: wait.', { retryAfter });
}
