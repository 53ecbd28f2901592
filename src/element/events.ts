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
}

/** Dispatched before the popup opens. `preventDefault()` stops the attempt. */
export class ConnectStartEvent extends BubblingEvent<ConnectStartDetail> {
  static readonly eventName = 'connect-start';
  constructor(detail: ConnectStartDetail) {
    super(ConnectStartEvent.eventName, detail, true);
  }
}

/** HighLevel reported that the account is connected. Treat the id as a hint until your server has confirmed it. */
export class AccountConnectedEvent extends BubblingEvent<Connection> {
  static readonly eventName = 'account-connected';
  constructor(detail: Connection) {
    super(AccountConnectedEvent.eventName, detail);
  }
}

/** The user closed the popup or denied access, or the page aborted the attempt. */
export class ConnectCancelledEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly reason: Reason<'cancelled'>;
}> {
  static readonly eventName = 'connect-cancelled';
  constructor(platform: Platform, reason: Reason<'cancelled'>) {
    super(ConnectCancelledEvent.eventName, { platform, reason });
  }
}

/**
 * The popup became unreachable, so the account may or may not be connected. `account-connected` may still follow, once.
 */
export class ConnectUnconfirmedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly reason: Reason<'unconfirmed'>;
}> {
  static readonly eventName = 'connect-unconfirmed';
  constructor(platform: Platform, reason: Reason<'unconfirmed'>) {
    super(ConnectUnconfirmedEvent.eventName, { platform, reason });
  }
}

/** The attempt failed; `detail.error` says why. */
export class ConnectFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly error: SocialConnectError;
}> {
  static readonly eventName = 'connect-failed';
  constructor(platform: Platform, error: SocialConnectError) {
    super(ConnectFailedEvent.eventName, { platform, error });
  }
}

/** The proxy returned the accounts that the login manages, which also confirms the login's id. */
export class AccountDetailsEvent extends BubblingEvent<AccountDetails> {
  static readonly eventName = 'account-details';
  constructor(detail: AccountDetails) {
    super(AccountDetailsEvent.eventName, detail);
  }
}

/** The accounts of the login could not be loaded. The connection itself is not affected. */
export class AccountDetailsFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly accountId: string;
  readonly error: SocialConnectError;
}> {
  static readonly eventName = 'account-details-failed';
  constructor(platform: Platform, accountId: string, error: SocialConnectError) {
    super(AccountDetailsFailedEvent.eventName, { platform, accountId, error });
  }
}

/** An account of the login is attached to the location: HighLevel can post to it. */
export class AccountAttachedEvent extends BubblingEvent<AttachedAccount> {
  static readonly eventName = 'account-attached';
  constructor(detail: AttachedAccount) {
    super(AccountAttachedEvent.eventName, detail);
  }
}

/** One account could not be attached. Other accounts of the same selection may still be. */
export class AccountAttachFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly accountId: string;
  readonly account: AvailableAccount;
  readonly error: SocialConnectError;
}> {
  static readonly eventName = 'account-attach-failed';
  constructor(platform: Platform, accountId: string, account: AvailableAccount, error: SocialConnectError) {
    super(AccountAttachFailedEvent.eventName, { platform, accountId, account, error });
  }
}

/** A message that concerned an attempt was ignored. The event never contains the message's data. */
export class MessageRejectedEvent extends BubblingEvent<{ readonly reason: RejectionReason; readonly origin: string }> {
  static readonly eventName = 'message-rejected';
  constructor(reason: RejectionReason, origin: string) {
    super(MessageRejectedEvent.eventName, { reason, origin });
  }
}

/** The element's state changed. Does not bubble. */
export class StateChangeEvent extends CustomEvent<{ readonly state: ConnectStatus; readonly previous: ConnectStatus }> {
  static readonly eventName = 'state-change';
  constructor(state: ConnectStatus, previous: ConnectStatus) {
    super(StateChangeEvent.eventName, { detail: { state, previous } });
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
