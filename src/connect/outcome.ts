import type { SocialConnectError } from '../errors.js';
import type { Platform } from '../protocol/platforms.js';

/** A login that HighLevel said it has connected. A hint from the browser, until a server has confirmed the id. */
export interface Connection {
  readonly platform: Platform;
  /** Id of the login (HighLevel's `oauthId`); absent on a reconnect that names {@link reconnectAccounts} instead. */
  readonly accountId?: string;
  /** Accounts that were connected again; empty on a first connect. */
  readonly reconnectAccounts: readonly string[];
  /** HighLevel's `placement`, where it sends one. */
  readonly placement?: string;
  /** The location that was asked for. */
  readonly locationId?: string;
  /** The user that was asked for. */
  readonly userId?: string;
}

/** How an attempt ended: exactly one of these, once. */
export type Outcome =
  | { readonly status: 'connected'; readonly platform: Platform; readonly connection: Connection }
  | {
      readonly status: 'cancelled';
      readonly platform: Platform;
      /** `popup-closed`: the person closed it; `denied`: refused consent; `aborted`: `cancel()`, removal, page left. */
      readonly reason: 'popup-closed' | 'denied' | 'aborted';
    }
  | {
      readonly status: 'unconfirmed';
      readonly platform: Platform;
      /** The popup was cut off: the account may or may not be connected. */
      readonly reason: 'popup-unreachable';
    }
  | { readonly status: 'failed'; readonly platform: Platform; readonly error: SocialConnectError };

/** One attempt to connect an account. */
export interface Attempt {
  /** How it ended. Never rejects. */
  readonly outcome: Promise<Outcome>;
  /** The same, as soon as it is known; `undefined` while the attempt runs. */
  readonly ended: Outcome | undefined;
  /** Ends it as cancelled, `aborted`, and closes the popup; after `unconfirmed`, stops waiting for a late message. */
  cancel(): void;
  /** Brings the popup to the front, where the browser allows it. */
  focus(): void;
  /** The person says that they have finished in a window that was cut off: ends it as `unconfirmed`. */
  finish(): void;
}
