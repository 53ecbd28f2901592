/** Time limits that still run, and what they end. WebKit collects those that nothing else refers to. */
const running = new Map<AbortSignal, AbortSignal>();

/** Aborts as `signal` does, or `ms` milliseconds from now. */
export function limitTime(signal: AbortSignal, ms: number): AbortSignal {
  const timeout = AbortSignal.timeout(ms);
  const limit = AbortSignal.any([signal, timeout]);
  running.set(timeout, limit);
  timeout.onabort = () => running.delete(timeout);
  return limit;
}

/**
 * Settles as `promise` does, unless `signal` aborts first: then it rejects with the signal's reason. For functions of
 * the page, which know of no signal and may never answer.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject);
  });
}
