import type { CSSResult, TemplateResult } from 'lit';
import {
  createAccountClient,
  type AccountClient,
  type AccountDetails,
} from '../../connect/accounts/accounts-client.js';
import { loadPart } from '../../connect/load-part.js';
import type { Connection } from '../../connect/outcome.js';
import { toSocialConnectError } from '../../errors.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import { AccountAttachedEvent, AccountAttachFailedEvent, AccountDetailsEvent } from '../events.js';
import type { ElementOptions } from '../connect/element-config.js';
import type { ConnectState } from '../connect/state.js';
import { accountTexts } from '../i18n/english/accounts.js';
import type { TextSource } from '../i18n/label-keys.js';
import { completeEnglish } from '../i18n/labels.js';
import type * as pickerModule from './picker.js';
import type { PickerState } from './picker-state.js';

/** What the flow needs of the element's controller. */
export interface AccountFlowHost {
  readonly setState: (state: ConnectState) => void;
  readonly dispatch: (event: CustomEvent<object>) => void;
  readonly switchLogin: () => void;
  /** The element's options of the moment. Choosing may take longer than the session token at its beginning is valid. */
  readonly readOptions: () => ElementOptions;
  readonly adoptStyles: (styles: CSSResult) => void;
}

/**
 * Everything that follows a connection: loads the details of the login, lets the person choose, attaches accounts. None of
 * it affects the connection.
 */
export class AccountFlow {
  readonly #controller = new AbortController();
  readonly #connection: Connection;
  #options: ElementOptions;
  readonly #host: AccountFlowHost;
  #client: AccountClient | undefined;
  #picker: pickerModule.Picker | undefined;

  constructor(connection: Connection, options: ElementOptions, host: AccountFlowHost) {
    this.#connection = connection;
    this.#options = options;
    this.#host = host;
    completeEnglish(accountTexts);
  }

  /** Ends the flow: it sets no state and dispatches no event afterwards. */
  abort(): void {
    this.#controller.abort();
  }

  /** Draws the picker; nothing without one. */
  renderPicker(state: PickerState, text: TextSource): TemplateResult | undefined {
    return this.#picker?.render(state, { text, hasAvatars: this.#options.avatars });
  }

  /**
   * Loads the details, and opens the picker if there is something to choose.
   *
   * @returns The details; `undefined` after {@link abort}.
   * @throws What went wrong while loading.
   */
  async loadDetails(): Promise<AccountDetails | undefined> {
    const connection = this.#connection;
    // The picker's code loads while the details do. Without a choice, it is never loaded.
    const [details, module] = await Promise.all([this.#useClient().fetchDetails(), this.#loadPicker()]);
    if (this.#isOver) return undefined;
    if (module.Picker && this.#needsChoice(details)) this.#choose(details, module as typeof pickerModule);
    else this.#host.setState({ status: 'connected', connection, details });
    this.#host.dispatch(new AccountDetailsEvent(details));
    return details;
  }

  /** One client for all requests, because it remembers the session token; a new one if the page has set another source. */
  #useClient(): AccountClient {
    const options = this.#options;
    // That of `session` is a new function each time.
    const { sessionToken, getSessionToken } = options.session ? options : this.#host.readOptions();
    const isOther = sessionToken !== options.sessionToken || getSessionToken !== options.getSessionToken;
    if (this.#client && !isOther) return this.#client;
    this.#options = { ...options, sessionToken, getSessionToken };
    // A connection that the page has set names no location.
    const { platform, accountId = '', locationId = options.locationId } = this.#connection;
    const { signal } = this.#controller;
    return (this.#client = createAccountClient({ ...this.#options, platform, accountId, locationId, signal }));
  }

  get #isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  async #loadPicker(): Promise<Partial<typeof pickerModule>> {
    const attaches = this.#options.attach !== 'none' && isAttachable(this.#connection.platform);
    return attaches ? loadPart('attempt', () => import('./picker.js')) : {};
  }

  /** With `auto`, a login whose only account is attached already leaves nothing to choose. */
  #needsChoice({ accounts }: AccountDetails): boolean {
    return !(this.#options.attach === 'auto' && accounts.length === 1 && accounts[0]?.connected);
  }

  #choose(details: AccountDetails, { Picker, createPicker, pickerStyles, summarize }: typeof pickerModule): void {
    const { setState, switchLogin, adoptStyles } = this.#host;
    const connection = this.#connection;
    const show = (state: PickerState) => {
      const status = state.progress === 'idle' ? 'choosing' : 'attaching';
      if (!this.#isOver) setState({ status, connection, details, picker: state, ...summarize(state) });
    };
    const state = createPicker(details.accounts, PLATFORMS[connection.platform].kind);
    adoptStyles(pickerStyles);
    this.#picker = new Picker(state, {
      attach: (account) => this.#attach(account),
      onChange: show,
      onFinish: (last) => {
        if (!this.#isOver) setState({ status: 'connected', connection, details, ...summarize(last) });
      },
      onSwitchLogin: switchLogin,
    });
    const [only, another] = details.accounts;
    if (this.#options.attach === 'auto' && only && !only.limitReached && !another) this.#picker.attachAll();
    else show(state);
  }

  async #attach(account: AvailableAccount): Promise<void> {
    // With `auto`, listeners of `account-details` run first and may cancel.
    await Promise.resolve();
    this.#controller.signal.throwIfAborted();
    const { platform, accountId = '' } = this.#connection;
    try {
      const attached = await this.#useClient().attach(account);
      if (!this.#isOver) this.#host.dispatch(new AccountAttachedEvent(attached));
    } catch (cause) {
      if (this.#isOver) throw cause;
      const error = toSocialConnectError(cause);
      this.#host.dispatch(new AccountAttachFailedEvent({ platform, accountId, account, error }));
      throw error;
    }
  }
}
