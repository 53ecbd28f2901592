import { reduceEnvelope } from './envelope.js';
import type { Envelope } from './envelope.js';
import { flag, httpsUrl, isRecord, MAX_ENTRIES, originId, reduceObject, text } from '../fields.js';
import type { Reduced } from '../fields.js';

const ACCOUNT_FIELDS = {
  id: originId,
  /** Equals the `accountId` that the finish page posted. */
  oauthId: originId,
  profileId: originId,
  originId,
  name: text,
  username: text,
  avatar: httpsUrl,
  platform: text,
  type: text,
  isExpired: flag,
};

/** One account that is connected to a location, reduced to known fields. */
export type ConnectedAccount = Reduced<typeof ACCOUNT_FIELDS>;

/** HighLevel's list of connected accounts, reduced to known fields. */
export type AccountListResponse = Envelope<{ readonly accounts: readonly ConnectedAccount[] }>;

/** HighLevel lists deleted accounts, too. */
function isPresent(account: unknown): boolean {
  return isRecord(account) && account.deleted !== true;
}

function reduceConnectedAccount(account: unknown): ConnectedAccount[] {
  const known = reduceObject(account, ACCOUNT_FIELDS);
  return known?.id === undefined ? [] : [known];
}

function reduceAccounts(results: unknown): { accounts: readonly ConnectedAccount[] } {
  const accounts: unknown[] = isRecord(results) && Array.isArray(results.accounts) ? results.accounts : [];
  return { accounts: accounts.filter(isPresent).slice(0, MAX_ENTRIES).flatMap(reduceConnectedAccount) };
}

/**
 * Reduces HighLevel's list of connected accounts to known fields, without groups, deleted accounts and those without an
 * id; at most 1 000 are read.
 *
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function reduceAccountList(response: unknown): AccountListResponse {
  return reduceEnvelope(response, reduceAccounts);
}

const DISCONNECTED_FIELDS = { locationId: originId, id: originId };

/** HighLevel's answer to a disconnect, reduced to known fields. */
export type DisconnectResponse = Envelope<Reduced<typeof DISCONNECTED_FIELDS>>;

/**
 * Reduces HighLevel's answer to a disconnect to known fields.
 *
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function reduceDisconnectResponse(response: unknown): DisconnectResponse {
  return reduceEnvelope(response, (results) => reduceObject(results, DISCONNECTED_FIELDS));
}
