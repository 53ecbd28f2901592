import { waitUntil as waitWithin } from '@open-wc/testing';

/** A limit for tests that hang: most conditions come true within milliseconds, but the machine may be busy. */
const TIMEOUT_MS = 60_000;

/** Waits until `predicate` returns a truthy value, and rejects with `message` if it never does. */
export function waitUntil(
  predicate: Parameters<typeof waitWithin>[0],
  message = 'the condition never came true',
): Promise<void> {
  return waitWithin(predicate, message, { timeout: TIMEOUT_MS });
}
