import { dropUndefined } from '../drop-undefined.js';
import { ENTRY_FIELDS, reduceAccountEntry } from './account-entry.js';
import type { AccountEntry } from './account-entry.js';
import { reduceEnvelope } from './envelope.js';
import type { Envelope } from './envelope.js';
import { PLATFORMS } from '../platforms.js';
import type { AccountKind, Platform } from '../platforms.js';
import { MAX_ENTRIES, reduceObject } from '../fields.js';
import type { Reduced } from '../fields.js';

/** One page, profile, channel, location or account that a login manages; the same shape for every platform. */
export interface AvailableAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly username?: string;
  /** Address of a picture, `https:` only. */
  readonly avatar?: string;
  /** Whether HighLevel says it is attached to the location already. */
  readonly connected: boolean;
  readonly verified?: boolean;
  /** The entry as HighLevel gave it, reduced to known fields: attaching needs it. */
  readonly source: Readonly<Record<string, unknown>>;
}

/** Kinds other than the platform's usual one, by the list that an entry stands in or by its `type` in lower case. */
const OTHER_KINDS: Partial<Record<Platform, ReadonlyMap<string, AccountKind>>> = {
  linkedin: new Map([['profile', 'profile']]),
  tiktok: new Map([['business', 'business']]),
  pinterest: new Map([['pinner', 'profile']]),
};

function reduceEntries(value: unknown): AccountEntry | readonly AccountEntry[] | undefined {
  if (!Array.isArray(value)) return reduceAccountEntry(value);
  return value
    .slice(0, MAX_ENTRIES)
    .map(reduceAccountEntry)
    .filter((entry) => entry !== undefined);
}

/**
 * The lists that `results` may hold. The schemas and the examples disagree on which platform has which, on whether one
 * entry is a list, and TikTok's and Pinterest's single entry also comes without any list around it.
 * Source: `Get*ResponseDTO` of the Social Planner OpenAPI description, version v3, and the examples beside them.
 */
const LIST_FIELDS = {
  pages: reduceEntries,
  accounts: reduceEntries,
  profile: reduceEntries,
  channels: reduceEntries,
  locations: reduceEntries,
};
const LIST_NAMES = Object.keys(LIST_FIELDS) as (keyof typeof LIST_FIELDS)[];
const RESULT_FIELDS = { ...ENTRY_FIELDS, ...LIST_FIELDS };

/** HighLevel's answer to a details request, reduced to known fields; names and nesting are as HighLevel gave them. */
export type AccountDetailsResponse = Envelope<Reduced<typeof RESULT_FIELDS>>;

/**
 * Reduces HighLevel's answer to a details request to known fields.
 *
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function reduceAccountDetails(response: unknown): AccountDetailsResponse {
  return reduceEnvelope(response, (results) => reduceObject(results, RESULT_FIELDS));
}

function readKind(platform: Platform | 'bluesky', list: string, type: string | undefined): AccountKind {
  if (platform === 'bluesky') return 'profile';
  const kinds = OTHER_KINDS[platform];
  return kinds?.get(list) ?? kinds?.get(type?.toLowerCase() ?? '') ?? PLATFORMS[platform].kind;
}

function createAvailableAccount(
  platform: Platform | 'bluesky',
  list: string,
  entry: AccountEntry,
): AvailableAccount | undefined {
  const { location } = entry;
  const id = entry.id ?? entry.urn ?? entry.openId ?? location?.name;
  if (id === undefined) return undefined;
  const { username } = entry;
  const account = {
    id,
    name: entry.name ?? entry.displayName ?? entry.businessName ?? location?.title ?? username ?? id,
    kind: readKind(platform, list, entry.type),
    username,
    avatar: entry.avatar ?? entry.avatarUrl,
    connected: entry.isConnected ?? location?.isConnected ?? false,
    verified: entry.verified ?? location?.isVerified,
    source: Object.freeze(entry),
  };
  return Object.freeze(dropUndefined(account));
}

/**
 * Reads what a login manages out of HighLevel's answer, whichever of its contradicting shapes it has.
 *
 * Entries without an id are left out, of several with one id the first stays, and at most 1 000 in all are read.
 *
 * @param platform The platform that was connected.
 * @param response The parsed JSON of HighLevel's answer, or of our proxy's.
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function parseAccountDetails(platform: Platform | 'bluesky', response: unknown): AvailableAccount[] {
  const { results = {} } = reduceAccountDetails(response);
  const lists = LIST_NAMES.filter((name) => results[name] !== undefined);
  const named = lists.flatMap((name) => [results[name] ?? []].flat().map((entry) => ({ name, entry })));
  const entries = lists.length > 0 ? named.slice(0, MAX_ENTRIES) : [{ name: '', entry: results }];

  const accounts = new Map<string, AvailableAccount>();
  for (const { name, entry } of entries) {
    const account = createAvailableAccount(platform, name, entry);
    if (account && !accounts.has(account.id)) accounts.set(account.id, account);
  }
  return [...accounts.values()];
}
