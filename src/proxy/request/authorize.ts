import { ProxyError } from '../errors.js';
import { OWN_LOCATION, type Route } from '../routes/match-route.js';
import { allowsPlatform, listPermissions, type Permission, type Session } from '../session/session.js';

/** The permission that each route needs. */
const PERMISSIONS: Readonly<Record<Route['name'], Permission>> = {
  start: 'connect',
  details: 'connect',
  attach: 'attach',
  list: 'list',
  disconnect: 'disconnect',
};

/**
 * Compares what the browser names with what the session allows. Every mention counts, so that a second `locationId` in
 * the query cannot name another location.
 *
 * @throws {ProxyError} 403.
 */
export function checkAccess(route: Route, query: URLSearchParams, session: Session): void {
  const locations = query.getAll('locationId');
  if (route.locationId !== undefined && route.locationId !== OWN_LOCATION) locations.push(route.locationId);
  if (locations.some((id) => id !== session.locationId)) {
    throw new ProxyError(403, 'forbidden', 'The session belongs to another location.');
  }
  if (query.getAll('userId').some((id) => id !== session.userId)) {
    throw new ProxyError(403, 'forbidden', 'The session belongs to another user.');
  }
  const permission = PERMISSIONS[route.name];
  if (!listPermissions(session).includes(permission)) {
    throw new ProxyError(403, 'forbidden', `The session lacks the permission \`${permission}\`.`);
  }
  if (route.platform !== undefined && !allowsPlatform(session, route.platform)) {
    throw new ProxyError(403, 'forbidden', 'The session may not use this platform.');
  }
}
