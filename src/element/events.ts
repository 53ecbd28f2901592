import type { SocialConnectError } from '../errors.js';
import type { AccountDetails, AttachedAccount, Connection, Outcome, RejectionReason } from '../connect/index.js';
import type { AvailableAccount } from '../protocol/accounts/available-accounts.js';
import type { Platform } from '../protocol/platforms.js';
import { BubblingEvent } from './base/bubbling-event.js';
import type { ConnectStatus } from './connect/state.js';

type Reason<Status extends Outcome['status']> = Extract<Outcome, { status: Status; reason: string }>['reason'];

/** What an attempt is about to request. */
export interface ConnectStartDetail {
  readonly platform: Platform;
  readonly locationId?: string;
  readonly userId?: string;
  readonly reconnect: boolean;
  /** 1, and one more for each attempt just before that ended as unconfirmed. */
  readonly attempt: number;
}

/** The element's state, and the one before. */
export interface StateChangeDetail {
  readonly state: ConnectStatus;
  readonly previous: ConnectStatus;
}

/** Dispatched before the popup opens. `preventDefault()` stops the attempt. */
export class ConnectStartEvent extends BubblingEvent<ConnectStartDetail> {
  static override readonly eventName = 'connect-start';
  constructor(detail: ConnectStartDetail) {
    super(detail, { cancelable: true });
  }
}

/** HighLevel reported that the account is connected. Treat the id as a hint until your server has confirmed it. */
export class AccountConnectedEvent extends BubblingEvent<Connection> {
  static override readonly eventName = 'account-connected';
}

/** The user closed the popup or denied access, or the page aborted the attempt. */
export class ConnectCancelledEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly reason: Reason<'cancelled'>;
}> {
  static override readonly eventName = 'connect-cancelled';
}

/**
 * The popup became unreachable, so the account may or may not be connected. The element offers to finish with a second
 * click; `account-connected` may still follow without one, once.
 */
export class ConnectUnconfirmedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly reason: Reason<'unconfirmed'>;
}> {
  static override readonly eventName = 'connect-unconfirmed';
}

/** The attempt failed; `detail.error` says why. */
export class ConnectFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly error: SocialConnectError;
}> {
  static override readonly eventName = 'connect-failed';
}

/** The proxy returned the accounts that the login manages, which also confirms the login's id. */
export class AccountDetailsEvent extends BubblingEvent<AccountDetails> {
  static override readonly eventName = 'account-details';
}

/** The accounts of the login could not be loaded. The connection itself is not affected. */
export class AccountDetailsFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly accountId: string;
  readonly error: SocialConnectError;
}> {
  static override readonly eventName = 'account-details-failed';
}

/** An account of the login is attached to the location: HighLevel can post to it. */
export class AccountAttachedEvent extends BubblingEvent<AttachedAccount> {
  static override readonly eventName = 'account-attached';
}

/** One account could not be attached. Other accounts of the same selection may still be. */
export class AccountAttachFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly accountId: string;
  readonly account: AvailableAccount;
  readonly error: SocialConnectError;
}> {
  static override readonly eventName = 'account-attach-failed';
}

/** A message that concerned an attempt was ignored. The event never contains the message's data. */
export class MessageRejectedEvent extends BubblingEvent<{ readonly reason: RejectionReason; readonly origin: string }> {
  static override readonly eventName = 'message-rejected';
}

/** The element's state changed. Does not bubble. */
export class StateChangeEvent extends BubblingEvent<StateChangeDetail> {
  static override readonly eventName = 'state-change';
  constructor(detail: StateChangeDetail) {
    super(detail, { bubbles: false, composed: false });
  }
}

declare global {
  /** These events bubble, so elements, the document and the window receive them. */
  interface GlobalEventHandlersEventMap {
    'connect-start': ConnectStartEvent;
    'account-connected': AccountConnectedEvent;
    'connect-cancelled': ConnectCancelledEvent;
    'connect-unconfirmed': ConnectUnconfirmedEvent;
    'connect-failed': ConnectFailedEvent;
    'account-details': AccountDetailsEvent;
    'account-details-failed': AccountDetailsFailedEvent;
    'account-attached': AccountAttachedEvent;
    'account-attach-failed': AccountAttachFailedEvent;
    'message-rejected': MessageRejectedEvent;
  }
  interface HTMLElementEventMap {
    'state-change': StateChangeEvent;
  }
}
