import { ID_PATTERN } from '../../protocol/ids.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { hasPlaceholder } from '../../protocol/placeholder.js';
import { isPlatform, PLATFORM_NAMES, type Platform } from '../../protocol/platforms.js';

/**
 * What a session may do: start sign-ins and read what a login manages (`connect`), attach accounts, list the connected ones,
 * disconnect them.
 */
export type Permission = 'connect' | 'attach' | 'list' | 'disconnect';

export const PERMISSIONS: readonly Permission[] = ['connect', 'attach', 'list', 'disconnect'];
/** Disconnecting must be granted explicitly. */
const DEFAULT_PERMISSIONS: readonly Permission[] = ['connect', 'attach', 'list'];

/** Who sends a request. The only source of location and user. */
export interface Session {
  /** The HighLevel location (sub-account). */
  readonly locationId: string;
  /** The HighLevel user. */
  readonly userId: string;
  /** The HighLevel company (agency) of the location, where it is known. */
  readonly companyId?: string;
  /** The platforms that the session may use. Default: all. */
  readonly platforms?: readonly Platform[];
  /** What the session may do. Default: `connect`, `attach` and `list`. */
  readonly can?: readonly Permission[];
}

/** The fields of a session, before they are checked. */
export type UncheckedSession = { readonly [Name in keyof Session]?: unknown };

/** Ids that have the right characters and name nothing: `-`, the session's own location in a path; missing values as text. */
const IMPOSSIBLE_ID = /^(?:[_-]+|undefined|null|nan|true|false|oauth|accounts)$/i;

/** Whether `value` can be the id of a location or a user. */
export function isSessionId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value) && !IMPOSSIBLE_ID.test(value);
}

/** Whether `value` is a list of known platforms. `null` is not: a backend may mean "none" by it. */
export function isPlatformList(value: unknown): value is readonly Platform[] {
  return Array.isArray(value) && value.every(isPlatform);
}

/** Whether `value` is a list of known permissions. */
export function isPermissionList(value: unknown): value is readonly Permission[] {
  return Array.isArray(value) && value.every((entry) => PERMISSIONS.some((permission) => permission === entry));
}

const orAbsent = (isValid: (value: unknown) => boolean) => (value: unknown) => value === undefined || isValid(value);

/** What each field must be. */
const FIELDS = {
  locationId: { isValid: isSessionId, expected: 'the id of a HighLevel location' },
  userId: { isValid: isSessionId, expected: 'the id of a HighLevel user' },
  companyId: { isValid: orAbsent(isSessionId), expected: 'the id of a HighLevel company, or absent' },
  platforms: {
    isValid: orAbsent(isPlatformList),
    expected: `a list of platforms (${PLATFORM_NAMES.join(', ')}), or absent`,
  },
  can: {
    isValid: orAbsent(isPermissionList),
    expected: `a list of permissions (${PERMISSIONS.join(', ')}), or absent`,
  },
} satisfies Record<keyof Session, { isValid: (value: unknown) => boolean; expected: string }>;

const FIELD_NAMES = Object.keys(FIELDS) as (keyof Session)[];

/**
 * What is wrong with a session that {@link parseSession} has not accepted, without a full stop.
 *
 * @param source What has given the session, or must give one: the message begins with it, except for a placeholder.
 */
export function describeFault(
  session: UncheckedSession,
  source: string,
): { option: keyof Session | undefined; message: string } {
  if (!isRecord(session)) return { option: undefined, message: `${source}: the session is not an object` };
  const own = ownOptions(session);
  const option = FIELD_NAMES.find((name) => !FIELDS[name].isValid(own[name]));
  if (option === undefined) return { option, message: `${source}: the session is not valid` };
  const value = own[option];
  // Not everything that a host returns can be written as text.
  const isPlaceholder = typeof value === 'string' && hasPlaceholder(value);
  const message = isPlaceholder
    ? `\`${option}\` is a placeholder that nothing has replaced; write the id itself`
    : `${source}: \`${option}\` must be ${FIELDS[option].expected}`;
  return { option, message };
}

function copySession({ locationId, userId, companyId, platforms, can }: Session): Session {
  return {
    locationId,
    userId,
    ...(companyId !== undefined && { companyId }),
    ...(platforms !== undefined && { platforms: [...platforms] }),
    ...(can !== undefined && { can: [...can] }),
  };
}

/**
 * Reads a session from what the host or a token says, field by field.
 *
 * @returns `undefined` if a field is not valid.
 */
export function parseSession(session: UncheckedSession): Session | undefined {
  const { locationId, userId, companyId, platforms, can } = ownOptions(Object(session) as UncheckedSession);
  // A host's getter might return something else the second time.
  const fields = { locationId, userId, companyId, platforms, can };
  return FIELD_NAMES.every((name) => FIELDS[name].isValid(fields[name])) ? copySession(fields as Session) : undefined;
}

/** Whether the session may use `platform`. */
export function allowsPlatform(session: Session, platform: unknown): boolean {
  const platforms = Object.hasOwn(session, 'platforms') ? session.platforms : undefined;
  return platforms === undefined || platforms.some((allowed) => allowed === platform);
}

/** What the session may do, each once. */
export function listPermissions(session: Session): readonly Permission[] {
  const can = (Object.hasOwn(session, 'can') ? session.can : undefined) ?? DEFAULT_PERMISSIONS;
  return PERMISSIONS.filter((permission) => can.includes(permission));
}
