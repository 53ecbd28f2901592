import type { Account } from '../../connect/index.js';
import { PLATFORMS } from '../../protocol/platforms.js';
import { isolate } from '../i18n/labels.js';
import { describeAccounts, type DescribedAccount } from '../names/describe-accounts.js';

const lists = new WeakSet<readonly Account[]>();
const described = new WeakMap<Account, DescribedAccount<Account>>();

/** Finds out which accounts of a list look alike. What is said of them later then tells them apart. */
export function compareNames(accounts: readonly Account[]): void {
  if (lists.has(accounts)) return;
  lists.add(accounts);
  for (const each of describeAccounts(accounts)) described.set(each.account, each);
}

/** The texts that show an account in its list. */
export function describeAccount(account: Account): DescribedAccount<Account> {
  if (!described.has(account)) compareNames([account]);
  return described.get(account) as DescribedAccount<Account>;
}

/**
 * The name of an account where its row may not be in sight. If another account of the list has a name that looks the same,
 * it says what tells them apart.
 */
export function nameAccount(account: Account): string {
  const { name, username, shownId, hasNamesake } = describeAccount(account);
  const details = [PLATFORMS[account.platform].name, username, shownId].filter(Boolean).join(' · ');
  return hasNamesake ? `${name} (${details})` : name;
}

/** The same for a text around it, whose direction it must not change. */
export function isolateName(account: Account): string {
  return isolate(nameAccount(account));
}
