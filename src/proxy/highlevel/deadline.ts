/** The time for a request ran out. */
export class DeadlineError extends Error {}

/** The time that one request to the proxy has, whatever it waits for. */
export interface Deadline {
  /** Aborts when the time has run out. */
  readonly signal: AbortSignal;
  /**
   * Settles as `promise` does, unless the time runs out first: the promise need not heed the signal.
   *
   * @throws {DeadlineError} if the time ran out.
   */
  race<T>(promise: T | Promise<T>): Promise<T>;
  /** Ends the timer. */
  clear(): void;
}

/** Starts the time of a request: `ms` milliseconds. */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineError(`Not done after ${ms} ms.`);
      reject(error);
      controller.abort(error);
    }, ms);
  });
  // Nobody may be waiting when it comes.
  expired.catch(() => undefined);
  return {
    signal: controller.signal,
    race: (promise) => Promise.race([promise, expired]),
    clear: () => clearTimeout(timer),
  };
}
