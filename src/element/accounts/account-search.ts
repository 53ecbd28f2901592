import type { Account } from '../../connect/index.js';
import { PLATFORMS } from '../../protocol/platforms.js';
import { SEARCH_FROM } from '../picker/picker-state.js';
import { matchesQuery, parseQuery, toSearchText } from '../picker/search-text.js';

/** Finds accounts by their names and platforms. */
export class AccountSearch {
  readonly #texts = new WeakMap<Account, string>();
  query = '';

  /** Whether there are so many accounts that a person has to search. A search that has begun stays. */
  isNeeded(accounts: readonly Account[]): boolean {
    return accounts.length >= SEARCH_FROM || this.query !== '';
  }

  find(accounts: readonly Account[]): ReadonlySet<Account> {
    const words = parseQuery(this.query);
    return new Set(words.length > 0 ? accounts.filter((each) => matchesQuery(this.#readText(each), words)) : accounts);
  }

  #readText(account: Account): string {
    const { name, username = '', platform } = account;
    const text = this.#texts.get(account) ?? toSearchText(`${name} ${username} ${PLATFORMS[platform].name}`);
    this.#texts.set(account, text);
    return text;
  }
}
