import { SocialConnectError } from '../errors.js';

/** The simulator's time. Everything that expires follows it; waits of the scenarios use real time. */
export interface Clock {
  /** The current simulated time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Moves the time forward by `ms` milliseconds; a negative number moves it back. */
  readonly advance: (ms: number) => void;
  /** Sets the time; it runs on from there. */
  readonly set: (time: Date | string | number) => void;
  /** Goes back to the time of the option `now`. */
  readonly reset: () => void;
}

/** The largest time that a `Date` can hold, in milliseconds (ECMA-262, "Time Values and Time Range"). */
const MAX_TIME_MS = 8_640_000_000_000_000;

function isTime(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_MS;
}

/**
 * Creates a clock that can be moved.
 *
 * @param source The real time, in milliseconds since 1970.
 */
export function createClock(source: () => number): Clock {
  let offset = 0;

  function moveTo(ms: number): void {
    if (!isTime(ms)) {
      throw new SocialConnectError('invalid_config', 'The simulator cannot move its clock there: not a valid time.');
    }
    offset = ms - source();
  }

  const now = () => source() + offset;
  return {
    now,
    advance: (ms) => moveTo(now() + ms),
    set: (time) => moveTo(new Date(time).getTime()),
    reset() {
      offset = 0;
    },
  };
}
