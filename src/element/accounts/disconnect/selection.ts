import type { Account } from '../../../connect/index.js';

/** The accounts that a person has selected, while several are to be selected. */
export class Selection {
  #ids: Set<string> | undefined;

  /** Whether accounts can be selected now. */
  get isOn(): boolean {
    return this.#ids !== undefined;
  }

  start(): void {
    this.#ids = new Set();
  }

  leave(): void {
    this.#ids = undefined;
  }

  has({ id }: Account): boolean {
    return this.#ids?.has(id) === true;
  }

  set(accounts: readonly Account[], isSelected: boolean): void {
    for (const { id } of accounts) this.#ids?.[isSelected ? 'add' : 'delete'](id);
  }

  /** Those of `accounts` that are selected: one that has left the list no longer is. */
  pick(accounts: readonly Account[]): readonly Account[] {
    return accounts.filter((account) => this.has(account));
  }
}
