/**
 * Settles as `promise` does; after `ms` milliseconds without that, rejects with a `TimeoutError`. For promises whose maker
 * knows no signal, on paths that every request takes: a timer costs much less than a signal.
 */
export function settleWithin<T>(ms: number, promise: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = () => reject(new DOMException(`Not finished within ${ms / 1_000} s.`, 'TimeoutError'));
    const timer = setTimeout(expire, ms);
    promise.then(
      (value) => (clearTimeout(timer), resolve(value)),
      (error: unknown) => (clearTimeout(timer), reject(error as Error)),
    );
  });
}
