// Written by `npm run manifest` from custom-elements.json.
import { isPlatformServer } from '@angular/common';
import { Directive, ElementRef, inject, Input, output, PLATFORM_ID } from '@angular/core';
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
import '../../accounts.js';
import { readBoolean, readNumber } from '../angular-inputs.js';
import type { PropertyProps } from '../jsx.js';
import { listServerAttributes, setProperty } from '../set-property.js';
import { VOCABULARY, type Tag } from './vocabulary.js';

/** The `async` pipe gives null until there is a value. */
type Props = { [Name in keyof PropertyProps<Tag>]: PropertyProps<Tag>[Name] | null };

/** Types the tag in templates: its properties are inputs, its events are outputs in camel case. */
@Directive({
  selector: 'ghl-social-accounts',
  host: {
    '(account-attach-failed)': 'accountAttachFailed.emit($event)',
    '(account-attached)': 'accountAttached.emit($event)',
    '(account-connected)': 'accountConnected.emit($event)',
    '(account-details)': 'accountDetails.emit($event)',
    '(account-details-failed)': 'accountDetailsFailed.emit($event)',
    '(account-disconnect-failed)': 'accountDisconnectFailed.emit($event)',
    '(account-disconnected)': 'accountDisconnected.emit($event)',
    '(account-expired)': 'accountExpired.emit($event)',
    '(account-expiring)': 'accountExpiring.emit($event)',
    '(account-recovered)': 'accountRecovered.emit($event)',
    '(accounts-change)': 'accountsChange.emit($event)',
    '(accounts-failed)': 'accountsFailed.emit($event)',
    '(before-disconnect)': 'beforeDisconnect.emit($event)',
    '(connect-cancelled)': 'connectCancelled.emit($event)',
    '(connect-failed)': 'connectFailed.emit($event)',
    '(connect-start)': 'connectStart.emit($event)',
    '(connect-unconfirmed)': 'connectUnconfirmed.emit($event)',
    '(message-rejected)': 'messageRejected.emit($event)',
  },
})
export class SocialAccounts {
  /** The element itself, for `disconnect()`, `refresh()` and `state`. */
  readonly element = inject<ElementRef<GhlSocialAccountsElement>>(ElementRef).nativeElement;

  readonly #serverAttributes = isPlatformServer(inject(PLATFORM_ID)) ? listServerAttributes(VOCABULARY) : undefined;

  /** Exact origins whose messages are accepted, separated by spaces; replaces the default, HighLevel's own. Default: https://services.leadconnectorhq.com. */
  @Input()
  set allowedOrigins(value: Props['allowedOrigins']) {
    this.#set('allowedOrigins', value);
  }

  /** How the buttons look: `filled`, `outline` or `plain`. Default: outline. */
  @Input()
  set appearance(value: Props['appearance']) {
    this.#set('appearance', value);
  }

  /** Id of the marketplace app; needed with `session="highlevel"` in Custom JavaScript only. */
  @Input()
  set appId(value: Props['appId']) {
    this.#set('appId', value);
  }

  /** Credentials mode of requests to the proxy. Default: same-origin. */
  @Input()
  set credentials(value: Props['credentials']) {
    this.#set('credentials', value);
  }

  /** Whether to log each step, and each ignored message with the setting that would accept it. Default: false. */
  @Input({ transform: readBoolean })
  set debug(value: Props['debug']) {
    this.#set('debug', value);
  }

  /** Whether no button in the element can be pressed. Default: false. */
  @Input({ transform: readBoolean })
  set disabled(value: Props['disabled']) {
    this.#set('disabled', value);
  }

  /** Days before the expiry from which an account is `expiring`. Default: 7. */
  @Input({ transform: readNumber })
  set expiringWithin(value: Props['expiringWithin']) {
    this.#set('expiringWithin', value);
  }

  /** Returns the session token for the proxy. Called again, once, after a 401. */
  @Input()
  set getSessionToken(value: Props['getSessionToken']) {
    this.#set('getSessionToken', value);
  }

  /** URL of HighLevel's own page, offered after a sign-in was cut off twice; `{locationId}` is replaced. White-label hosts set
their own. Default: the Social Planner at `app.gohighlevel.com`. */
  @Input()
  set highlevelUrl(value: Props['highlevelUrl']) {
    this.#set('highlevelUrl', value);
  }

  /** Labels that replace the element's own. */
  @Input()
  set labels(value: Props['labels']) {
    this.#set('labels', value);
  }

  /** The location (sub-account) to connect to. Required without a proxy; with one, the default is the session's own. */
  @Input()
  set locationId(value: Props['locationId']) {
    this.#set('locationId', value);
  }

  /** Whether to show initials instead of loading pictures. Default: false. */
  @Input({ transform: readBoolean })
  set noAvatars(value: Props['noAvatars']) {
    this.#set('noAvatars', value);
  }

  /** Replaces `window.open`, for Electron, Tauri, Capacitor and tests. Must return a new window at each call. */
  @Input()
  set openWindow(value: Props['openWindow']) {
    this.#set('openWindow', value);
  }

  /** The platforms to show, separated by spaces. Default: all that the session may use. */
  @Input()
  set platforms(value: Props['platforms']) {
    this.#set('platforms', value);
  }

  /** Height of the popup in CSS pixels, at most the screen's. Default: 720. */
  @Input({ transform: readNumber })
  set popupHeight(value: Props['popupHeight']) {
    this.#set('popupHeight', value);
  }

  /** Width of the popup in CSS pixels, at most the screen's. Default: 600. */
  @Input({ transform: readNumber })
  set popupWidth(value: Props['popupWidth']) {
    this.#set('popupWidth', value);
  }

  /** Base URL of the proxy that holds the HighLevel token, absolute or relative. */
  @Input()
  set proxyUrl(value: Props['proxyUrl']) {
    this.#set('proxyUrl', value);
  }

  /** Seconds between loads while the page is visible, at least 60; 0 loads only when the page becomes visible and after changes. Default: 0. */
  @Input({ transform: readNumber })
  set refreshEvery(value: Props['refreshEvery']) {
    this.#set('refreshEvery', value);
  }

  /** Where the session comes from: `highlevel` requests HighLevel's user context and exchanges it at the proxy, for pages
inside HighLevel. Needs `proxy-url`; excludes `session-token` and `getSessionToken`. */
  @Input()
  set session(value: Props['session']) {
    this.#set('session', value);
  }

  /** Session token, sent to the proxy as a Bearer token. */
  @Input()
  set sessionToken(value: Props['sessionToken']) {
    this.#set('sessionToken', value);
  }

  /** Which accounts are shown: `all`, or `problems`, which takes no space when no account needs a person. Default: all. */
  @Input()
  set show(value: Props['show']) {
    this.#set('show', value);
  }

  /** How big the element is: `small`, `medium` or `large`. Default: medium. */
  @Input()
  set size(value: Props['size']) {
    this.#set('size', value);
  }

  /** URL with `{platform}` to start at instead of HighLevel's; the start query is added to it. */
  @Input()
  set startUrl(value: Props['startUrl']) {
    this.#set('startUrl', value);
  }

  /** Time limit for a whole attempt, in ms. Default: 600000. */
  @Input({ transform: readNumber })
  set timeout(value: Props['timeout']) {
    this.#set('timeout', value);
  }

  /** The HighLevel user who connects. Required without a proxy; with one, the default is the session's own. */
  @Input()
  set userId(value: Props['userId']) {
    this.#set('userId', value);
  }

  /** An account could not be attached. */
  readonly accountAttachFailed = output<AccountAttachFailedEvent>();

  /** An account of the login was attached to the location. */
  readonly accountAttached = output<AccountAttachedEvent>();

  /** HighLevel reported that the account is connected. */
  readonly accountConnected = output<AccountConnectedEvent>();

  /** The proxy returned the accounts that the login manages. */
  readonly accountDetails = output<AccountDetailsEvent>();

  /** The accounts of the login could not be loaded. */
  readonly accountDetailsFailed = output<AccountDetailsFailedEvent>();

  /** An account could not be disconnected. */
  readonly accountDisconnectFailed = output<AccountDisconnectFailedEvent>();

  /** An account was disconnected. */
  readonly accountDisconnected = output<AccountDisconnectedEvent>();

  /** An account that worked has expired. */
  readonly accountExpired = output<AccountExpiredEvent>();

  /** An account that worked expires soon. */
  readonly accountExpiring = output<AccountExpiringEvent>();

  /** An account that had expired, or was about to, works again. */
  readonly accountRecovered = output<AccountRecoveredEvent>();

  /** The list has changed, or was loaded for the first time or after a failure. */
  readonly accountsChange = output<AccountsChangeEvent>();

  /** The list could not be loaded; `detail.error` says why. */
  readonly accountsFailed = output<AccountsFailedEvent>();

  /** A person is about to be asked whether to disconnect an account, or several at once. `preventDefault()` stops it; `waitUntil(promise)` adds a text to the question. */
  readonly beforeDisconnect = output<BeforeDisconnectEvent>();

  /** The user closed the popup or denied access, or the attempt was aborted. */
  readonly connectCancelled = output<ConnectCancelledEvent>();

  /** The attempt failed; `detail.error` says why. */
  readonly connectFailed = output<ConnectFailedEvent>();

  /** An attempt is about to open its popup. `preventDefault()` stops it. */
  readonly connectStart = output<ConnectStartEvent>();

  /** The popup became unreachable: the account may or may not be connected. */
  readonly connectUnconfirmed = output<ConnectUnconfirmedEvent>();

  /** A message that concerned the attempt was ignored. */
  readonly messageRejected = output<MessageRejectedEvent>();

  #set<Name extends keyof Props>(name: Name, value: Props[Name]): void {
    setProperty(this.element, name, value, this.#serverAttributes);
  }
}
