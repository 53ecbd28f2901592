// Written by `npm run manifest` from custom-elements.json.
import type * as classes from '../element/events.js';

/** Properties that have an attribute, and its name. */
export const ATTRIBUTES = {
  accountId: 'account-id',
  allowedOrigins: 'allowed-origins',
  appearance: 'appearance',
  appId: 'app-id',
  attach: 'attach',
  credentials: 'credentials',
  debug: 'debug',
  disabled: 'disabled',
  fetchDetails: 'fetch-details',
  highlevelUrl: 'highlevel-url',
  locationId: 'location-id',
  name: 'name',
  noAvatars: 'no-avatars',
  page: 'page',
  platform: 'platform',
  popupHeight: 'popup-height',
  popupWidth: 'popup-width',
  proxyUrl: 'proxy-url',
  reconnect: 'reconnect',
  reconnectAccount: 'reconnect-account',
  required: 'required',
  session: 'session',
  sessionToken: 'session-token',
  size: 'size',
  startUrl: 'start-url',
  timeout: 'timeout',
  userId: 'user-id',
} as const;

/** Properties without an attribute. */
export const PROPERTY_NAMES = ['getSessionToken', 'getStartUrl', 'labels', 'openWindow', 'value'] as const;

/** Handlers as React and Vue name them, and their events. */
export const HANDLERS = {
  onAccountAttachFailed: 'account-attach-failed',
  onAccountAttached: 'account-attached',
  onAccountConnected: 'account-connected',
  onAccountDetails: 'account-details',
  onAccountDetailsFailed: 'account-details-failed',
  onConnectCancelled: 'connect-cancelled',
  onConnectFailed: 'connect-failed',
  onConnectStart: 'connect-start',
  onConnectUnconfirmed: 'connect-unconfirmed',
  onMessageRejected: 'message-rejected',
  onStateChange: 'state-change',
} as const;

/** The events and their classes. */
export interface Events {
  /** An account could not be attached. */
  'account-attach-failed': classes.AccountAttachFailedEvent;
  /** An account of the login was attached to the location. */
  'account-attached': classes.AccountAttachedEvent;
  /** HighLevel reported that the account is connected. */
  'account-connected': classes.AccountConnectedEvent;
  /** The proxy returned the accounts that the login manages. */
  'account-details': classes.AccountDetailsEvent;
  /** The accounts of the login could not be loaded. */
  'account-details-failed': classes.AccountDetailsFailedEvent;
  /** The user closed the popup or denied access, or the attempt was aborted. */
  'connect-cancelled': classes.ConnectCancelledEvent;
  /** The attempt failed; `detail.error` says why. */
  'connect-failed': classes.ConnectFailedEvent;
  /** An attempt is about to open its popup. `preventDefault()` stops it. */
  'connect-start': classes.ConnectStartEvent;
  /** The popup became unreachable: the account may or may not be connected. */
  'connect-unconfirmed': classes.ConnectUnconfirmedEvent;
  /** A message that concerned the attempt was ignored. */
  'message-rejected': classes.MessageRejectedEvent;
  /** `state` changed. Does not bubble. */
  'state-change': classes.StateChangeEvent;
}
