import { SocialConnectError } from '../../errors.js';
import type { Account } from './account.js';

/** What has changed between two lists of accounts. */
export interface AccountsDiff {
  /** Accounts that are new in the list. */
  readonly added: readonly Account[];
  /** Accounts that are no longer in the list, as they were. */
  readonly removed: readonly Account[];
  /** Accounts that have expired, and were not expired before. */
  readonly expired: readonly Account[];
  /** Accounts that expire soon, and did not before. */
  readonly expiring: readonly Account[];
  /** Accounts that had expired or were about to, and work again. */
  readonly recovered: readonly Account[];
}

function requireList(name: string, value: unknown): void {
  if (Array.isArray(value)) return;
  throw new SocialConnectError(
    'invalid_config',
    `diffAccounts: \`${name}\` must be a list of accounts. After a failed request, keep the last list instead.`,
    { option: name },
  );
}

/**
 * Compares two lists of accounts. With a timer on a server it replaces the webhook that HighLevel does not have.
 *
 * @param before The last list that was read successfully.
 * @param after The list now.
 * @throws {SocialConnectError} `invalid_config` if one of them is not a list: a failed request never means that all
 *   accounts are gone.
 */
export function diffAccounts(before: readonly Account[], after: readonly Account[]): AccountsDiff {
  requireList('before', before);
  requireList('after', after);
  const previous = new Map(before.map((account) => [account.id, account]));
  const present = new Set(after.map(({ id }) => id));
  const statusBefore = ({ id }: Account) => previous.get(id)?.status;
  const turned = (status: Account['status']) =>
    after.filter((account) => {
      const was = statusBefore(account);
      return account.status === status && was !== undefined && was !== status;
    });
  return {
    added: after.filter(({ id }) => !previous.has(id)),
    removed: before.filter(({ id }) => !present.has(id)),
    expired: turned('expired'),
    expiring: turned('expiring').filter((account) => statusBefore(account) !== 'expired'),
    recovered: [
      ...turned('active').filter((account) => statusBefore(account) !== 'unknown'),
      ...turned('expiring').filter((account) => statusBefore(account) === 'expired'),
    ],
  };
}
