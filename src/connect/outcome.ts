import type { SocialConnectError } from '../errors.js';
import type { Platform } from '../protocol/platforms.js';

/** A login that HighLevel has reported as connected. A hint from the browser, until a server has confirmed its id. */
export interface Connection {
  readonly platform: Platform;
  /** Id of the login (HighLevel's `oauthId`); absent on a reconnect that lists {@link reconnectAccounts} instead. */
  readonly accountId?: string;
  /** Ids of the accounts that were reconnected; empty on a first connect. */
  readonly reconnectAccounts: readonly string[];
  /**
   * What reported the connection: HighLevel's message, or the location's list, in which an account is new or works again.
   * Absent if the page has set the connection.
   */
  readonly confirmedBy?: 'message' | 'list';
  /**
   * With `reconnectAccount`: whether the person has signed in as the owner of that account. `false` means that it has not
   * been reconnected, and that nothing else was changed or removed.
   */
  readonly matched?: boolean;
  /** With `matched: false`: names of the expected account and of those that the person has signed in with, if known. */
  readonly mismatch?: { readonly expected?: string; readonly actual: readonly string[] };
  /** HighLevel's `placement`, if it sends one. */
  readonly placement?: string;
  /** The requested location, or with `session` the one that is open in HighLevel. */
  readonly locationId?: string;
  /** The requested user, or with `session` the one who uses HighLevel. */
  readonly userId?: string;
}

/** How an attempt ended. Each attempt has exactly one outcome. */
export type Outcome =
  | { readonly status: 'connected'; readonly platform: Platform; readonly connection: Connection }
  | {
      readonly status: 'cancelled';
      readonly platform: Platform;
      /** `popup-closed`: the person closed it; `denied`: they refused consent; `aborted`: `cancel()`, removal, or the page was left. */
      readonly reason: 'popup-closed' | 'denied' | 'aborted';
    }
  | {
      readonly status: 'unconfirmed';
      readonly platform: Platform;
      /** The popup became unreachable: the account may or may not be connected. */
      readonly reason: 'popup-unreachable';
    }
  | { readonly status: 'failed'; readonly platform: Platform; readonly error: SocialConnectError };

/** One attempt to connect an account. */
export interface Attempt {
  /** How it ended. Never rejects. */
  readonly outcome: Promise<Outcome>;
  /** Whether there is no outcome yet. */
  readonly isRunning: boolean;
  /**
   * Ends it as cancelled, `aborted`, and closes the popup; after `unconfirmed`, stops waiting for a late message. If HighLevel
   * has reported the connection, and only its comparison with `reconnectAccount` is left, it ends as connected, without
   * `matched`.
   */
  cancel(): void;
  /** Brings the popup to the front, if the browser allows it. */
  focus(): void;
  /**
   * The person says that they have finished in a window that is unreachable. Ends the attempt as `connected` if the
   * location's list proves it, which takes up to 6 s; otherwise as `unconfirmed`.
   */
  finish(): void;
}
