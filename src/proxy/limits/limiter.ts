import { settleWithin } from '../../http/settle-within.js';
import { ownOptions } from '../../protocol/own-options.js';
import { ProxyError } from '../errors.js';
import { DeadlineError, type Deadline } from '../request/deadline.js';
import type { Session } from '../session/session.js';
import { Pauses, tooManyRequests } from './pauses.js';
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

/** Creates the limiter of one request, within its time. `report` gets what failed without ending the request. */
export type CreateLimiter = (deadline: Deadline, report: (cause: unknown) => void) => Limiter;

/** A `rateLimit` gets so long where the request can go on without it: to count if it has a fallback, and to pause. */
const TIMEOUT_MS = 1_000;
/** After a failure, only the fallback is asked for this time. */
const FALLBACK_MS = 5_000;

type Take = RateLimit['take'];

/** Seconds to wait. Anything but a number is a failure: it could not be told from 0. */
async function countRequest(take: Take, key: string, limit: number): Promise<number> {
  let seconds: unknown;
  try {
    seconds = await take(key, limit);
  } catch (cause) {
    throw new ProxyError(500, 'upstream_error', '`rateLimit` failed.', { cause });
  }
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  throw new ProxyError(500, 'upstream_error', '`rateLimit` failed: `take` returned no number of seconds.');
}

/** A `rateLimit` that does not answer must not look like a HighLevel that does not. */
async function waitFor(seconds: Promise<number>, deadline: Deadline): Promise<number> {
  try {
    return await deadline.race(seconds);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    throw new ProxyError(504, 'network_error', '`rateLimit` did not answer in time.');
  }
}

/** Counts by the host's `rateLimit`, and by its fallback while that fails. */
function createCount(rateLimit: RateLimit) {
  const { fallback } = ownOptions(rateLimit);
  const take: Take = (key, limit) => rateLimit.take(key, limit);
  if (fallback === undefined) return (key: string, limit: number) => countRequest(take, key, limit);
  const takeInstead: Take = (key, limit) => fallback.take(key, limit);
  let failedAt = -Infinity;

  return async (key: string, limit: number, report: (cause: unknown) => void): Promise<number> => {
    if (performance.now() - failedAt < FALLBACK_MS) return countRequest(takeInstead, key, limit);
    try {
      return await settleWithin(TIMEOUT_MS, countRequest(take, key, limit));
    } catch (error) {
      failedAt = performance.now();
      report(error instanceof ProxyError ? (error.cause ?? error) : error);
      return countRequest(takeInstead, key, limit);
    }
  };
}

const UNLIMITED: Limiter = {
  countSession: () => Promise.resolve(),
  countLocation: () => Promise.resolve(),
  pauseLocation: () => Promise.resolve(),
};

/** Creates the limiters of a proxy; without `rateLimit` they limit nothing. */
export function createLimiters(rateLimit: RateLimit | undefined): CreateLimiter {
  if (rateLimit === undefined) return () => UNLIMITED;
  const { perLocation = DEFAULT_PER_LOCATION, perSession = DEFAULT_PER_SESSION } = ownOptions(rateLimit);
  const canPause = ownOptions(rateLimit).pause !== undefined;
  const countKey = createCount(rateLimit);
  const pauses = new Pauses();

  return (deadline, report) => {
    async function count(key: string, limit: number): Promise<void> {
      const seconds = await waitFor(countKey(key, limit, report), deadline);
      if (seconds > 0) throw tooManyRequests(seconds);
    }

    return {
      countSession: ({ locationId, userId }) => count(`${locationId}/${userId}`, perSession),
      async countLocation({ locationId }) {
        pauses.check(locationId);
        await count(locationId, perLocation);
      },
      async pauseLocation({ locationId }, seconds) {
        pauses.set(locationId, seconds);
        if (!canPause) return;
        try {
          const shared = Promise.resolve(rateLimit.pause?.(locationId, seconds));
          // HighLevel has done what was asked for. Its response must not be lost because a store does not answer.
          await settleWithin(TIMEOUT_MS, shared);
        } catch (cause) {
          // This instance waits all the same.
          report(cause);
        }
      },
    };
  };
}
