import type { Account } from '../../../connect/index.js';
import type { AccountsStore } from '../../../connect/accounts/accounts-store.js';
import type { DisconnectResult } from '../../../connect/accounts/disconnect-each.js';
import type { SocialConnectError } from '../../../errors.js';
import type { Labels, TextSource } from '../../i18n/label-keys.js';
import { describeError } from '../../i18n/labels.js';
import { isolateName } from '../account-name.js';
import { AccountDisconnectedEvent, AccountDisconnectFailedEvent, BeforeDisconnectEvent } from '../events.js';
import { Selection } from './selection.js';

/** The question that is open. */
export interface Question {
  /** One account or more. */
  readonly accounts: readonly Account[];
  /** Texts of the page about what follows. `undefined` while it finds out. */
  readonly notes: readonly string[] | undefined;
}

/** Accounts that are being disconnected after one question. */
export interface Run {
  readonly accounts: readonly Account[];
  /** Whether they are the selected ones. */
  readonly isSelected: boolean;
  /** Those that have ended. */
  readonly results: DisconnectResult[];
  readonly stopping: AbortController;
}

/** What disconnecting needs of the element. */
export interface DisconnectHost {
  readonly disconnectAll: AccountsStore['disconnectAll'];
  readonly dispatch: (event: Event) => boolean;
  readonly onChange: () => void;
  readonly text: TextSource;
}

/** How the accounts of a run can end, and the text that counts them. */
const COUNTS = [
  ['disconnected', 'disconnectedCount'],
  ['failed', 'disconnectFailedCount'],
  ['not-tried', 'notTriedCount'],
] as const satisfies readonly (readonly [DisconnectResult['status'], keyof Labels])[];

/** Asks before accounts are disconnected, disconnects them one after the other, and remembers how each ended. */
export class Disconnecting {
  readonly selection = new Selection();
  readonly #host: DisconnectHost;
  readonly #busy = new Set<string>();
  /** How the last try ended, by account. */
  readonly #problems = new Map<string, SocialConnectError | 'not-tried'>();
  readonly #runs = new Set<Run>();
  #question: Question | undefined;
  /** What was said last, for the live region. */
  announcement = '';
  /** What became of the selected accounts. */
  summary = '';

  constructor(host: DisconnectHost) {
    this.#host = host;
  }

  get question(): Question | undefined {
    return this.#question;
  }

  /** The selected accounts that are being disconnected. */
  get run(): Run | undefined {
    return this.selection.isOn ? [...this.#runs].find(({ isSelected }) => isSelected) : undefined;
  }

  isBusy({ id }: Account): boolean {
    return this.#busy.has(id);
  }

  /** Why the account is still there although it was to be disconnected. */
  describeProblem(account: Account): string | undefined {
    const { text } = this.#host;
    const problem = this.#problems.get(account.id);
    if (!problem) return undefined;
    const name = isolateName(account);
    if (problem === 'not-tried') return text('notTried', { name });
    return text('disconnectFailed', { name, message: describeError(problem, text) });
  }

  startSelection(): void {
    this.selection.start();
    this.summary = '';
    this.#host.onChange();
  }

  select(accounts: readonly Account[], isSelected: boolean): void {
    this.selection.set(accounts, isSelected);
    this.#host.onChange();
  }

  /** Stops what is being done with the selected accounts, else leaves the selection. */
  cancel(): void {
    if (this.run) this.run.stopping.abort();
    else this.selection.leave();
    this.#host.onChange();
  }

  /** Opens the question, unless the page prevents it. */
  async ask(wanted: readonly Account[]): Promise<void> {
    const accounts = wanted.filter((account) => !this.isBusy(account));
    const [account] = accounts;
    if (!account) return;
    const event = new BeforeDisconnectEvent({ account, accounts });
    if (!this.#host.dispatch(event)) return;
    this.#setQuestion({ accounts, notes: undefined });
    const notes = await event.readNotes();
    if (this.#question?.accounts === accounts) this.#setQuestion({ accounts, notes });
  }

  /** Closes a question without disconnecting anything. */
  dismiss(question: Question | undefined): void {
    if (question && question.accounts === this.#question?.accounts) this.#setQuestion(undefined);
  }

  /** Closes a question about accounts that are all gone: the list may be that of another location. */
  dismissUnless(listed: readonly Account[]): void {
    const ids = new Set(listed.map(({ id }) => id));
    if (!this.#question?.accounts.some(({ id }) => ids.has(id))) this.dismiss(this.#question);
  }

  /** Disconnects the accounts that the question is about. Never rejects. */
  async confirm(): Promise<void> {
    const accounts = (this.#question?.accounts ?? []).filter((account) => !this.isBusy(account));
    if (accounts.length === 0) return;
    const isSelected = accounts.every((account) => this.selection.has(account));
    const run: Run = { accounts, isSelected, results: [], stopping: new AbortController() };
    this.#runs.add(run);
    for (const { id } of accounts) {
      this.#busy.add(id);
      this.#problems.delete(id);
    }
    this.announcement = this.describeRun(run);
    this.summary = '';
    this.#setQuestion(undefined);
    await this.#host.disconnectAll(
      accounts.map(({ id }) => id),
      { signal: run.stopping.signal, onResult: (result) => this.#handleResult(run, result) },
    );
  }

  /** Nothing more is disconnected. */
  stop(): void {
    for (const { stopping } of this.#runs) stopping.abort();
  }

  /** What is being done. */
  describeRun({ accounts, results }: Run): string {
    const { text } = this.#host;
    const [account] = accounts;
    if (accounts.length === 1 && account) return text('disconnectingAccount', { name: isolateName(account) });
    return text('disconnectProgress', { count: results.length + 1, total: accounts.length });
  }

  #handleResult(run: Run, result: DisconnectResult): void {
    const account = run.accounts[run.results.length];
    if (!account) return;
    run.results.push(result);
    this.#busy.delete(account.id);
    if (result.status === 'disconnected') this.selection.set([account], false);
    else this.#problems.set(account.id, result.status === 'failed' ? result.error : 'not-tried');
    if (run.results.length === run.accounts.length) this.#end(run);
    this.#host.onChange();
    this.#report(account, result);
  }

  #report(account: Account, result: DisconnectResult): void {
    if (result.status === 'failed') {
      this.#host.dispatch(new AccountDisconnectFailedEvent({ account, error: result.error }));
    }
    if (result.status !== 'disconnected') return;
    const { alreadyGone, receipt } = result;
    const detail = { account, alreadyGone, ...(receipt !== undefined && { receipt }) };
    this.#host.dispatch(new AccountDisconnectedEvent(detail));
  }

  #end(run: Run): void {
    this.#runs.delete(run);
    this.announcement = this.#summarize(run);
    if (!run.isSelected) return;
    this.summary = this.announcement;
    // What failed stays selected, to be tried again.
    if (run.results.every(({ status }) => status === 'disconnected')) this.selection.leave();
  }

  #summarize({ accounts, results }: Run): string {
    const { text } = this.#host;
    const [account] = accounts;
    if (accounts.length === 1 && account) {
      return this.describeProblem(account) ?? text('disconnected', { name: isolateName(account) });
    }
    return COUNTS.map(([status, key]) => ({ key, count: results.filter((result) => result.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ key, count }) => text(key, { count }))
      .join(' ');
  }

  #setQuestion(question: Question | undefined): void {
    this.#question = question;
    this.#host.onChange();
  }
}
