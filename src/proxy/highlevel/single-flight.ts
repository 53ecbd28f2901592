/** Lets callers that ask for the same thing at the same time share one call. */
export interface SingleFlight<T> {
  /** Whether a call for `key` is running that others may join. */
  isRunning(key: string): boolean;
  /** Joins the running call for `key`, or starts one with `start`. */
  run(key: string, start: () => Promise<T>): Promise<T>;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly joinableUntil: number;
}

/**
 * Creates a single flight. Nothing is remembered once a call has settled.
 *
 * @param maxAge Milliseconds after which a call that has not settled is no longer joined: the next caller starts another
 * one. Default: never.
 */
export function createSingleFlight<T>(maxAge = Infinity): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  function findRunning(key: string): Flight<T> | undefined {
    const flight = flights.get(key);
    return flight !== undefined && performance.now() < flight.joinableUntil ? flight : undefined;
  }

  return {
    isRunning: (key) => findRunning(key) !== undefined,
    run(key, start) {
      const running = findRunning(key);
      if (running) return running.result;
      const flight = { result: start(), joinableUntil: performance.now() + maxAge };
      flights.set(key, flight);
      // By the time it settles, another call may have taken its place.
      const land = () => flights.get(key) === flight && flights.delete(key);
      flight.result.then(land, land);
      return flight.result;
    },
  };
}
