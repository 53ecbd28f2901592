// Written by `npm run manifest` from custom-elements.json.
import type {
  AccountAttachFailedEvent,
  AccountAttachedEvent,
  AccountConnectedEvent,
  AccountDetailsEvent,
  AccountDetailsFailedEvent,
  ConnectCancelledEvent,
  ConnectFailedEvent,
  ConnectStartEvent,
  ConnectUnconfirmedEvent,
  MessageRejectedEvent,
  StateChangeEvent,
} from '../../element/events.js';
import type { GhlSocialConnectElement } from '../../element/ghl-social-connect.js';

/** The names of the tag, its properties and its events. */
export const VOCABULARY = {
  tagName: 'ghl-social-connect',
  /** Properties that have an attribute, and its name. */
  attributes: {
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
  },
  /** Properties without an attribute. */
  properties: ['getSessionToken', 'getStartUrl', 'labels', 'openWindow', 'value'],
  /** Handlers as React and Vue name them, and their events. */
  handlers: {
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
  },
} as const;

/** The events and their classes. */
export interface Events {
  /** An account could not be attached. */
  'account-attach-failed': AccountAttachFailedEvent;
  /** An account of the login was attached to the location. */
  'account-attached': AccountAttachedEvent;
  /** HighLevel reported that the account is connected. */
  'account-connected': AccountConnectedEvent;
  /** The proxy returned the accounts that the login manages. */
  'account-details': AccountDetailsEvent;
  /** The accounts of the login could not be loaded. */
  'account-details-failed': AccountDetailsFailedEvent;
  /** The user closed the popup or denied access, or the attempt was aborted. */
  'connect-cancelled': ConnectCancelledEvent;
  /** The attempt failed; `detail.error` says why. */
  'connect-failed': ConnectFailedEvent;
  /** An attempt is about to open its popup. `preventDefault()` stops it. */
  'connect-start': ConnectStartEvent;
  /** The popup became unreachable: the account may or may not be connected. */
  'connect-unconfirmed': ConnectUnconfirmedEvent;
  /** A message that concerned the attempt was ignored. */
  'message-rejected': MessageRejectedEvent;
  /** `state` changed. Does not bubble. */
  'state-change': StateChangeEvent;
}

/** What the types for each framework follow from. */
export interface Tag {
  readonly element: GhlSocialConnectElement;
  readonly vocabulary: typeof VOCABULARY;
  readonly events: Events;
}
