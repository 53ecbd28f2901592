/** The time for something ran out. */
export class DeadlineError extends Error {}

/**
 * Runs `work` for at most `ms` milliseconds. Its signal aborts then, and the promise rejects even if `work` does not
 * heed it. No timer outlives the promise.
 *
 * @throws {DeadlineError} if the time ran out.
 */
export async function withDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineError(`Not done after ${ms} ms.`);
      reject(error);
      controller.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
