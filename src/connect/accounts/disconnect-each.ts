import { type SocialConnectError, toSocialConnectError } from '../../errors.js';
import { wait } from '../../http/timeout.js';
import { requireOptions } from '../../protocol/own-options.js';
import { invalidConfig } from '../invalid-config.js';
import type { DisconnectedAccount } from './list-client.js';

/**
 * How disconnecting one of several accounts ended.
 *
 * | status | meaning |
 * | --- | --- |
 * | `disconnected` | It is gone, or was gone already. |
 * | `failed` | It could not be disconnected; `error` says why. |
 * | `not-tried` | Its turn never came, because `signal` aborted. |
 */
export type DisconnectResult =
  | ({ readonly status: 'disconnected' } & DisconnectedAccount)
  | { readonly status: 'failed'; readonly id: string; readonly error: SocialConnectError }
  | { readonly status: 'not-tried'; readonly id: string };

/** Options of `disconnectAll` of {@link AccountsStore}. */
export interface DisconnectAllOptions {
  /** Ends the work after the request that is under way. The accounts that remain end as `not-tried`. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each account. */
  readonly onResult?: ((result: DisconnectResult) => void) | undefined;
}

/** How often one account is tried again after a 429. */
const MAX_WAITS = 5;
/** The longest `Retry-After` that is waited for, and the wait after a 429 without one: HighLevel counts for 10 s. */
const LONGEST_WAIT_SECONDS = 60;
const DEFAULT_WAIT_SECONDS = 10;

/** Seconds to wait before the same account is tried again; `undefined` if it is not. */
function readWait({ code, retryAfter = DEFAULT_WAIT_SECONDS }: SocialConnectError, waits: number): number | undefined {
  return code === 'rate_limited' && retryAfter <= LONGEST_WAIT_SECONDS && waits < MAX_WAITS ? retryAfter : undefined;
}

async function disconnectOne(
  id: string,
  disconnect: (id: string) => Promise<DisconnectedAccount>,
  signal: AbortSignal,
  waits = 0,
): Promise<DisconnectResult> {
  if (signal.aborted) return { status: 'not-tried', id };
  try {
    return { status: 'disconnected', ...(await disconnect(id)) };
  } catch (cause) {
    const error = toSocialConnectError(cause);
    const seconds = readWait(error, waits);
    if (seconds === undefined) return { status: 'failed', id, error };
    await wait(seconds * 1000, signal).catch(() => undefined);
    return disconnectOne(id, disconnect, signal, waits + 1);
  }
}

/** Disconnects accounts, one after the other. A 429 makes it wait as long as the response says. Never rejects. */
export async function disconnectEach(
  ids: readonly string[],
  disconnect: (id: string) => Promise<DisconnectedAccount>,
  options: DisconnectAllOptions = {},
): Promise<readonly DisconnectResult[]> {
  const given: unknown = ids;
  if (!Array.isArray(given)) throw invalidConfig('ids', 'must be a list of the ids of accounts.');
  const { signal = new AbortController().signal, onResult } = requireOptions(options);
  const results: DisconnectResult[] = [];
  for (const id of ids) {
    const result = await disconnectOne(id, disconnect, signal);
    results.push(result);
    onResult?.(result);
  }
  return results;
}
