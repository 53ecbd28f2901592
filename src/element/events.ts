import type { AccountDetailsEvent, AccountAttachedEvent, AccountAttachFailedEvent } from './connect/account-events.js';
import type {
  ConnectStartEvent,
  AccountConnectedEvent,
  ConnectCancelledEvent,
  ConnectUnconfirmedEvent,
  ConnectFailedEvent,
  AccountDetailsFailedEvent,
  MessageRejectedEvent,
  StateChangeEvent,
} from './connect/attempt-events.js';

export * from './connect/account-events.js';
export * from './connect/attempt-events.js';

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
