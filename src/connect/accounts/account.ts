import {
  parseAccountList,
  readListedPlatform,
  type ConnectedAccount,
} from '../../protocol/accounts/connected-accounts.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import { ownField } from '../../protocol/own-field.js';
import { PLATFORMS, type AccountKind, type Platform } from '../../protocol/platforms.js';
import { requireOptions } from '../../protocol/own-options.js';

/**
 * Whether an account works.
 *
 * | status | meaning |
 * | --- | --- |
 * | `active` | It works. |
 * | `expiring` | It works, and expires soon. |
 * | `expired` | It has to be connected again. |
 * | `unknown` | HighLevel does not say. |
 */
export type AccountStatus = 'active' | 'expiring' | 'expired' | 'unknown';

/** An account that is connected to a location. */
export interface Account {
  /** Id in the location's list. Disconnecting and posting use it. */
  readonly id: string;
  /** Id of the login that manages the account: `accountId` of its connection. */
  readonly loginId: string | undefined;
  readonly platform: Platform;
  readonly kind: AccountKind;
  /** Name of the account; its user name or id where HighLevel gives no name. */
  readonly name: string;
  readonly username?: string;
  /** Address of a picture. */
  readonly avatar?: string;
  readonly status: AccountStatus;
  /** When the account's access expires, or has expired. Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** When HighLevel last changed the account. Milliseconds since 1970. */
  readonly updatedAt?: number;
}

/** How accounts are read from HighLevel's list. */
export interface ParseAccountsOptions {
  /** Days before the expiry from which an account is `expiring`. Default: 7. */
  readonly expiringWithin?: number | undefined;
  /** The platforms to include. Default: all. */
  readonly platforms?: readonly Platform[] | undefined;
  /** The present, in milliseconds since 1970. Default: `Date.now()`. */
  readonly now?: number | undefined;
}

export const DAY_MS = 86_400_000;
export const DEFAULT_EXPIRING_DAYS = 7;

const KINDS: ReadonlySet<unknown> = new Set<AccountKind>([
  'page',
  'profile',
  'business',
  'location',
  'channel',
  'account',
]);

function readKind(type: string | undefined, platform: Platform): AccountKind {
  const kind = type?.toLowerCase();
  return KINDS.has(kind) ? (kind as AccountKind) : PLATFORMS[platform].kind;
}

/**
 * An account whose access lasts no longer than the warning time is renewed by HighLevel itself: it would be `expiring` from
 * its first day on, and a person could do nothing about it.
 */
function readStatus(entry: ConnectedAccount, expiringMs: number, now: number): AccountStatus {
  if (entry.isExpired === true) return 'expired';
  if (entry.expire === undefined) return entry.isExpired === false ? 'active' : 'unknown';
  const expiresAt = Date.parse(entry.expire);
  if (expiresAt <= now) return entry.isExpired === false ? 'active' : 'expired';
  if (expiresAt - now > expiringMs) return 'active';
  const renewedAt = Date.parse(entry.updatedAt ?? entry.createdAt ?? '');
  return expiresAt - renewedAt <= expiringMs ? 'active' : 'expiring';
}

const readTime = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time));

function createAccount(entry: ConnectedAccount, expiringMs: number, now: number): Account | undefined {
  const platform = readListedPlatform(entry);
  const { id, oauthId, name, username, avatar, type } = entry;
  if (platform === undefined || id === undefined) return undefined;
  const expiresAt = readTime(entry.expire);
  const updatedAt = readTime(entry.updatedAt);
  const fields = dropUndefined({
    id,
    platform,
    kind: readKind(type, platform),
    name: name ?? username ?? id,
    username,
    avatar,
    status: readStatus(entry, expiringMs, now),
    expiresAt,
    updatedAt,
  });
  return Object.freeze({ ...fields, loginId: oauthId });
}

/** The accounts that entries of HighLevel's list stand for, without deleted ones and platforms that cannot be connected. */
export function createAccounts(entries: readonly ConnectedAccount[], options: ParseAccountsOptions = {}): Account[] {
  const { expiringWithin = DEFAULT_EXPIRING_DAYS, platforms, now = Date.now() } = requireOptions(options);
  return entries.flatMap((entry) => {
    const account = entry.deleted === true ? undefined : createAccount(entry, expiringWithin * DAY_MS, now);
    return account && (platforms === undefined || platforms.includes(account.platform)) ? [account] : [];
  });
}

/**
 * Reads accounts from the response of the proxy, or of HighLevel itself, to `GET …/{locationId}/accounts`. For servers
 * that check the health of accounts on a schedule.
 *
 * @throws {SocialConnectError} `invalid_response` if it is not a list of accounts, `upstream_error` if it reports a failure.
 */
export function parseAccounts(response: unknown, options: ParseAccountsOptions = {}): Account[] {
  return createAccounts(parseAccountList(response), options);
}

/** What the session may do, as the proxy's list says it. */
export type Permission = 'connect' | 'attach' | 'list' | 'disconnect';

const PERMISSIONS: readonly Permission[] = ['connect', 'attach', 'list', 'disconnect'];

/** The permissions in a response. A proxy that names none allows all but disconnecting. */
export function parsePermissions(response: unknown): readonly Permission[] {
  const can = ownField(ownField(response, 'results'), 'can');
  return PERMISSIONS.filter((permission) =>
    Array.isArray(can) ? can.includes(permission) : permission !== 'disconnect',
  );
}
