// Counts requests with rate-limiter-flexible, in Redis, for all instances of the proxy.
import type { RateLimit } from 'ghl-social-connect/proxy';
import { RateLimiterRedis, RateLimiterRes, type IRateLimiterRedisOptions } from 'rate-limiter-flexible';

type RedisClient = IRateLimiterRedisOptions['storeClient'];

const SECONDS = 10;
/** It counts in fixed intervals, and two of them may follow each other: 50 keep to HighLevel's 100 in any 10 s. */
const PER_LOCATION = 50;
const PER_SESSION = 25;

export function createFlexibleRateLimit(storeClient: RedisClient): RateLimit {
  const createLimiter = (points: number) =>
    new RateLimiterRedis({ storeClient, keyPrefix: `highlevel-${points}`, points, duration: SECONDS });
  const perLocation = createLimiter(PER_LOCATION);
  const perSession = createLimiter(PER_SESSION);

  return {
    perLocation: PER_LOCATION,
    perSession: PER_SESSION,
    async take(key, limit) {
      try {
        await (limit === PER_LOCATION ? perLocation : perSession).consume(key);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext / 1_000;
        throw refusal;
      }
    },
    pause: (key, seconds) => perLocation.block(key, seconds),
  };
}
