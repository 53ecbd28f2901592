/** The time for a request ran out. */
export class DeadlineError extends Error {}

/** The visitor closed the connection before the response. */
export class VisitorGoneError extends Error {}

/** The time that one request to the proxy may take, whatever it waits for. */
export interface Deadline {
  /** Aborts when the time has run out or the visitor has gone. */
  readonly signal: AbortSignal;
  /**
   * Settles as `promise` does, unless the request ends first: `promise` need not observe the signal.
   *
   * @throws {DeadlineError} if the time ran out.
   * @throws {VisitorGoneError} if the visitor has gone.
   */
  race<T>(promise: T | Promise<T>): Promise<T>;
  /** Ends the request as soon as `signal` aborts. For requests that change nothing. Some servers have no signal. */
  endWith(signal: AbortSignal | undefined): void;
  /** From now on, only the time ends the request. */
  ignoreVisitor(): void;
  /** Ends the timer. */
  clear(): void;
}

/** Starts the time of a request: `ms` milliseconds. */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let stopListening = (): void => undefined;
  let end!: (error: Error) => void;
  const ended = new Promise<never>((_, reject) => {
    end = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
  // At times nothing races against it.
  ended.catch(() => undefined);
  const timer = setTimeout(() => end(new DeadlineError(`Not done after ${ms} ms.`)), ms);
  return {
    signal: controller.signal,
    race: (promise) => Promise.race([promise, ended]),
    endWith(signal) {
      const leave = () => end(new VisitorGoneError('The connection was closed.'));
      if (signal?.aborted) leave();
      signal?.addEventListener('abort', leave, { once: true });
      stopListening = () => signal?.removeEventListener('abort', leave);
    },
    ignoreVisitor: () => stopListening(),
    clear() {
      clearTimeout(timer);
      stopListening();
    },
  };
}
