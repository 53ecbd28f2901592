import { ID_PATTERN } from '../../protocol/ids.js';
import { ownOptions } from '../../protocol/own-options.js';
import { hasPlaceholder } from '../../protocol/placeholder.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';

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

/** What to say of a session whose id is a placeholder that nothing has replaced; empty if none is. */
export function describePlaceholder(session: UncheckedSession): string {
  const own = ownOptions(Object(session) as UncheckedSession);
  const name = (['locationId', 'userId', 'companyId'] as const).find((key) => hasPlaceholder(own[key]));
  return name === undefined ? '' : `\`${name}\` is a placeholder that nothing has replaced; write the id itself`;
}

/** Whether `value` is a list of known platforms. `null` is not: a backend may mean "none" by it. */
export function isPlatformList(value: unknown): value is readonly Platform[] {
  return Array.isArray(value) && value.every(isPlatform);
}

/** Whether `value` is a list of known permissions. */
export function isPermissionList(value: unknown): value is readonly Permission[] {
  return Array.isArray(value) && value.every((entry) => PERMISSIONS.some((permission) => permission === entry));
}

/**
 * Reads a session from what the host or a token says, field by field.
 *
 * @returns `undefined` if a field is not valid.
 */
export function parseSession(session: UncheckedSession): Session | undefined {
  const { locationId, userId, companyId, platforms, can } = ownOptions(Object(session) as UncheckedSession);
  if (!isSessionId(locationId) || !isSessionId(userId)) return undefined;
  if (companyId !== undefined && !isSessionId(companyId)) return undefined;
  if (platforms !== undefined && !isPlatformList(platforms)) return undefined;
  if (can !== undefined && !isPermissionList(can)) return undefined;
  return {
    locationId,
    userId,
    ...(companyId !== undefined && { companyId }),
    ...(platforms !== undefined && { platforms: [...platforms] }),
    ...(can !== undefined && { can: [...can] }),
  };
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
