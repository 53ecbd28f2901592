import type { Account } from '../../connect/index.js';
import { toSocialConnectError, type SocialConnectError } from '../../errors.js';
import type { DisconnectedAccount } from '../../connect/accounts/list-client.js';
import { AccountDisconnectedEvent, AccountDisconnectFailedEvent, BeforeDisconnectEvent } from './events.js';

/** The question that is open. */
export interface Question {
  readonly account: Account;
  /** Texts of the page about what follows. `undefined` while it finds out. */
  readonly notes: readonly string[] | undefined;
}

/** What disconnecting needs of the element. */
export interface DisconnectHost {
  readonly disconnect: (id: string) => Promise<DisconnectedAccount>;
  readonly dispatch: (event: Event) => boolean;
  readonly onChange: () => void;
  /** The account is no longer in the list. */
  readonly onGone: (account: Account) => void;
}

/** Asks before an account is disconnected, disconnects it, and remembers what went wrong. */
export class Disconnecting {
  readonly #host: DisconnectHost;
  readonly #busy = new Set<string>();
  readonly #errors = new Map<string, SocialConnectError>();
  #question: Question | undefined;
  /** The account that was disconnected last. */
  last: Account | undefined;

  constructor(host: DisconnectHost) {
    this.#host = host;
  }

  get question(): Question | undefined {
    return this.#question;
  }

  isBusy({ id }: Account): boolean {
    return this.#busy.has(id);
  }

  readError({ id }: Account): SocialConnectError | undefined {
    return this.#errors.get(id);
  }

  /** Opens the question, unless the page prevents it. */
  async ask(account: Account): Promise<void> {
    if (this.isBusy(account)) return;
    const event = new BeforeDisconnectEvent({ account });
    if (!this.#host.dispatch(event)) return;
    this.#setQuestion({ account, notes: undefined });
    const notes = await event.readNotes();
    if (this.#question?.account === account) this.#setQuestion({ account, notes });
  }

  /** Closes the question about `account` without disconnecting it. */
  dismiss(account: Account | undefined): void {
    if (account && account === this.#question?.account) this.#setQuestion(undefined);
  }

  /** Disconnects the account that the question is about. Never rejects. */
  async confirm(): Promise<void> {
    const account = this.#question?.account;
    if (!account || this.isBusy(account)) return;
    this.#busy.add(account.id);
    this.#errors.delete(account.id);
    this.#setQuestion(undefined);
    try {
      const { alreadyGone, receipt } = await this.#host.disconnect(account.id);
      this.last = account;
      this.#busy.delete(account.id);
      this.#host.onGone(account);
      this.#host.dispatch(
        new AccountDisconnectedEvent({ account, alreadyGone, ...(receipt !== undefined && { receipt }) }),
      );
    } catch (cause) {
      const error = toSocialConnectError(cause);
      this.#busy.delete(account.id);
      this.#errors.set(account.id, error);
      this.#host.onChange();
      this.#host.dispatch(new AccountDisconnectFailedEvent({ account, error }));
    }
  }

  #setQuestion(question: Question | undefined): void {
    this.#question = question;
    this.#host.onChange();
  }
}
