import type { CSSResult, PropertyValues, TemplateResult } from 'lit';
import type { SocialConnectError } from '../errors.js';
import type { AccountDetails, Connection, Outcome } from '../connect/index.js';
import type { Platform } from '../protocol/platforms.js';
import { ConnectController } from './connect/connect-controller.js';
import { styles } from './ghl-social-connect.styles.js';
import { findText, registerLabels, type Labels, type LabelValues } from './i18n/labels.js';
import { followLanguage } from './base/lang-observer.js';
import type { ConnectPlan } from './connect/plan.js';
import { PROPERTIES } from './base/properties.js';
import { SettingsElement } from './base/settings-element.js';
import { configure, type Settings } from './settings.js';
import { IDLE, namePlatform, readPlatform, type ConnectState, type ConnectStatus } from './connect/state.js';
import { VERSION } from './version.js';
import { renderView } from './connect/view.js';

/**
 * A button that connects a social account to a HighLevel location.
 *
 * A click opens HighLevel's sign-in in a popup; the message that comes back is checked (window, origin, shape, platform)
 * and told as an event. Each attempt ends in exactly one of `account-connected`, `connect-cancelled`,
 * `connect-unconfirmed` and `connect-failed`.
 *
 * @tag ghl-social-connect
 *
 * @slot - The button's label, in every state.
 * @slot icon - The button's icon, in every state.
 * @slot status - What stands below the button, in every state.
 *
 * @fires {ConnectStartEvent} connect-start - An attempt is about to open its popup; `preventDefault()` stops it.
 * @fires {AccountConnectedEvent} account-connected - HighLevel said that the account is connected.
 * @fires {ConnectCancelledEvent} connect-cancelled - The popup was closed, access refused, or the attempt aborted.
 * @fires {ConnectUnconfirmedEvent} connect-unconfirmed - The popup was cut off: connected or not, nobody can tell.
 * @fires {ConnectFailedEvent} connect-failed - The attempt failed; `detail.error` says why.
 * @fires {AccountDetailsEvent} account-details - The proxy said what the login manages.
 * @fires {AccountDetailsFailedEvent} account-details-failed - What the login manages could not be had.
 * @fires {AccountAttachedEvent} account-attached - An account of the login is attached to the location.
 * @fires {AccountAttachFailedEvent} account-attach-failed - An account could not be attached.
 * @fires {MessageRejectedEvent} message-rejected - A message that concerned the attempt was ignored.
 * @fires {StateChangeEvent} state-change - `state` changed. Does not bubble.
 *
 * @csspart button - The button.
 * @csspart icon - The space of the icon.
 * @csspart label - The space of the label.
 * @csspart status - The live region below the button.
 * @csspart link - The link to the sign-in page, where the popup was blocked.
 * @csspart picker - The accounts to choose from.
 * @csspart option - One account to choose.
 *
 * @cssstate idle - Nothing runs.
 * @cssstate connecting - A popup is open.
 * @cssstate loading-details - The account is connected; the proxy is asked what it manages.
 * @cssstate choosing - The person chooses what to attach.
 * @cssstate attaching - The chosen accounts are being attached.
 * @cssstate connected - The account is connected.
 * @cssstate unconfirmed - The popup was cut off.
 * @cssstate failed - The last attempt failed.
 *
 * @cssproperty [--ghl-social-connect-font=500 15px/1.3 system-ui, sans-serif] - Font of everything.
 * @cssproperty [--ghl-social-connect-radius=10px] - Corners of the button.
 * @cssproperty --ghl-social-connect-background - Background of the button.
 * @cssproperty --ghl-social-connect-color - Colour of the label and the icon.
 * @cssproperty [--ghl-social-connect-border=transparent] - Colour of the border.
 * @cssproperty --ghl-social-connect-accent - Colour of the icon where the button is not filled; the platform's own by default.
 * @cssproperty --ghl-social-connect-focus - Colour of the focus ring.
 * @cssproperty --ghl-social-connect-surface - Background of the accounts to choose from.
 * @cssproperty --ghl-social-connect-success - Background of the button when connected.
 * @cssproperty [--ghl-social-connect-success-color=#fff] - Colour of the label when connected.
 * @cssproperty --ghl-social-connect-danger - Colour of the text when failed.
 */
export class GhlSocialConnectElement extends SettingsElement implements Settings {
  static readonly version: string = VERSION;
  /** Registers the words for a language; see the function of this name. */
  static readonly registerLabels = registerLabels;
  /** Sets the page's defaults; see the function of this name. */
  static readonly configure = configure;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = styles;
  static override properties = PROPERTIES;

  /** The platform to connect: `facebook`, `instagram`, `linkedin`, `tiktok-business`, `tiktok`, `google`, `youtube`, `pinterest` or `threads`. Required. */
  declare platform: Platform | undefined;
  /** The location (sub-account) to connect to. Required without a proxy; with one, absent means the session's own. */
  declare locationId: string | undefined;
  /** The HighLevel user who connects. Required without a proxy; with one, absent means the session's own. */
  declare userId: string | undefined;
  /** HighLevel's `page` query of the start. */
  declare page: string | undefined;
  /** Whether an expired account is connected again. Default: `false`. */
  declare reconnect: boolean;
  /** URL with `{platform}` to start at instead of HighLevel's; the start query is added to it. */
  declare startUrl: string | undefined;
  /** Gives the URL to start at, whole; called after the popup is open, with 10 s to answer. */
  declare getStartUrl: Settings['getStartUrl'];
  /** Base URL of the proxy that holds the HighLevel token, absolute or relative. */
  declare proxyUrl: string | undefined;
  /** Bearer for the proxy. */
  declare sessionToken: string | undefined;
  /** Gives the Bearer for the proxy; asked again once after a 401. */
  declare getSessionToken: Settings['getSessionToken'];
  /** Credentials mode of requests to the proxy. Default: `same-origin`. */
  declare credentials: RequestCredentials;
  /** Whether to ask the proxy, after connecting, what the login manages; needs `proxy-url`. Default: `false`. */
  declare fetchDetails: boolean;
  /** What follows connecting: `none`, `auto` (attach the one account there is, else let the person choose) or `choose`. Default: `none`. */
  declare attach: Settings['attach'];
  /** Whether to show initials instead of loading pictures. Default: `false`. */
  declare noAvatars: boolean;
  /** How the button looks: `filled`, `outline`, `plain` or `icon`. Default: `filled`. */
  declare appearance: Settings['appearance'];
  /** How big the button is: `small`, `medium` or `large`. Default: `medium`. */
  declare size: Settings['size'];
  /** Whether a form around the element needs a connected account. Default: `false`. */
  declare required: boolean;
  /** Exact origins whose messages are accepted, separated by spaces; replaces the default, HighLevel's own. */
  declare allowedOrigins: string | readonly string[];
  /** Time for a whole attempt, in ms. Default: 600000. */
  declare timeout: number;
  /** Width of the popup in CSS pixels, clamped to the screen. Default: 600. */
  declare popupWidth: number;
  /** Height of the popup in CSS pixels, clamped to the screen. Default: 720. */
  declare popupHeight: number;
  /** Whether the button cannot be used. Default: `false`. */
  declare disabled: boolean;
  /** Name of the form value, which is the id of the connected account. */
  declare name: string | undefined;
  /** Words that replace the element's own. */
  declare labels: Partial<Labels> | undefined;
  /** Replaces `window.open`, for Electron, Tauri, Capacitor and tests; gives a new window at each call. */
  declare openWindow: Settings['openWindow'];
  /** Logs each step, and each message that was ignored with what to set. Default: `false`. */
  declare debug: boolean;

  #attempts: ConnectController | undefined;

  constructor() {
    super();
    this.showStatus(IDLE.status);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    followLanguage(this);
    // The language here may be another one.
    this.requestUpdate();
  }

  /** What the element is doing; also `:state(…)`. */
  get state(): ConnectStatus {
    return this.#state.status;
  }

  /** The connected login, also while another one is tried; `undefined` while there is none. */
  get connection(): Connection | undefined {
    return this.#attempts?.connection;
  }

  /** What the login manages, where `fetch-details` asked for it; `undefined` until it is known. */
  get details(): AccountDetails | undefined {
    const state = this.#state;
    return 'details' in state ? state.details : undefined;
  }

  /** Why the last attempt failed; `undefined` unless `state` is `failed`. */
  get error(): SocialConnectError | undefined {
    const state = this.#state;
    return 'error' in state ? state.error : undefined;
  }

  /**
   * Starts an attempt; call it inside a click. While one runs, brings its popup to the front and gives the same promise.
   * @returns How it ended. Never rejects.
   */
  connect(): Promise<Outcome> {
    return this.#controller.connect();
  }

  /**
   * Ends the running attempt as cancelled, `aborted`, and closes its popup; or ends the request that follows a connection,
   * which stands. An account that was being attached may be attached all the same: its details say so.
   */
  cancel(): void {
    this.#attempts?.cancel();
  }

  /** Ends the running attempt and forgets the connection: back to `idle`. */
  reset(): void {
    this.#attempts?.reset();
  }

  /** Called by the browser when it fills in a form again, with the id it had saved. */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.#controller.restore(state);
  }

  /** Called by the form when it is reset. */
  formResetCallback(): void {
    this.reset();
  }

  get #state(): ConnectState {
    return this.#attempts?.state ?? IDLE;
  }

  /** What an element needs from its first click on; most are never clicked. */
  get #controller(): ConnectController {
    if (this.#attempts) return this.#attempts;
    return (this.#attempts = new ConnectController(this, {
      createPlan: () => this.#createPlan(),
      onChange: ({ status }, previous) => {
        this.showStatus(status, previous.status, this.#formValue);
        this.#checkRequired();
      },
      text: (key, values) => this.#say(key, values),
      adoptStyles: (added) => this.#adoptStyles(added),
      isDebugging: () => this.debug,
    }));
  }

  get #formValue(): string | null {
    return this.connection?.accountId ?? this.connection?.reconnectAccounts[0] ?? null;
  }

  #say(key: keyof Labels, values?: LabelValues): string {
    const platform = namePlatform(readPlatform(this.#state) ?? this.platform);
    return findText(this, this.labels, key, { platform, ...values });
  }

  /** One for all elements: Lit calls it with the element as `this`. */
  static #handleClick(this: GhlSocialConnectElement): void {
    // What is being attached is finished first: a second click must not drop it.
    if (this.state !== 'attaching') void this.connect();
  }

  #createPlan(): ConnectPlan {
    const { platform, locationId, userId, page, reconnect, startUrl, getStartUrl, proxyUrl, sessionToken } = this;
    const { getSessionToken, credentials, allowedOrigins, timeout, popupWidth, popupHeight, openWindow, attach } = this;
    return {
      // Whatever the page wrote: the attempt checks it.
      platform: platform as Platform,
      ...{ locationId, userId, page, reconnect, startUrl, getStartUrl, proxyUrl, sessionToken, getSessionToken },
      ...{ credentials, allowedOrigins, timeout, popupWidth, popupHeight, openWindow, attach },
      connectingText: this.#say('connecting'),
      fetchDetails: this.fetchDetails || attach !== 'none',
      avatars: !this.noAvatars,
    };
  }

  #adoptStyles({ styleSheet }: CSSResult): void {
    const sheets = this.shadowRoot?.adoptedStyleSheets;
    // A sheet belongs to the document that made it: in another one, the element goes without.
    const fits = this.ownerDocument === document;
    if (styleSheet && sheets && fits && !sheets.includes(styleSheet)) sheets.push(styleSheet);
  }

  /** Another platform is another button: what the last one said goes. A running attempt keeps its own. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('platform') !== undefined) this.#attempts?.forgetOthers(this.platform);
  }

  protected override updated(): void {
    this.#checkRequired();
    // A form goes by the attribute; the name may be the page's default.
    if (this.name && !this.hasAttribute('name')) this.setAttribute('name', this.name);
  }

  /** Nobody can be asked for what cannot be given. */
  #checkRequired(): void {
    const isMissing = this.required && !this.#isDisabled && this.#formValue === null;
    this.showProblem(isMissing ? this.#say('required') : '');
  }

  /** A fieldset around the element disables it, too. */
  get #isDisabled(): boolean {
    return this.disabled || this.matches(':disabled');
  }

  protected override render(): TemplateResult {
    return renderView({
      state: this.#state,
      platform: readPlatform(this.#state) ?? this.platform ?? '',
      reconnect: this.reconnect,
      appearance: this.appearance,
      size: this.size,
      disabled: this.#isDisabled,
      text: (key, values) => this.#say(key, values),
      onConnect: GhlSocialConnectElement.#handleClick,
      actions: this.#attempts?.actions,
    });
  }
}
