import { SocialConnectError } from '../../errors.js';
import {
  boolean,
  isoTime,
  MAX_ENTRIES,
  pickFields,
  pictureUrl,
  platformId,
  trimmedText,
  type Picked,
} from '../fields.js';
import { ownField } from '../own-field.js';
import { ownOptions } from '../own-options.js';
import { isPlatform, type Platform } from '../platforms.js';
import { parseEnvelope, type Envelope } from './envelope.js';

const ACCOUNT_FIELDS = {
  /** Id in the location's list. Disconnecting and posting (`accountIds`) use it. */
  id: platformId,
  /** Id of the login: the `accountId` that the finish page posted. */
  oauthId: platformId,
  profileId: platformId,
  /** Id of the account at the platform. */
  originId: platformId,
  name: trimmedText,
  username: trimmedText,
  avatar: pictureUrl,
  platform: trimmedText,
  /** HighLevel's word for the kind of account, for example `page` or `location`. */
  type: trimmedText,
  /** When the account's token at the platform expires, as ISO time. */
  expire: isoTime,
  isExpired: boolean,
  createdAt: isoTime,
  updatedAt: isoTime,
  deleted: boolean,
};

/** One account in the list of a location, with its known fields only. Deleted accounts are listed as well. */
export type ConnectedAccount = Picked<typeof ACCOUNT_FIELDS>;

/** HighLevel's list of connected accounts, with its known fields only. */
export type ListResponse = Envelope<{ readonly accounts: readonly ConnectedAccount[] }>;

/**
 * The platform of a listed account; `undefined` for one that cannot be connected. HighLevel lists the accounts of TikTok
 * Business below `tiktok`, with a type of their own.
 */
export function readListedPlatform({ platform, type }: ConnectedAccount): Platform | undefined {
  if (platform === 'tiktok' && type?.toLowerCase() === 'business') return 'tiktok-business';
  return isPlatform(platform) ? platform : undefined;
}

/** The accounts of a list that are not deleted, without the field that says so. */
export function dropDeleted(accounts: readonly ConnectedAccount[]): Omit<ConnectedAccount, 'deleted'>[] {
  return accounts.flatMap(({ deleted, ...account }) => (deleted === true ? [] : [ownOptions(account)]));
}

function parseAccounts(results: unknown): ListResponse['results'] {
  const list = ownField(results, 'accounts');
  if (!Array.isArray(list)) return undefined;
  const entries: unknown[] = list;
  const isDeleted = (entry: unknown) => boolean(ownField(entry, 'deleted')) === true;
  // Separate limits: a long history of deleted accounts must not hide the present ones.
  const present = entries.filter((entry) => !isDeleted(entry)).slice(0, MAX_ENTRIES);
  const deleted = entries.filter(isDeleted).slice(0, MAX_ENTRIES);
  const accounts = [...present, ...deleted].flatMap((entry) => pickFields(entry, ACCOUNT_FIELDS) ?? []);
  return { accounts: accounts.filter(({ id }) => id !== undefined) };
}

/**
 * Parses HighLevel's list of connected accounts. Groups and accounts without an id are left out. Deleted accounts come
 * last and have `deleted: true`; {@link dropDeleted} removes them before the list goes to a browser. At most 1,000 present
 * and 1,000 deleted accounts are read. Without a list, which must not look like an empty one, there are no `results`.
 *
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseListResponse(response: unknown): ListResponse {
  return parseEnvelope(response, parseAccounts);
}

/**
 * Parses a list as {@link parseListResponse} does.
 *
 * @throws {SocialConnectError} The same, and `invalid_response` without a list.
 */
export function parseAccountList(response: unknown): readonly ConnectedAccount[] {
  const { results } = parseListResponse(response);
  if (results) return results.accounts;
  throw new SocialConnectError('invalid_response', 'The response has no list of accounts.');
}

const DISCONNECTED_FIELDS = { locationId: platformId, id: platformId };

/** HighLevel's response to a disconnect, with its known fields only. */
export type DisconnectResponse = Envelope<Picked<typeof DISCONNECTED_FIELDS>>;

/**
 * Parses HighLevel's response to a disconnect.
 *
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseDisconnectResponse(response: unknown): DisconnectResponse {
  return parseEnvelope(response, (results) => pickFields(results, DISCONNECTED_FIELDS));
}
