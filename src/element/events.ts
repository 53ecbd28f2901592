import type { SocialConnectError } from '../errors.js';
import type { Platform } from '../protocol/platforms.js';
import type { AccountDetails, AttachedAccount, Connection, Outcome, RejectionReason } from '../popup/index.js';
import type { AvailableAccount } from '../protocol/details.js';
import type { ConnectStatus } from './state.js';

type Reason<Status extends Outcome['status']> = Extract<Outcome, { status: Status; reason: string }>['reason'];

/** What an attempt is about to ask for. */
export interface ConnectStartDetail {
  readonly platform: Platform;
  readonly locationId?: string;
  readonly userId?: string;
  readonly reconnect: boolean;
}

/** An event that crosses shadow roots and bubbles, so that a page can listen at one place for many buttons. */
abstract class BubblingEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}

/** An attempt is about to open its popup. `preventDefault()` stops it. */
export class ConnectStartEvent extends BubblingEvent<ConnectStartDetail> {
  static readonly eventName = 'connect-start';
  constructor(detail: ConnectStartDetail) {
    super(ConnectStartEvent.eventName, detail, true);
  }
}

/** HighLevel said that the account is connected. A hint, until a server has confirmed the id. */
export class AccountConnectedEvent extends BubblingEvent<Connection> {
  static readonly eventName = 'account-connected';
  constructor(detail: Connection) {
    super(AccountConnectedEvent.eventName, detail);
  }
}

/** The person closed the popup or refused, or the attempt was aborted. */
export class ConnectCancelledEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly reason: Reason<'cancelled'>;
}> {
  static readonly eventName = 'connect-cancelled';
  constructor(platform: Platform, reason: Reason<'cancelled'>) {
    super(ConnectCancelledEvent.eventName, { platform, reason });
  }
}

/** The popup was cut off: the account may or may not be connected. `account-connected` may still follow, once. */
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

/** The proxy said what the login manages; it has confirmed the id by that. */
export class AccountDetailsEvent extends BubblingEvent<AccountDetails> {
  static readonly eventName = 'account-details';
  constructor(detail: AccountDetails) {
    super(AccountDetailsEvent.eventName, detail);
  }
}

/** What the login manages could not be had. The connection stands. */
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

/** An account could not be attached; others may be. */
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

/** A message that concerned an attempt was ignored. Never carries the data. */
export class MessageRejectedEvent extends BubblingEvent<{ readonly reason: RejectionReason; readonly origin: string }> {
  static readonly eventName = 'message-rejected';
  constructor(reason: RejectionReason, origin: string) {
    super(MessageRejectedEvent.eventName, { reason, origin });
  }
}

/** The element's state changed. Stays on the element. */
export class StateChangeEvent extends CustomEvent<{ readonly state: ConnectStatus; readonly previous: ConnectStatus }> {
  static readonly eventName = 'state-change';
  constructor(state: ConnectStatus, previous: ConnectStatus) {
    super(StateChangeEvent.eventName, { detail: { state, previous } });
  }
}

declare global {
  /** They bubble: an element, the document and the window hear them. */
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
