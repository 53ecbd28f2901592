import { ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform } from '../../protocol/platforms.js';
import type { Platform } from '../../protocol/platforms.js';

/** Who asks: the only source of location and user. */
export interface Session {
  /** The HighLevel location (sub-account). */
  readonly locationId: string;
  /** The HighLevel user. */
  readonly userId: string;
  /** The platforms that the session may use; absent means all. */
  readonly platforms?: readonly Platform[];
}

/**
 * Reads a session out of what the host or a token says, field by field.
 *
 * @returns `undefined` if an id or a platform is not one. A `null` for the platforms is no "all of them": a backend may mean
 * "none" by it.
 */
export function parseSession(value: {
  readonly locationId?: unknown;
  readonly userId?: unknown;
  readonly platforms?: unknown;
}): Session | undefined {
  const { locationId, userId, platforms } = value;
  if (typeof locationId !== 'string' || !ID_PATTERN.test(locationId)) return undefined;
  if (typeof userId !== 'string' || !ID_PATTERN.test(userId)) return undefined;
  if (platforms === undefined) return { locationId, userId };
  return Array.isArray(platforms) && platforms.every(isPlatform)
    ? { locationId, userId, platforms: [...platforms] }
    : undefined;
}

/** Whether the session may use `platform`. */
export function mayUse(session: Session, platform: unknown): boolean {
  return session.platforms === undefined || session.platforms.some((allowed) => allowed === platform);
}
