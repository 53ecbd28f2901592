// Written by `npm run manifest` from custom-elements.json.
import { isPlatformServer } from '@angular/common';
import { Directive, ElementRef, inject, Input, output, PLATFORM_ID } from '@angular/core';
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
import '../../index.js';
import { readBoolean, readNumber } from '../angular-inputs.js';
import type { PropertyProps } from '../jsx.js';
import { listServerAttributes, setProperty } from '../set-property.js';
import { VOCABULARY, type Tag } from './vocabulary.js';

/** The `async` pipe gives null until there is a value. */
type Props = { [Name in keyof PropertyProps<Tag>]: PropertyProps<Tag>[Name] | null };

/** Types the tag in templates: its properties are inputs, its events are outputs in camel case. */
@Directive({
  selector: 'ghl-social-connect',
  host: {
    '(account-attach-failed)': 'accountAttachFailed.emit($event)',
    '(account-attached)': 'accountAttached.emit($event)',
    '(account-connected)': 'accountConnected.emit($event)',
    '(account-details)': 'accountDetails.emit($event)',
    '(account-details-failed)': 'accountDetailsFailed.emit($event)',
    '(connect-cancelled)': 'connectCancelled.emit($event)',
    '(connect-failed)': 'connectFailed.emit($event)',
    '(connect-start)': 'connectStart.emit($event)',
    '(connect-unconfirmed)': 'connectUnconfirmed.emit($event)',
    '(message-rejected)': 'messageRejected.emit($event)',
    '(state-change)': 'stateChange.emit($event)',
  },
})
export class SocialConnect {
  /** The element itself, for `cancel()`, `checkValidity()`, `connect()`, `loadDetails()`, `reportValidity()`, `reset()` and `state`. */
  readonly element = inject<ElementRef<GhlSocialConnectElement>>(ElementRef).nativeElement;

  readonly #serverAttributes = isPlatformServer(inject(PLATFORM_ID)) ? listServerAttributes(VOCABULARY) : undefined;

  /** Id of a login that your server knows: shows the element as connected with it, without an event. */
  @Input()
  set accountId(value: Props['accountId']) {
    this.#set('accountId', value);
  }

  /** Exact origins whose messages are accepted, separated by spaces; replaces the default, HighLevel's own. Default: https://services.leadconnectorhq.com. */
  @Input()
  set allowedOrigins(value: Props['allowedOrigins']) {
    this.#set('allowedOrigins', value);
  }

  /** How the button looks: `filled`, `outline`, `plain` or `icon`. Default: filled. */
  @Input()
  set appearance(value: Props['appearance']) {
    this.#set('appearance', value);
  }

  /** Id of the marketplace app; needed with `session="highlevel"` in Custom JavaScript only. */
  @Input()
  set appId(value: Props['appId']) {
    this.#set('appId', value);
  }

  /** What follows connecting: `none`, `auto` (attach the only account there is, otherwise let the user choose) or `choose`. Default: none. */
  @Input()
  set attach(value: Props['attach']) {
    this.#set('attach', value);
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

  /** Whether to ask the proxy, after connecting, which accounts the login manages; needs `proxy-url`. Default: false. */
  @Input({ transform: readBoolean })
  set fetchDetails(value: Props['fetchDetails']) {
    this.#set('fetchDetails', value);
  }

  /** Returns the session token for the proxy. Called again, once, after a 401. */
  @Input()
  set getSessionToken(value: Props['getSessionToken']) {
    this.#set('getSessionToken', value);
  }

  /** Returns the complete URL to start at. Called after the popup is open; it has 10 s to answer. */
  @Input()
  set getStartUrl(value: Props['getStartUrl']) {
    this.#set('getStartUrl', value);
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

  /** Name of the form value, which is the id of the connected login. */
  @Input()
  set name(value: Props['name']) {
    this.#set('name', value);
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

  /** Value of the `page` query parameter of HighLevel's start URL. */
  @Input()
  set page(value: Props['page']) {
    this.#set('page', value);
  }

  /** The platform to connect: `facebook`, `instagram`, `linkedin`, `tiktok-business`, `tiktok`, `google`, `youtube`, `pinterest` or `threads`. Required. */
  @Input()
  set platform(value: Props['platform']) {
    this.#set('platform', value);
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

  /** Whether an expired account is connected again. Default: false. */
  @Input({ transform: readBoolean })
  set reconnect(value: Props['reconnect']) {
    this.#set('reconnect', value);
  }

  /** Id, in the location's list, of the account that is to be reconnected. Implies `reconnect`; `account-connected` then has
`matched`. */
  @Input()
  set reconnectAccount(value: Props['reconnectAccount']) {
    this.#set('reconnectAccount', value);
  }

  /** Whether a form around the element needs a connected account. Default: false. */
  @Input({ transform: readBoolean })
  set required(value: Props['required']) {
    this.#set('required', value);
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

  /** The form value: the id of the connected login, empty if there is none. Setting it shows the element as connected with
that login, without an event; an empty value forgets it. A running attempt goes on. */
  @Input()
  set value(value: Props['value']) {
    this.#set('value', value);
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

  /** `state` changed. Does not bubble. */
  readonly stateChange = output<StateChangeEvent>();

  #set<Name extends keyof Props>(name: Name, value: Props[Name]): void {
    setProperty(this.element, name, value, this.#serverAttributes);
  }
}
