import type { PropertyValues } from 'lit';
import type { AccountDetails, Connection, Outcome, SocialConnectError } from '../connect/index.js';
import { isPlatform, type Platform } from '../protocol/platforms.js';
import { ConnectController } from './connect/connect-controller.js';
import { styles } from './ghl-social-connect.styles.js';
import { findText, registerLabels, type Labels, type LabelValues } from './i18n/labels.js';
import { registerIcons } from './icons/icons.js';
import type { ElementOptions } from './connect/element-config.js';
import { FormAssociatedElement } from './base/form-associated.js';
import { NAMED, nameButton } from './base/host-name.js';
import { isPress } from './base/is-press.js';
import { withSettings } from './base/settings-element.js';
import { configure, ELEMENT_SETTINGS, readPageSetting, type ElementSettings } from './settings.js';
import { IDLE, getPlatformName, getStatePlatform, type ConnectState, type ConnectStatus } from './connect/state.js';
import { VERSION } from './version.js';
import { drawView, type ViewModel } from './connect/view.js';
import { followSession, useSession } from './session/use-session.js';

/**
 * A button that connects a social account to a HighLevel location.
 *
 * A click opens HighLevel's sign-in in a popup. The element checks the message that comes back (window, origin, shape,
 * platform) and reports it as an event. Each attempt ends in exactly one of `account-connected`, `connect-cancelled`,
 * `connect-unconfirmed` and `connect-failed`.
 *
 * @tag ghl-social-connect
 *
 * @slot - Replaces the button's label, in every state.
 * @slot icon - Replaces the button's icon, in every state.
 * @slot status - Replaces the text below the button, in every state.
 *
 * @fires {ConnectStartEvent} connect-start - An attempt is about to open its popup. `preventDefault()` stops it.
 * @fires {AccountConnectedEvent} account-connected - HighLevel reported that the account is connected.
 * @fires {ConnectCancelledEvent} connect-cancelled - The user closed the popup or denied access, or the attempt was aborted.
 * @fires {ConnectUnconfirmedEvent} connect-unconfirmed - The popup became unreachable: the account may or may not be connected.
 * @fires {ConnectFailedEvent} connect-failed - The attempt failed; `detail.error` says why.
 * @fires {AccountDetailsEvent} account-details - The proxy returned the accounts that the login manages.
 * @fires {AccountDetailsFailedEvent} account-details-failed - The accounts of the login could not be loaded.
 * @fires {AccountAttachedEvent} account-attached - An account of the login was attached to the location.
 * @fires {AccountAttachFailedEvent} account-attach-failed - An account could not be attached.
 * @fires {MessageRejectedEvent} message-rejected - A message that concerned the attempt was ignored.
 * @fires {Event} input - The user connected an account, and the form value changed. Before `account-connected`.
 * @fires {Event} change - Like `input`. Does not cross shadow roots.
 * @fires {StateChangeEvent} state-change - `state` changed. Does not bubble.
 *
 * @csspart button - The button.
 * @csspart icon - The box of the icon.
 * @csspart label - The box of the label.
 * @csspart status - The live region below the button.
 * @csspart link - The link to the sign-in page if the popup was blocked, or to HighLevel's own page.
 * @csspart picker - The list of accounts to choose from.
 * @csspart option - One account in that list.
 *
 * @cssstate idle - No attempt is running and no account is connected.
 * @cssstate connecting - The popup is open.
 * @cssstate loading-details - The account is connected; its accounts are being loaded.
 * @cssstate choosing - The user chooses which accounts to attach.
 * @cssstate attaching - The chosen accounts are being attached.
 * @cssstate connected - The account is connected.
 * @cssstate unconfirmed - The popup became unreachable.
 * @cssstate failed - The last attempt failed.
 *
 * @cssproperty [--ghl-social-connect-font=500 15px/1.3 system-ui, sans-serif] - Font of the element.
 * @cssproperty [--ghl-social-connect-radius=10px] - Corner radius of buttons and of the list.
 * @cssproperty --ghl-social-connect-background - Background of the button.
 * @cssproperty --ghl-social-connect-color - Colour of the label and the icon.
 * @cssproperty [--ghl-social-connect-border=transparent] - Colour of the border.
 * @cssproperty --ghl-social-connect-accent - Colour of the icon if `appearance` is not `filled`; the platform's own by default.
 * @cssproperty --ghl-social-connect-focus - Colour of the focus ring.
 * @cssproperty --ghl-social-connect-surface - Background of the list of accounts.
 * @cssproperty --ghl-social-connect-success - Background of the button when connected.
 * @cssproperty [--ghl-social-connect-success-color=#fff] - Colour of the label when connected.
 * @cssproperty --ghl-social-connect-danger - Colour of error messages.
 */
export class GhlSocialConnectElement extends withSettings<typeof FormAssociatedElement, ElementSettings>(
  FormAssociatedElement,
  ELEMENT_SETTINGS,
  readPageSetting,
) {
  static readonly version: string = VERSION;
  /** Registers the labels for a language; see the exported function of the same name. */
  static readonly registerLabels = registerLabels;
  /** Replaces the icons of platforms; see the exported function of the same name. */
  static readonly registerIcons = registerIcons;
  /** Sets the page's defaults; see the exported function of the same name. */
  static readonly configure = configure;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = styles;

  #attempts: ConnectController | undefined;
  /** The form value that the page knows: the last one that it set, or that an event announced. */
  #knownValue = '';
  #early = ''; // The value that was set before the platform.
  #isReflecting = false;
  #isNamed = false;

  constructor() {
    super();
    this.showStatus(IDLE.status);
    this.addEventListener('click', this);
  }

  /** What the element is doing; also matched by `:state(…)`. */
  get state(): ConnectStatus {
    return this.#state.status;
  }

  /** The connected login; `undefined` if there is none. Kept while another attempt runs. */
  get connection(): Connection | undefined {
    return this.#attempts?.connected?.connection;
  }

  /** The accounts that the login manages; `undefined` until they are loaded. Kept while another attempt runs. */
  get details(): AccountDetails | undefined {
    return this.#attempts?.connected?.details;
  }

  /** Why the last attempt failed, or why none can be made; `undefined` otherwise. */
  get error(): SocialConnectError | undefined {
    return 'error' in this.#state ? this.#state.error : undefined;
  }

  /**
   * The form value: the id of the connected login, empty if there is none. Setting it shows the element as connected with
   * that login, without an event; an empty value forgets it. A running attempt goes on.
   */
  get value(): string {
    return this.connection?.accountId ?? this.connection?.reconnectAccounts[0] ?? '';
  }

  set value(value: string | null | undefined) {
    this.#early = '';
    if (!value) this.#attempts?.forget();
    else if (!isPlatform(this.platform)) this.#early = value;
    else if (value !== this.value) this.#controller.restore(this.platform, value);
    this.#knownValue = this.value;
  }

  /**
   * Starts an attempt. Call it in a click handler, before any `await`. While an attempt is running, it focuses its popup
   * and returns the same promise.
   * @returns The outcome. Never rejects.
   */
  connect(): Promise<Outcome> {
    return this.#controller.connect();
  }

  /**
   * Ends the running attempt as cancelled (`aborted`) and closes its popup. After connecting, it stops loading or attaching
   * accounts and keeps the connection; the account that is being attached at that moment may be attached all the same.
   */
  cancel(): void {
    this.#attempts?.cancel();
  }

  /**
   * Loads the accounts of the connected login again and, with `attach`, resumes the choice. Needs `proxy-url`.
   * @returns The details; `undefined` if no login is connected, an attempt is running, loading was cancelled, or it failed,
   * which `account-details-failed` reports. Never rejects.
   */
  loadDetails(): Promise<AccountDetails | undefined> {
    return this.#controller.loadDetails();
  }

  /** Ends the running attempt and forgets the connection: the state is `idle` again. */
  reset(): void {
    this.#early = '';
    this.#attempts?.reset();
  }

  /** Called by the browser when it restores a form, with the login's id that it had saved. */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state;
  }

  /** Called by the browser when the form is reset: shows `account-id` again, as an `<input>` does its attribute `value`. */
  formResetCallback(): void {
    this.reset();
    this.value = this.accountId;
  }

  get #state(): ConnectState {
    return this.#attempts?.state ?? IDLE;
  }

  /** Created by the first click: most elements of a page are never clicked. */
  get #controller(): ConnectController {
    if (this.#attempts) return this.#attempts;
    // Before every listener of the page, so that its form already knows the value then.
    this.addEventListener('account-connected', this.#announceValue, true);
    return (this.#attempts = new ConnectController(this, {
      readOptions: () => this.#readOptions(),
      onChange: ({ status }, previous) => {
        this.showStatus(status, previous.status, this.value || null);
        this.#checkRequired();
        if (!this.value) this.#knownValue = '';
      },
      adoptStyles: (added) => this.addStyles(added),
      isDebugging: () => this.debug,
    }));
  }

  /** Dispatches what a form control dispatches when the user has changed its value. */
  #announceValue(): void {
    if (this.value === this.#knownValue) return;
    this.#knownValue = this.value;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #say(key: keyof Labels, values?: LabelValues): string {
    const platform = getPlatformName(getStatePlatform(this.#state) ?? this.platform);
    return findText(this, this.labels, key, { platform, ...values });
  }

  override handleEvent(event: Event): void {
    super.handleEvent(event);
    if (event.type !== 'click' || !isPress(event as MouseEvent, this)) return;
    // Accounts that are being attached are finished first: a second click must not drop them.
    if (!this.#isDisabled && this.state !== 'attaching') void this.connect();
  }

  #readOptions(): ElementOptions {
    const settings = this.readSettings();
    return useSession(this, {
      ...settings,
      // Not checked here: the attempt validates whatever the page has set.
      platform: settings.platform as Platform,
      connectingText: this.#say('connecting'),
      fetchDetails: settings.fetchDetails || settings.attach !== 'none',
      avatars: !settings.noAvatars,
      isOwn: (name) => this.hasOwnSetting(name),
      pageProxyUrl: readPageSetting('proxyUrl') as string | undefined,
    });
  }

  /** A new platform clears the result of the previous one. A running attempt finishes with the platform it started with. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('platform') !== undefined) this.#attempts?.resetForPlatform(this.platform);
    const isFirst = changed.has('platform') && !changed.get('platform');
    if (changed.has('platform') && this.#early) this.value = this.#early;
    else if (changed.has('accountId') || (isFirst && this.accountId)) this.value = this.accountId;
  }

  protected override updated(): void {
    super.updated();
    this.#checkRequired();
    this.#reflectName();
    this.#nameButton();
    if (this.session) followSession(this, this.#controller);
  }

  #nameButton(): void {
    if (!this.#isNamed && !this.matches(NAMED)) return;
    this.#isNamed = true;
    // Labels come and go without an event, so they are read again when the button gets the focus.
    this.addEventListener('focusin', this);
    nameButton(this, this.formLabels, this.#say('newWindow'));
  }

  override attributeChangedCallback(name: string, previous: string | null, value: string | null): void {
    if (!this.#isReflecting) super.attributeChangedCallback(name, previous, value);
  }

  /** Forms read the attribute, and the name may be the page's. That must not become the element's own. */
  #reflectName(): void {
    const name = this.name ?? null;
    if (this.getAttribute('name') === name) return;
    this.#isReflecting = true;
    if (name === null) this.removeAttribute('name');
    else this.setAttribute('name', name);
    this.#isReflecting = false;
  }

  /** Disabled elements are never invalid: the user could not fix them. */
  #checkRequired(): void {
    this.showProblem(this.required && !this.#isDisabled && !this.value ? this.#say('required') : '');
  }

  /** Whether the element or a fieldset around it is disabled. */
  get #isDisabled(): boolean {
    return this.disabled || this.matches(':disabled');
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const root = this.renderRoot as ShadowRoot;
    const model: ViewModel = {
      state: this.#state,
      platform: getStatePlatform(this.#state) ?? this.platform ?? '',
      reconnect: this.reconnect || Boolean(this.reconnectAccount),
      appearance: this.appearance,
      size: this.size,
      disabled: this.#isDisabled,
      text: (key, values) => this.#say(key, values),
    };
    drawView(root, model);
    this.#attempts?.drawProgress(root, model);
  }
}
