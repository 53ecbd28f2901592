// Counts requests with @upstash/ratelimit, for all instances of the proxy.
import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from '@upstash/redis';
import type { RateLimit } from 'ghl-social-connect/proxy';

const PER_LOCATION = 80;
const PER_SESSION = 40;

export function createUpstashRateLimit(redis: Redis): RateLimit {
  const createLimiter = (limit: number) =>
    new Ratelimit({ redis, prefix: `highlevel-${limit}`, limiter: Ratelimit.slidingWindow(limit, '10 s') });
  const perLocation = createLimiter(PER_LOCATION);
  const perSession = createLimiter(PER_SESSION);

  return {
    perLocation: PER_LOCATION,
    perSession: PER_SESSION,
    async take(key, limit) {
      const { success, reset } = await (limit === PER_LOCATION ? perLocation : perSession).limit(key);
      return success ? 0 : Math.max(1, (reset - Date.now()) / 1_000);
    },
  };
}
