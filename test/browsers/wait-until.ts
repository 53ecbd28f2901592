import { waitUntil as waitWithin } from '@open-wc/testing';

/** A limit for tests that hang: most conditions come true within milliseconds, but the machine may be busy. */
const TIMEOUT_MS = 60_000;

/**
 * Waits until `predicate` returns a truthy value, and rejects with `message` if it never does. A function is called then,
 * so that its text says how things are at that time.
 */
export async function waitUntil(
  predicate: Parameters<typeof waitWithin>[0],
  message: string | (() => string) = 'the condition never came true',
): Promise<void> {
  try {
    await waitWithin(predicate, 'it took too long', { timeout: TIMEOUT_MS });
  } catch (error) {
    if (!(error as Error).message.startsWith('Timeout:')) throw error;
    throw new Error(`Timeout: ${typeof message === 'string' ? message : message()}`, { cause: error });
  }
}
