import { render, type PropertyValues, type TemplateResult } from 'lit';
import {
  isPlatform,
  PLATFORM_NAMES,
  type Account,
  type AccountsSnapshot,
  type AccountsState,
  type AccountsStoreOptions,
  type Platform,
} from '../../connect/index.js';
import type { CredentialScope } from '../../connect/accounts/credential-scope.js';
import type { SocialConnectError } from '../../errors.js';
import type { GhlSocialConnectElement } from '../ghl-social-connect.js';
import { withSettings } from '../base/settings-element.js';
import { SlottedElement } from '../base/slotted-element.js';
import { logError } from '../connect/log.js';
import { accountListTexts } from '../i18n/english/account-list.js';
import { accountTexts } from '../i18n/english/accounts.js';
import { attemptTexts } from '../i18n/english/attempt.js';
import { sessionTexts } from '../i18n/english/session.js';
import type { Labels, LabelValues } from '../i18n/label-keys.js';
import { completeEnglish, findLocale, findText } from '../i18n/labels.js';
import { configure, readPageSetting } from '../settings.js';
import { VERSION } from '../version.js';
import { compareNames } from './account-name.js';
import { AccountSearch } from './account-search.js';
import { AccountsFeed } from './accounts-feed.js';
import { accountsStyles } from './accounts.styles.js';
import { AccountsFailedEvent } from './events.js';
import { disconnectStyles } from './disconnect/disconnect.styles.js';
import { Disconnecting } from './disconnect/disconnecting.js';
import { FocusKeeper } from './disconnect/keep-focus.js';
import { ListSession } from './list-session.js';
import { renderButton } from './nested-button.js';
import { renderAccounts } from './render-accounts.js';
import { ACCOUNTS_SETTINGS, checkShow, readPlatforms, type AccountsSettings } from './settings.js';
import { needsPerson, sortAccounts } from './sort-accounts.js';
import { stopAfterRemoval } from './stop-after-removal.js';

/**
 * The accounts that are connected to a HighLevel location: which ones there are, whether they work, and what a person can
 * do about it. Needs a proxy whose session may list the location's accounts. What the session may not do is not shown.
 *
 * @tag ghl-social-accounts
 *
 * @slot empty - Replaces the text that is shown if no account is connected.
 *
 * @fires {AccountsChangeEvent} accounts-change - The list has changed, or was loaded for the first time or after a failure.
 * @fires {AccountsFailedEvent} accounts-failed - The list could not be loaded; `detail.error` says why.
 * @fires {AccountExpiringEvent} account-expiring - An account that worked expires soon.
 * @fires {AccountExpiredEvent} account-expired - An account that worked has expired.
 * @fires {AccountRecoveredEvent} account-recovered - An account that had expired, or was about to, works again.
 * @fires {BeforeDisconnectEvent} before-disconnect - A person is about to be asked whether to disconnect an account, or several at once. `preventDefault()` stops it; `waitUntil(promise)` adds a text to the question.
 * @fires {AccountDisconnectedEvent} account-disconnected - An account was disconnected.
 * @fires {AccountDisconnectFailedEvent} account-disconnect-failed - An account could not be disconnected.
 *
 * @csspart accounts - Everything in the element.
 * @csspart toolbar - What is above the list and concerns all accounts.
 * @csspart list - The list of accounts.
 * @csspart account - One account.
 * @csspart name - The name of an account.
 * @csspart account-status - Whether an account works.
 * @csspart empty - The box that is shown if no account is connected.
 * @csspart skeleton - The placeholder while the list is loading.
 * @csspart connect - The buttons that connect another account.
 * @csspart dialog - The question before accounts are disconnected.
 *
 * @cssstate loading - Nothing is loaded yet.
 * @cssstate ready - The accounts are those of the last load.
 * @cssstate empty - The last load found no account.
 * @cssstate stale - The accounts are those of an earlier load; the last one failed.
 * @cssstate failed - Nothing is loaded: the load failed.
 * @cssstate forbidden - The session may not list accounts.
 * @cssstate unneeded - `show` is `problems`, and no account needs a person.
 *
 * @cssproperty [--ghl-social-connect-font=500 15px/1.4 system-ui, sans-serif] - Font of the element.
 * @cssproperty [--ghl-social-connect-radius=10px] - Corner radius of the list and of buttons.
 * @cssproperty --ghl-social-connect-surface - Background of the list and of the question.
 * @cssproperty --ghl-social-connect-danger - Colour of what has expired or failed.
 * @cssproperty --ghl-social-connect-focus - Colour of the focus ring.
 */
export class GhlSocialAccountsElement extends withSettings<typeof SlottedElement, AccountsSettings>(
  SlottedElement,
  ACCOUNTS_SETTINGS,
  readPageSetting,
) {
  static readonly version: string = VERSION;
  /** Sets the page's defaults; see the exported function of the same name. */
  static readonly configure = configure;
  static override styles = [accountsStyles, disconnectStyles];

  readonly #internals = (this.attachInternals as typeof this.attachInternals | undefined)?.();
  readonly #feed = new AccountsFeed({
    onChange: () => this.requestUpdate(),
    onFailure: (error) => {
      logError('accounts', error, this.debug);
      this.dispatchEvent(new AccountsFailedEvent({ error }));
    },
    dispatch: (event) => this.dispatchEvent(event),
  });
  readonly #disconnecting = new Disconnecting({
    disconnectAll: this.#feed.disconnectAll,
    dispatch: (event) => this.dispatchEvent(event),
    onChange: () => this.requestUpdate(),
    text: (key, values) => this.#say(key, values),
  });
  readonly #focus = new FocusKeeper();
  readonly #search = new AccountSearch();
  readonly #session = new ListSession((refusal) => {
    this.requestUpdate();
    // Lists that ask the same share it, and it may be that of the location before.
    if (!this.isConnected) this.#feed.stop();
    // A late answer: what failed without it may succeed now.
    if (!refusal && this.state === 'failed') void this.refresh();
  });
  readonly #isOwn = (name: string): boolean => this.hasOwnSetting(name);
  #rows: readonly Account[] = [];
  #isRefreshing = false;
  /** Id of the account whose login's other accounts are shown. */
  #adding: string | undefined;

  constructor() {
    super();
    for (const texts of [attemptTexts, accountTexts, accountListTexts, sessionTexts]) completeEnglish(texts);
    stopAfterRemoval(this, this.#feed, this.#session);
  }

  /** What the element knows; also matched by `:state(…)`. */
  get state(): AccountsState {
    return this.#feed.snapshot.state;
  }

  /** The accounts of the last load, in HighLevel's order. */
  get accounts(): readonly Account[] {
    return this.#feed.snapshot.accounts;
  }

  /** Why the last load failed; `undefined` if it did not. */
  get error(): SocialConnectError | undefined {
    return this.#feed.snapshot.error;
  }

  /** Loads the list again. Never rejects: read the result from `state` and `error`. */
  async refresh(): Promise<void> {
    this.#isRefreshing = true;
    this.requestUpdate();
    await this.#feed.refresh();
    this.#isRefreshing = false;
    this.requestUpdate();
  }

  /** Asks the person whether to disconnect the accounts with these ids, as the list's own buttons do. Only while the list is on the page. */
  disconnect(...ids: string[]): void {
    if (this.isConnected) void this.#disconnecting.ask(this.accounts.filter(({ id }) => ids.includes(id)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An open dialog is not modal any more when it returns.
    this.#disconnecting.dismiss(this.#disconnecting.question);
    // A list that only moves on the page goes on.
    queueMicrotask(() => this.isConnected || this.#disconnecting.stop());
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot();
    // Either event means that the location's list has changed.
    for (const type of ['account-connected', 'account-attached']) {
      root.addEventListener(type, () => this.#feed.reportChange());
    }
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.isConnected) this.#feed.follow(() => this.#readStoreOptions());
    const { snapshot } = this.#feed;
    this.#disconnecting.dismissUnless(snapshot.accounts);
    compareNames(snapshot.accounts);
    const sorted = sortAccounts(snapshot.accounts, findLocale(this));
    const isShort = this.show === 'problems';
    this.#rows = isShort ? sorted.filter(needsPerson) : sorted;
    if (isShort || !snapshot.can.includes('disconnect')) this.#disconnecting.selection.leave();
    if (isShort) this.#search.query = '';
    this.#focus.note(this.shadowRoot);
  }

  protected override updated(): void {
    super.updated();
    this.#showStates();
    const dialog = this.shadowRoot?.querySelector('dialog');
    const isOpen = this.#disconnecting.question !== undefined;
    if (dialog && isOpen !== dialog.open) {
      if (isOpen) dialog.showModal();
      else dialog.close();
    }
    this.#focus.restore(this.shadowRoot);
  }

  /** Options of the store. Platforms that do not exist are refused by it. */
  #readStoreOptions(): AccountsStoreOptions & CredentialScope {
    const { proxyUrl, locationId, sessionToken, getSessionToken, credentials, expiringWithin, refreshEvery } = this;
    checkShow(this.show);
    const platforms = readPlatforms(this.platforms) as readonly Platform[];
    const options = {
      proxyUrl,
      locationId,
      sessionToken,
      getSessionToken,
      credentials,
      expiringWithin,
      refreshEvery,
      platforms: platforms.length > 0 ? platforms : undefined,
      isOwn: this.#isOwn,
      pageProxyUrl: readPageSetting('proxyUrl') as string | undefined,
    };
    if (!this.session) return options;
    return { ...options, ...this.#session.open({ ...options, session: this.session, appId: this.appId }) };
  }

  #showStates(): void {
    const states = this.#internals?.states;
    // A list that could not be loaded may have problems.
    const isQuiet = this.state !== 'failed' && this.#disconnecting.question === undefined;
    const isUnneeded = this.show === 'problems' && this.#rows.length === 0 && isQuiet;
    try {
      states?.clear();
      states?.add(this.state);
      if (isUnneeded) states?.add('unneeded');
    } catch {
      // Older browsers accept only names that begin with two dashes: they get no custom states.
    }
  }

  #find(query: string): void {
    this.#search.query = query;
    this.#disconnecting.announcement = this.#say('found', { count: this.#search.find(this.#rows).size });
    this.requestUpdate();
  }

  /** Shows or hides the other accounts of the account's login. */
  async #toggleMore({ id }: Account): Promise<void> {
    this.#adding = this.#adding === id ? undefined : id;
    this.requestUpdate();
    await this.updateComplete;
    const button = this.shadowRoot?.querySelector<GhlSocialConnectElement>('.more');
    await button?.updateComplete;
    await button?.loadDetails();
  }

  #say(key: keyof Labels, values: LabelValues = {}): string {
    return findText(this, this.labels, key, values);
  }

  #listConnectable({ can }: AccountsSnapshot): readonly Platform[] {
    if (!can.includes('connect')) return [];
    const platforms = [...new Set(readPlatforms(this.platforms))].filter(isPlatform);
    return platforms.length > 0 ? platforms : PLATFORM_NAMES;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    render(this.#render(), this.renderRoot);
  }

  #render(): TemplateResult {
    const { snapshot } = this.#feed;
    const { can } = snapshot;
    const attach = can.includes('attach') ? 'choose' : 'none';
    const locale = findLocale(this);
    return renderAccounts({
      snapshot,
      rows: this.#rows,
      found: this.#search.find(this.#rows),
      search: this.#search,
      onSearch: (query) => this.#find(query),
      text: (key, values) => this.#say(key, values),
      locale,
      // One for all rows: it takes longer to make than a row.
      dates: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
      hasAvatars: !this.noAvatars,
      isRefreshing: this.#isRefreshing,
      isShort: this.show === 'problems',
      isDisabled: this.disabled,
      canConnect: can.includes('connect'),
      canDisconnect: can.includes('disconnect'),
      canAttach: can.includes('attach'),
      isAdding: ({ id }) => this.#adding === id,
      renderMore: ({ platform, loginId }) =>
        renderButton(this, platform, { accountId: loginId, attach: 'choose' }, undefined, 'more'),
      onAddMore: (account) => void this.#toggleMore(account),
      platforms: this.#listConnectable(snapshot),
      disconnecting: this.#disconnecting,
      renderReconnect: ({ platform, id }, labels) =>
        renderButton(this, platform, { reconnect: true, reconnectAccount: id }, labels),
      renderConnect: (platform) => renderButton(this, platform, { attach }),
      onRefresh: () => void this.refresh(),
    });
  }
}
