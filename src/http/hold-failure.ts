/** Events of a page that goes away: as soon as it begins to, and for a frame that is removed. */
const EXITS = ['beforeunload', 'pagehide'];
const HOLD_MS = 10_000;

/**
 * Settles as `request` does. If the page goes away in the meantime, a failure waits 10 s.
 *
 * Browsers end the requests of such a page: Firefox and WebKit at once, which may be long before the next page arrives. That
 * says nothing about the server. A page that is gone by then never reports it, and one that stays does so late.
 */
export async function holdFailure<T>(request: Promise<T>): Promise<T> {
  let isLeaving = false as boolean;
  const leave = () => (isLeaving = true);
  // Other runtimes have no such functions.
  for (const type of EXITS) (globalThis as Partial<typeof globalThis>).addEventListener?.(type, leave);
  try {
    return await request;
  } catch (cause) {
    if (isLeaving) await new Promise((resolve) => setTimeout(resolve, HOLD_MS));
    throw cause;
  } finally {
    for (const type of EXITS) (globalThis as Partial<typeof globalThis>).removeEventListener?.(type, leave);
  }
}
