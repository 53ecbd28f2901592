import { ACCOUNT_ID_PATTERN, ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import {
  API_ROOT,
  LIST_ROUTE,
  LISTED_ACCOUNT_ROUTE,
  LOGIN_ROUTE,
  matchPath,
  START_ROUTE,
} from '../../protocol/routes.js';
import { hasPlaceholder } from '../../protocol/placeholder.js';
import { ProxyError } from '../errors.js';

/** The ids that name a login. */
interface LoginAddress {
  readonly locationId: string;
  readonly platform: Platform;
  readonly accountId: string;
}

/** What a request is for. Every route says what it does not name, so that nothing comes from `Object.prototype`. */
export type Route =
  | { readonly name: 'start'; readonly locationId: undefined; readonly platform: Platform }
  | ({ readonly name: 'details' } & LoginAddress)
  | ({ readonly name: 'attach' } & LoginAddress)
  | { readonly name: 'list'; readonly locationId: string; readonly platform: undefined }
  | {
      readonly name: 'disconnect';
      readonly locationId: string;
      readonly platform: undefined;
      readonly accountId: string;
    };

/** Stands for the session's own location in a path. */
export const OWN_LOCATION = '-';

/** The methods of all routes, for the preflight. */
export const ROUTE_METHODS = 'GET, POST, DELETE';

function invalidPath(what: string, segment: string): ProxyError {
  const problem = hasPlaceholder(segment)
    ? `has a placeholder that nothing has replaced in place of the ${what}. Write the value itself`
    : `does not name a valid ${what}`;
  return new ProxyError(400, 'invalid_config', `The path ${problem}.`);
}

function readPlatform(segment: string): Platform {
  if (isPlatform(segment)) return segment;
  throw invalidPath('platform', segment);
}

function readLocationId(segment: string): string {
  if (segment === OWN_LOCATION || ID_PATTERN.test(segment)) return segment;
  throw invalidPath('location', segment);
}

/** Ids with a colon arrive encoded. Nothing is decoded twice. */
function readAccountId(segment: string): string {
  try {
    const id = decodeURIComponent(segment);
    if (ACCOUNT_ID_PATTERN.test(id)) return id;
  } catch {
    // Not an encoding of anything.
  }
  throw invalidPath('account', segment);
}

function chooseMethod<const Name>(method: string, names: Readonly<Record<string, Name>>): Name {
  const name = Object.hasOwn(names, method) ? names[method] : undefined;
  if (name !== undefined) return name;
  const allowed = Object.keys(names).join(', ');
  throw new ProxyError(405, 'invalid_config', `This route accepts ${allowed} only.`, { headers: { Allow: allowed } });
}

/** Some servers and frameworks add a slash at the end. */
function dropTrailingSlash(pathname: string): string {
  return pathname.endsWith('/') ? pathname.slice(0, -1) : pathname;
}

/** Whether the path is that of the liveness check, below any mount, and not of an account whose id is `health`. */
export function isHealthPath(pathname: string): boolean {
  const path = dropTrailingSlash(pathname);
  return path.endsWith('/health') && !(path.includes(API_ROOT) && path.endsWith('/accounts/health'));
}

/**
 * Finds the path below {@link API_ROOT}; the path in front of it is the proxy's mount. A second one is refused: a host that
 * lets only some paths through would check the first, and the proxy would follow the second.
 */
function readApiPath(pathname: string): string {
  const [, path = '', ...others] = pathname.split(API_ROOT);
  if (others.length > 0) throw new ProxyError(404, 'not_found', `The path contains \`${API_ROOT}\` more than once.`);
  return dropTrailingSlash(path);
}

/**
 * Finds the route of a request.
 *
 * @throws {ProxyError} 404 for another path, 405 for another method, 400 for an invalid id or platform.
 */
export function matchRoute(method: string, pathname: string): Route {
  const path = readApiPath(pathname);

  const start = matchPath(START_ROUTE, path);
  if (start) {
    const name = chooseMethod(method, { POST: 'start' });
    return { name, locationId: undefined, platform: readPlatform(start.platform) };
  }

  const login = matchPath(LOGIN_ROUTE, path);
  if (login) {
    return {
      name: chooseMethod(method, { GET: 'details', POST: 'attach' }),
      locationId: readLocationId(login.locationId),
      platform: readPlatform(login.platform),
      accountId: readAccountId(login.accountId),
    };
  }

  const list = matchPath(LIST_ROUTE, path);
  if (list) {
    const name = chooseMethod(method, { GET: 'list' });
    return { name, locationId: readLocationId(list.locationId), platform: undefined };
  }

  const account = matchPath(LISTED_ACCOUNT_ROUTE, path);
  if (account) {
    return {
      name: chooseMethod(method, { DELETE: 'disconnect' }),
      locationId: readLocationId(account.locationId),
      platform: undefined,
      accountId: readAccountId(account.accountId),
    };
  }
  const advice = `If \`proxy-url\` contains a part of \`${API_ROOT}\`, remove it.`;
  throw new ProxyError(404, 'not_found', `There is no such route. ${advice}`);
}
