import type { ConnectedAccount } from '../../protocol/accounts/connected-accounts.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import type { ConnectConfig } from '../config.js';
import type { Connection } from '../outcome.js';
import { fetchAccountDetails } from './accounts-client.js';

/** Whether two entries of the list are the same account, or belong to the same login. */
export function isSameOwner(one: ConnectedAccount, other: ConnectedAccount): boolean {
  const isSame = (field: 'id' | 'oauthId' | 'originId') => one[field] !== undefined && one[field] === other[field];
  return isSame('id') || isSame('oauthId') || isSame('originId');
}

const readNames = (accounts: readonly { readonly name?: string | undefined }[]): readonly string[] =>
  accounts.flatMap(({ name }) => name ?? []);

/** The connection, with whether it is that of the account that was to be reconnected. */
export function addMatch(
  connection: Connection,
  matched: boolean,
  expected?: ConnectedAccount,
  actual: Parameters<typeof readNames>[0] = [],
): Connection {
  if (matched) return Object.freeze({ ...connection, matched });
  const mismatch = Object.freeze(dropUndefined({ expected: expected?.name, actual: readNames(actual) }));
  return Object.freeze({ ...connection, matched, mismatch });
}

/**
 * Compares what a message reports with the account that was to be reconnected, by the list before and the details of the login.
 *
 * @param before The list before the sign-in; empty if it could not be read.
 */
export async function matchAccount(
  config: ConnectConfig,
  connection: Connection,
  before: readonly ConnectedAccount[],
  signal: AbortSignal,
): Promise<Connection> {
  const { reconnectAccount: id = '', ...options } = config.options;
  const { accountId, reconnectAccounts } = connection;
  const expected = before.find((account) => account.id === id);
  // An id in the list begins with the id of the login, and ends with that of the account at its platform.
  if (accountId === undefined) {
    const renewed = before.filter((account) => reconnectAccounts.includes(account.id ?? ''));
    const isSameLogin = expected !== undefined && renewed.some((account) => isSameOwner(account, expected));
    return addMatch(connection, reconnectAccounts.includes(id) || isSameLogin, expected, renewed);
  }
  if (expected?.oauthId === accountId || id.startsWith(`${accountId}_`)) return addMatch(connection, true);
  const { platform, locationId } = config.request;
  const accounts = config.proxyUrl
    ? await fetchAccountDetails({ ...options, platform, accountId, locationId, signal }).then(
        (details) => details.accounts,
        () => [],
      )
    : [];
  // The same person may get a login with another id.
  const isManaged = accounts.some((account) => account.id === expected?.originId || id.endsWith(`_${account.id}`));
  return addMatch(connection, isManaged, expected, accounts);
}
