import type { Account, AccountStatus } from '../../connect/index.js';
import { PLATFORM_NAMES } from '../../protocol/platforms.js';

/** What needs a person comes first. */
const NEED: readonly AccountStatus[] = ['expired', 'expiring', 'unknown', 'active'];

/** Whether a person should connect the account again. */
export function needsPerson({ status }: Account): boolean {
  return status === 'expired' || status === 'expiring';
}

/** Sorts by need, then by platform, then by name in the order of `locale`. */
export function sortAccounts(accounts: readonly Account[], locale: string): Account[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return [...accounts].sort(
    (one, other) =>
      NEED.indexOf(one.status) - NEED.indexOf(other.status) ||
      PLATFORM_NAMES.indexOf(one.platform) - PLATFORM_NAMES.indexOf(other.platform) ||
      compare(one.name, other.name) ||
      compare(one.id, other.id),
  );
}
