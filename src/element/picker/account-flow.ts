import type { CSSResult } from 'lit';
import { createMissingPartError, SocialConnectError } from '../../errors.js';
import {
  createAccountClient,
  type AccountClient,
  type AccountDetails,
} from '../../connect/accounts/accounts-client.js';
import type { Connection } from '../../connect/outcome.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import { accountEnglish } from '../i18n/account-english.js';
import {
  AccountAttachedEvent,
  AccountAttachFailedEvent,
  AccountDetailsEvent,
  AccountDetailsFailedEvent,
} from '../events.js';
import { completeEnglish, describeError, type TextSource } from '../i18n/labels.js';
import type * as pickerModule from './picker.js';
import type { ConnectPlan } from '../connect/plan.js';
import type { ConnectState } from '../connect/state.js';

/** What the flow needs of the controller. */
export interface AccountFlowHost {
  readonly setState: (state: ConnectState) => void;
  readonly dispatch: (event: Event) => void;
  readonly trace: (message: string) => void;
  readonly switchLogin: () => void;
  /** The element's session token as it is now: the choice may last longer than the token it began with. */
  readonly getSessionToken: () => string | undefined;
  readonly adoptStyles: (styles: CSSResult) => void;
  readonly text: TextSource;
}

function toError(cause: unknown): SocialConnectError {
  return cause instanceof SocialConnectError ? cause : createMissingPartError(cause);
}

/**
 * Owns what follows a connection: the details, the choice, the attaching. Ends by one signal; the connection stands
 * whatever happens here.
 */
export class AccountFlow {
  readonly #controller = new AbortController();
  readonly #connection: Connection;
  readonly #plan: ConnectPlan;
  readonly #host: AccountFlowHost;
  #client: AccountClient | undefined;
  #sessionToken: string | undefined;

  constructor(connection: Connection, plan: ConnectPlan, host: AccountFlowHost) {
    this.#connection = connection;
    this.#plan = plan;
    this.#host = host;
    completeEnglish(accountEnglish);
  }

  /** Stops here; nothing is told any more. */
  abort(): void {
    this.#controller.abort();
  }

  async loadDetails(): Promise<void> {
    const { setState, dispatch, trace } = this.#host;
    const connection = this.#connection;
    const { platform, accountId = '' } = connection;
    try {
      // The picker's code comes while the details do; without a choice it is never loaded.
      const [details, { Picker }] = await Promise.all([this.#useClient().fetchDetails(), this.#loadPicker()]);
      if (this.#isOver) return;
      if (Picker && this.#needsChoice(details)) this.#choose(details, Picker);
      else setState({ status: 'connected', connection, details });
      dispatch(new AccountDetailsEvent(details));
    } catch (cause) {
      if (this.#isOver) return;
      const detailsError = toError(cause);
      trace(`details: ${detailsError.message}`);
      setState({ status: 'connected', connection, detailsError });
      dispatch(new AccountDetailsFailedEvent(platform, accountId, detailsError));
    }
  }

  /** One client, for it remembers a token that it has asked for, until the page sets another one on the element. */
  #useClient(): AccountClient {
    const sessionToken = this.#host.getSessionToken();
    if (this.#client && sessionToken === this.#sessionToken) return this.#client;
    const { platform, accountId = '', locationId } = this.#connection;
    const { signal } = this.#controller;
    this.#sessionToken = sessionToken;
    return (this.#client = createAccountClient({
      ...this.#plan,
      platform,
      accountId,
      locationId,
      signal,
      sessionToken,
    }));
  }

  get #isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  get #attaches(): boolean {
    return this.#plan.attach !== 'none' && isAttachable(this.#connection.platform);
  }

  async #loadPicker(): Promise<Partial<typeof pickerModule>> {
    return this.#attaches ? import('./picker.js') : {};
  }

  /** With `auto`, a login whose one account is attached already has nothing left to do. */
  #needsChoice({ accounts }: AccountDetails): boolean {
    return !(this.#plan.attach === 'auto' && accounts.length === 1 && accounts[0]?.connected);
  }

  #choose(details: AccountDetails, PickerClass: typeof pickerModule.Picker): void {
    const { setState, text, switchLogin, adoptStyles } = this.#host;
    const connection = this.#connection;
    adoptStyles(PickerClass.styles);
    const picker = new PickerClass({
      accounts: details.accounts,
      kind: PLATFORMS[connection.platform].kind,
      text,
      describeError: (error) => describeError(error, text),
      avatars: this.#plan.avatars,
      attach: (account) => this.#attach(account),
      onChange: (busy) => {
        if (!this.#isOver) setState({ status: busy ? 'attaching' : 'choosing', connection, details, picker });
      },
      onDone: () => {
        if (!this.#isOver) setState({ status: 'connected', connection, details, picker });
      },
      onSwitchLogin: switchLogin,
    });
    if (this.#plan.attach === 'auto' && details.accounts.length === 1) void picker.attachAll();
    else setState({ status: 'choosing', connection, details, picker });
  }

  async #attach(account: AvailableAccount): Promise<void> {
    // With `auto`, the page hears of the details first, and may stop here.
    await Promise.resolve();
    this.#controller.signal.throwIfAborted();
    const { platform, accountId = '' } = this.#connection;
    try {
      const attached = await this.#useClient().attach(account);
      if (!this.#isOver) this.#host.dispatch(new AccountAttachedEvent(attached));
    } catch (cause) {
      if (this.#isOver) throw cause;
      const error = toError(cause);
      this.#host.dispatch(new AccountAttachFailedEvent(platform, accountId, account, error));
      throw error;
    }
  }
}
