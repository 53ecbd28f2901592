import { dropUndefined } from '../drop-undefined.js';
import { MAX_ENTRIES, pickFields, type Picked } from '../fields.js';
import { PLATFORMS, type AccountKind, type Platform } from '../platforms.js';
import { ENTRY_FIELDS, pickAccountEntry, type AccountEntry } from './account-entry.js';
import { parseEnvelope, type Envelope } from './envelope.js';

/** A page, profile, channel, location or account under a login. Every platform's accounts have this shape. */
export interface AvailableAccount {
  /** Id of the account at its platform. */
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly username?: string;
  /** URL of a picture: `https:`, or one of the simulator on a loopback name. */
  readonly avatar?: string;
  /** Whether the account is attached to the location. */
  readonly connected: boolean;
  readonly verified?: boolean;
  /** `true` if HighLevel reports that no more locations can be connected (Google); the account cannot be attached then. */
  readonly limitReached?: true;
  /** HighLevel's entry, with its known fields only. Attaching needs it. */
  readonly source: Readonly<Record<string, unknown>>;
}

/** Kinds that differ from the platform's default, by the list that an entry is in or by its `type` in lower case. */
const OTHER_KINDS: Partial<Record<Platform, ReadonlyMap<string, AccountKind>>> = {
  linkedin: new Map([['profile', 'profile']]),
  tiktok: new Map([['business', 'business']]),
  pinterest: new Map([['pinner', 'profile']]),
};

function pickEntries(value: unknown): AccountEntry | readonly AccountEntry[] | undefined {
  if (!Array.isArray(value)) return pickAccountEntry(value);
  return value
    .slice(0, MAX_ENTRIES)
    .map(pickAccountEntry)
    .filter((entry) => entry !== undefined);
}

/**
 * The lists that `results` may contain. Schemas and examples disagree on which platform has which list and on whether a
 * single entry is a list. A single TikTok or Pinterest entry may also be `results` itself.
 * Source: `Get*ResponseDTO` of the Social Planner OpenAPI description, version v3, and the examples beside them.
 */
const LIST_FIELDS = {
  pages: pickEntries,
  accounts: pickEntries,
  profile: pickEntries,
  channels: pickEntries,
  locations: pickEntries,
};
const LIST_NAMES = Object.keys(LIST_FIELDS) as (keyof typeof LIST_FIELDS)[];
const RESULT_FIELDS = { ...ENTRY_FIELDS, ...LIST_FIELDS };

/** HighLevel's details of a login, with their known fields only. Names and nesting are HighLevel's. */
export type DetailsResponse = Envelope<Picked<typeof RESULT_FIELDS>>;

/**
 * Parses HighLevel's details of a login.
 *
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseDetailsResponse(response: unknown): DetailsResponse {
  return parseEnvelope(response, (results) => pickFields(results, RESULT_FIELDS));
}

function findKind(platform: Platform, list: string, type: string | undefined): AccountKind {
  const kinds = OTHER_KINDS[platform];
  return kinds?.get(list) ?? kinds?.get(type?.toLowerCase() ?? '') ?? PLATFORMS[platform].kind;
}

function createAvailableAccount(platform: Platform, list: string, entry: AccountEntry): AvailableAccount | undefined {
  const { location } = entry;
  const id = entry.id ?? entry.urn ?? entry.openId ?? location?.name;
  if (id === undefined) return undefined;
  const { username } = entry;
  const account = {
    id,
    name: entry.name ?? entry.displayName ?? entry.businessName ?? location?.title ?? username ?? id,
    kind: findKind(platform, list, entry.type),
    username,
    avatar: entry.avatar ?? entry.avatarUrl,
    connected: entry.isConnected ?? location?.isConnected ?? false,
    verified: entry.verified ?? location?.isVerified,
    limitReached: location?.maxLocation || undefined,
    source: Object.freeze({ ...entry }),
  };
  return Object.freeze(dropUndefined(account));
}

/**
 * Parses HighLevel's details of a login into a list of accounts, whichever of HighLevel's shapes the response has.
 *
 * Entries without an id are left out. Of several entries with the same id, the first is kept. At most 1,000 entries are
 * read.
 *
 * @param platform The platform that was connected.
 * @param response The parsed JSON of the response of HighLevel or of the proxy.
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseAccountDetails(platform: Platform, response: unknown): AvailableAccount[] {
  const { results } = parseDetailsResponse(response);
  if (!results) return [];
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
