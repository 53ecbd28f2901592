import {
  createAccountsStore,
  diffAccounts,
  type Account,
  type AccountsSnapshot,
  type AccountsStore,
  type AccountsStoreOptions,
} from '../../connect/index.js';
import { disconnectEach } from '../../connect/accounts/disconnect-each.js';
import { SocialConnectError, toSocialConnectError } from '../../errors.js';
import { AccountExpiredEvent, AccountExpiringEvent, AccountRecoveredEvent, AccountsChangeEvent } from './events.js';

/** What the feed needs of the element. */
export interface FeedHost {
  readonly onChange: () => void;
  /** Called once for each load that fails. */
  readonly onFailure: (error: SocialConnectError) => void;
  readonly dispatch: (event: Event) => void;
}

const NOTHING: AccountsSnapshot = Object.freeze({
  state: 'loading',
  accounts: [],
  can: [],
  actionRequired: 0,
  total: 0,
  loadedAt: undefined,
  error: undefined,
});

/** The states in which the snapshot has the accounts of a load. */
const LOADED: ReadonlySet<string> = new Set(['ready', 'empty', 'stale']);

/** Whether two stores with these options ask the same, apart from the option `except`. */
function areSame(one: AccountsStoreOptions, other: AccountsStoreOptions | undefined, except?: string): boolean {
  const list = (value: unknown) => (Array.isArray(value) ? value.join(' ') : value);
  return Object.entries(one).every(
    ([name, value]) => name === except || list(value) === list(Reflect.get(other ?? {}, name)),
  );
}

/** Follows the accounts of a location, and dispatches what has changed. */
export class AccountsFeed {
  readonly #host: FeedHost;
  #store: AccountsStore | undefined;
  #unsubscribe: (() => void) | undefined;
  #options: AccountsStoreOptions | undefined;
  #error: SocialConnectError | undefined;
  #known: readonly Account[] | undefined;
  #failure: SocialConnectError | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
  }

  get snapshot(): AccountsSnapshot {
    if (this.#error) return { ...NOTHING, state: 'failed', error: this.#error };
    return this.#store?.getSnapshot() ?? NOTHING;
  }

  /** Follows the accounts that the options name. Does nothing if it follows them already. */
  follow(readOptions: () => AccountsStoreOptions): void {
    try {
      this.#follow(readOptions());
    } catch (error) {
      if (!(error instanceof SocialConnectError)) throw error;
      // The same mistake at the next redraw is reported once.
      if (this.#error?.message === error.message) return;
      this.stop();
      this.#store = undefined;
      this.#options = undefined;
      this.#error = error;
      this.#handleChange();
    }
  }

  #follow(options: AccountsStoreOptions): void {
    const isSame = areSame(options, this.#options);
    if (this.#unsubscribe && isSame) return;
    // A page that sets a new function whenever it is drawn, and is drawn at each change, would load without end.
    if (!areSame(options, this.#options, 'getSessionToken')) this.#known = undefined;
    this.#options = options;
    this.#store = createAccountsStore(options);
    this.#error = undefined;
    const unsubscribe = this.#store.subscribe(() => this.#handleChange());
    // Not earlier: a store that asks the same has its list then.
    this.stop();
    this.#unsubscribe = unsubscribe;
    this.#handleChange();
  }

  /** Ends everything. */
  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  refresh(): Promise<void> {
    return this.#store?.refresh() ?? Promise.resolve();
  }

  reportChange(): void {
    this.#store?.reportChange();
  }

  disconnectAll: AccountsStore['disconnectAll'] = (ids, options) => {
    // Without a store, the settings are wrong: each account fails with what is.
    const fail = () => Promise.reject(toSocialConnectError(this.#error));
    return this.#store?.disconnectAll(ids, options) ?? disconnectEach(ids, fail, options);
  };

  #handleChange(): void {
    this.#host.onChange();
    const { state, accounts, actionRequired, total, error } = this.snapshot;
    if (error && error !== this.#failure) this.#host.onFailure(error);
    const isRecovered = this.#failure !== undefined && error === undefined;
    this.#failure = error;
    if (!LOADED.has(state)) return;
    const before = this.#known;
    if (before && !isRecovered && JSON.stringify(before) === JSON.stringify(accounts)) return;
    this.#known = accounts;
    this.#host.dispatch(new AccountsChangeEvent({ accounts, actionRequired, total }));
    if (!before) return;
    const { expiring, expired, recovered } = diffAccounts(before, accounts);
    for (const account of expiring) this.#host.dispatch(new AccountExpiringEvent({ account }));
    for (const account of expired) this.#host.dispatch(new AccountExpiredEvent({ account }));
    for (const account of recovered) this.#host.dispatch(new AccountRecoveredEvent({ account }));
  }
}
