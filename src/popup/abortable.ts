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
