/** A time limit that is running. */
export interface TimeLimit {
  /** Aborts when the time is up, and when the caller's own signal does. */
  readonly signal: AbortSignal;
  /** Whether the time is up. */
  readonly isOver: () => boolean;
  /** How much of the time is left, in ms. */
  readonly remaining: () => number;
  /** Aborts {@link signal} now. */
  readonly abort: () => void;
  /** Throws the reason of the caller's own signal if that has aborted. */
  readonly throwIfCancelled: () => void;
}

/**
 * Runs `task` with a time limit of `ms` milliseconds. Everything that `task` awaits must observe the limit's signal;
 * {@link abortable} makes functions of the page do so.
 *
 * Written without `AbortSignal.any` and `AbortSignal.timeout`, which some supported browsers lack.
 *
 * @param signal The caller's own signal: it ends the task earlier.
 */
export async function withTimeLimit<T>(
  ms: number,
  signal: AbortSignal | undefined,
  task: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const endsAt = Date.now() + ms;
  let isOver = false;
  const expire = () => {
    isOver = true;
    controller.abort(new DOMException(`Not finished within ${ms / 1000} s.`, 'TimeoutError'));
  };
  const cancel = () => controller.abort(signal?.reason);
  const timer = setTimeout(expire, ms);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  try {
    return await task({
      signal: controller.signal,
      isOver: () => isOver,
      remaining: () => endsAt - Date.now(),
      abort: () => controller.abort(),
      throwIfCancelled: () => signal?.throwIfAborted(),
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/**
 * Settles as `promise` does, unless `signal` aborts first: then it rejects with the signal's reason. For promises whose
 * maker knows no signal and may never settle them.
 */
export function abortable<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const stop = () => signal.removeEventListener('abort', abort);
    promise.then(
      (value) => (stop(), resolve(value)),
      (error: unknown) => (stop(), reject(error as Error)),
    );
  });
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason if that aborts first. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(new Promise<void>((resolve) => (timer = setTimeout(resolve, ms))), signal);
  } finally {
    clearTimeout(timer);
  }
}
