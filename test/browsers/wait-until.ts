import { waitUntil as waitWithin } from '@open-wc/testing';

/** Long enough for a machine that has other work to do; what is waited for mostly comes in milliseconds. */
const TIMEOUT_MS = 60_000;

/** Waits until `predicate` gives something, and fails with `message` if it does not. */
export function waitUntil(predicate: Parameters<typeof waitWithin>[0], message = 'what was waited for'): Promise<void> {
  return waitWithin(predicate, message, { timeout: TIMEOUT_MS });
}
