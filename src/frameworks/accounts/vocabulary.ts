// Written by `npm run manifest` from custom-elements.json.
import type {
  AccountDisconnectFailedEvent,
  AccountDisconnectedEvent,
  AccountExpiredEvent,
  AccountExpiringEvent,
  AccountRecoveredEvent,
  AccountsChangeEvent,
  AccountsFailedEvent,
  BeforeDisconnectEvent,
} from '../../element/accounts/events.js';
import type { GhlSocialAccountsElement } from '../../element/accounts/ghl-social-accounts.js';
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
} from '../../element/events.js';

/** The names of the tag, its properties and its events. */
export const VOCABULARY = {
  tagName: 'ghl-social-accounts',
  /** Properties that have an attribute, and its name. */
  attributes: {
    allowedOrigins: 'allowed-origins',
    appearance: 'appearance',
    appId: 'app-id',
    credentials: 'credentials',
    debug: 'debug',
    disabled: 'disabled',
    expiringWithin: 'expiring-within',
    highlevelUrl: 'highlevel-url',
    locationId: 'location-id',
    noAvatars: 'no-avatars',
    platforms: 'platforms',
    popupHeight: 'popup-height',
    popupWidth: 'popup-width',
    proxyUrl: 'proxy-url',
    refreshEvery: 'refresh-every',
    session: 'session',
    sessionToken: 'session-token',
    show: 'show',
    size: 'size',
    startUrl: 'start-url',
    timeout: 'timeout',
    userId: 'user-id',
  },
  /** Properties without an attribute. */
  properties: ['getSessionToken', 'labels', 'openWindow'],
  /** Handlers as React and Vue name them, and their events. */
  handlers: {
    onAccountAttachFailed: 'account-attach-failed',
    onAccountAttached: 'account-attached',
    onAccountConnected: 'account-connected',
    onAccountDetails: 'account-details',
    onAccountDetailsFailed: 'account-details-failed',
    onAccountDisconnectFailed: 'account-disconnect-failed',
    onAccountDisconnected: 'account-disconnected',
    onAccountExpired: 'account-expired',
    onAccountExpiring: 'account-expiring',
    onAccountRecovered: 'account-recovered',
    onAccountsChange: 'accounts-change',
    onAccountsFailed: 'accounts-failed',
    onBeforeDisconnect: 'before-disconnect',
    onConnectCancelled: 'connect-cancelled',
    onConnectFailed: 'connect-failed',
    onConnectStart: 'connect-start',
    onConnectUnconfirmed: 'connect-unconfirmed',
    onMessageRejected: 'message-rejected',
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
  /** An account could not be disconnected. */
  'account-disconnect-failed': AccountDisconnectFailedEvent;
  /** An account was disconnected. */
  'account-disconnected': AccountDisconnectedEvent;
  /** An account that worked has expired. */
  'account-expired': AccountExpiredEvent;
  /** An account that worked expires soon. */
  'account-expiring': AccountExpiringEvent;
  /** An account that had expired, or was about to, works again. */
  'account-recovered': AccountRecoveredEvent;
  /** The list has changed, or was loaded for the first time or after a failure. */
  'accounts-change': AccountsChangeEvent;
  /** The list could not be loaded; `detail.error` says why. */
  'accounts-failed': AccountsFailedEvent;
  /** A person is about to be asked whether to disconnect an account, or several at once. `preventDefault()` stops it; `waitUntil(promise)` adds a text to the question. */
  'before-disconnect': BeforeDisconnectEvent;
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
}

/** What the types for each framework follow from. */
export interface Tag {
  readonly element: GhlSocialAccountsElement;
  readonly vocabulary: typeof VOCABULARY;
  readonly events: Events;
}
