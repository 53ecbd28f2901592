import type { SocialConnectError } from '../../errors.js';
import type { Platform } from '../../protocol/platforms.js';
import type { Connection, Outcome, RejectionReason } from '../../connect/index.js';
import { BubblingEvent } from '../base/bubbling-event.js';
import type { ConnectStatus } from './state.js';

type Reason<Status extends Outcome['status']> = Extract<Outcome, { status: Status; reason: string }>['reason'];

/** What an attempt is about to ask for. */
export interface ConnectStartDetail {
  readonly platform: Platform;
  readonly locationId?: string;
  readonly userId?: string;
  readonly reconnect: boolean;
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
