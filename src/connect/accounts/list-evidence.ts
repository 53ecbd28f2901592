import { MAX_ENTRIES } from '../../protocol/fields.js';
import type { ConnectedAccount } from '../../protocol/accounts/connected-accounts.js';
import type { Platform } from '../../protocol/platforms.js';
import { createAccounts, type Account } from './account.js';

/** Two lists of the same location. */
export interface ListPair {
  readonly before: readonly ConnectedAccount[];
  readonly after: readonly ConnectedAccount[];
  readonly platform: Platform;
}

/** Accounts that a sign-in between two lists has connected. */
export interface ListEvidence {
  readonly added: readonly Account[];
  /** Accounts that were there before, and work again or longer. */
  readonly renewed: readonly Account[];
}

const isLater = (after: number | undefined, before: number | undefined): boolean =>
  after !== undefined && before !== undefined && after > before;

function isRenewed(before: Account, after: Account): boolean {
  // `unknown` after `expired` may only mean that HighLevel has left a field out.
  const isRecovered = before.status === 'expired' && after.status !== 'unknown';
  return isRecovered || isLater(after.expiresAt, before.expiresAt) || isLater(after.updatedAt, before.updatedAt);
}

/**
 * Finds out which accounts of a platform were connected between two lists. An account that has expired proves nothing,
 * even if other fields have changed.
 */
export function findEvidence({ before, after, platform }: ListPair): ListEvidence {
  // One clock for both: otherwise an account could expire, or recover, by the time that has passed.
  const options = { platforms: [platform], now: Date.now() };
  const known = createAccounts(before, options);
  const find = (id: string) => known.filter((account) => account.id === id);
  const working = createAccounts(after, options).filter(({ status }) => status !== 'expired');
  // Beyond the limit, an account may be new only to the part of the list that was read.
  const isComplete = before.length < MAX_ENTRIES;
  return {
    added: working.filter(({ id }) => isComplete && find(id).length === 0),
    renewed: working.filter((account) => {
      const previous = find(account.id);
      return previous.length > 0 && previous.every((entry) => isRenewed(entry, account));
    }),
  };
}
