import { SocialConnectError, type SocialConnectErrorCode } from '../errors.js';
import { dropUndefined } from '../protocol/drop-undefined.js';
import type { SocialPlannerMessage } from '../protocol/message.js';
import type { ConnectConfig } from './config.js';
import type { Connection } from './outcome.js';

/** An outcome, to which the attempt adds its platform. */
export type Ending =
  | { status: 'connected'; connection: Connection }
  | { status: 'cancelled'; reason: 'popup-closed' | 'denied' | 'aborted' }
  | { status: 'unconfirmed'; reason: 'popup-unreachable' }
  | { status: 'failed'; error: SocialConnectError };

/** The end of an attempt that failed. */
export function fail(code: SocialConnectErrorCode, message: string, cause?: unknown): Ending {
  return { status: 'failed', error: new SocialConnectError(code, message, { cause }) };
}

/** A mistake in a callback of the page must not stop the attempt. */
export function callSafely(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    reportError(error);
  }
}

/** The connection that a message reports for what was requested, or for the location and user of the session. */
export function toConnection(
  { accountId, reconnectAccounts, placement }: Extract<SocialPlannerMessage, { kind: 'connected' }>,
  { request, options }: ConnectConfig,
): Connection {
  const { platform, locationId, userId } = { ...request, ...options.getUser?.() };
  const confirmedBy = 'message';
  return Object.freeze(
    dropUndefined({ platform, accountId, reconnectAccounts, confirmedBy, placement, locationId, userId } as const),
  );
}
