/**
 * Lets timers of exactly `ms` milliseconds run at once, and leaves every other timer as it is.
 *
 * @returns Restores `setTimeout`.
 */
export function skipPauses(ms: number): () => void {
  const original = window.setTimeout;
  const replacement = (handler: TimerHandler, delay?: number, ...rest: unknown[]): number =>
    original(handler, delay === ms ? 0 : delay, ...rest);
  window.setTimeout = replacement as typeof window.setTimeout;
  return () => {
    window.setTimeout = original;
  };
}
