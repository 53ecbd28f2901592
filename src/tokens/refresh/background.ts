/** Timers of Node and Bun are objects; Deno's are numbers. */
interface Runtime {
  readonly Deno?: { unrefTimer?(timer: unknown): void };
}

/** Lets the process end while the timer runs. Returns whether the runtime can do that. */
function unref(timer: unknown): boolean {
  const { Deno } = globalThis as Runtime;
  if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
  else if (Deno?.unrefTimer) Deno.unrefTimer(timer);
  else return false;
  return true;
}

function startTimer(call: () => void, ms: number): void {
  try {
    const timer = setTimeout(call, ms);
    // Where a process lives for one request only, nothing happens between requests.
    if (!unref(timer)) clearTimeout(timer);
  } catch {
    // Cloudflare's Workers have no timers outside of a request.
  }
}

/** Soon after the start: one that starts may follow one that has just died. */
const FIRST_CALL_MS = 1_000;

/**
 * Has `call` called again and again on servers that live long, until it is garbage. Elsewhere it does nothing.
 *
 * @param ms Milliseconds between two calls. The first one comes after a second.
 * @param onError Called with what `call` rejects with: nobody awaits it, and an unhandled rejection would end the process.
 */
export function repeat(call: () => Promise<unknown>, ms: number, onError: (error: unknown) => void): void {
  const reference = new WeakRef(call);
  const next = () => {
    const target = reference.deref();
    if (target === undefined) return;
    target().catch(onError);
    startTimer(next, ms);
  };
  startTimer(next, FIRST_CALL_MS);
}

/**
 * Creates a timer that waits for one call at a time.
 *
 * @returns A function that has `call` called in so many milliseconds, unless that is already going to happen.
 */
export function createTimer(call: () => unknown): (ms: number) => void {
  let isWaiting = false;
  return (ms) => {
    if (isWaiting) return;
    isWaiting = true;
    unref(
      setTimeout(() => {
        isWaiting = false;
        call();
      }, ms),
    );
  };
}
