import { HIGHLEVEL_MAX_REQUESTS } from './options.js';

/** Counts requests for each location, as HighLevel does. */
export interface RateLimit {
  /** Counts a request, or nothing with 0; returns what the response announces. */
  readonly take: (locationId: string, count: 0 | 1) => Allowance;
  readonly reset: () => void;
}

/** What a location may still do. */
export interface Allowance {
  /** Whether this request is one too many. */
  readonly isExceeded: boolean;
  /** The `X-RateLimit-*` headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The counts of one location. */
interface Usage {
  intervalStart: number;
  inInterval: number;
  dayStart: number;
  today: number;
}

const INTERVAL_MS = 10_000;
const DAY_MS = 86_400_000;
const MAX_PER_DAY = 200_000;
const MAX_LOCATIONS = 1000;

/**
 * Source: "Rate limits" of HighLevel's API documentation. That page announces no `Retry-After`.
 *
 * @param now The simulated time, in milliseconds.
 * @param enforced The limit to enforce. Default: HighLevel's limit is announced and never reached.
 */
export function createRateLimit(now: () => number, enforced: number | undefined): RateLimit {
  const usages = new Map<string, Usage>();
  const max = enforced ?? HIGHLEVEL_MAX_REQUESTS;

  function findUsage(locationId: string): Usage {
    const time = now();
    const usage = usages.get(locationId) ?? { intervalStart: time, inInterval: 0, dayStart: time, today: 0 };
    // A clock that was moved back starts a new interval, too.
    const isOver = (start: number, length: number) => time >= start + length || time < start;
    if (isOver(usage.intervalStart, INTERVAL_MS)) Object.assign(usage, { intervalStart: time, inInterval: 0 });
    if (isOver(usage.dayStart, DAY_MS)) Object.assign(usage, { dayStart: time, today: 0 });
    const [oldest] = usages.keys();
    if (usages.size >= MAX_LOCATIONS && oldest !== undefined && !usages.has(locationId)) usages.delete(oldest);
    usages.set(locationId, usage);
    return usage;
  }

  return {
    take(locationId, count) {
      const usage = findUsage(locationId);
      usage.inInterval += count;
      usage.today += count;
      const remaining = enforced === undefined ? max - 1 : Math.max(0, max - usage.inInterval);
      return {
        isExceeded: count > 0 && enforced !== undefined && usage.inInterval > max,
        headers: {
          'X-RateLimit-Limit-Daily': String(MAX_PER_DAY),
          'X-RateLimit-Daily-Remaining': String(Math.max(0, MAX_PER_DAY - usage.today)),
          'X-RateLimit-Interval-Milliseconds': String(INTERVAL_MS),
          'X-RateLimit-Max': String(max),
          'X-RateLimit-Remaining': String(remaining),
        },
      };
    },
    reset: () => usages.clear(),
  };
}
