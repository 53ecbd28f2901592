import { API_ROOT } from '../../protocol/routes.js';
import { ACCOUNT_ID_PATTERN, ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform } from '../../protocol/platforms.js';
import type { Platform } from '../../protocol/platforms.js';
import { Refusal } from '../refusal.js';

/** What a login is found by. */
interface LoginAddress {
  readonly locationId: string;
  readonly platform: Platform;
  readonly accountId: string;
}

/** What a request asks for. */
export type Route =
  | { readonly name: 'start'; readonly platform: Platform }
  | ({ readonly name: 'details' } & LoginAddress)
  | ({ readonly name: 'attach' } & LoginAddress)
  | { readonly name: 'list'; readonly locationId: string }
  | { readonly name: 'disconnect'; readonly locationId: string; readonly accountId: string };

/** Stands for the session's own location in a path. */
export const OWN_LOCATION = '-';

/** The methods of the routes, for the preflight. */
export const ROUTE_METHODS = 'GET, POST, DELETE';

function refuse(what: string): never {
  throw new Refusal(400, 'invalid_config', `The path does not name a valid ${what}.`);
}

function readPlatform(segment: string): Platform {
  return isPlatform(segment) ? segment : refuse('platform');
}

function readLocationId(segment: string): string {
  return segment === OWN_LOCATION || ID_PATTERN.test(segment) ? segment : refuse('location');
}

function readAccountId(segment: string): string {
  const id = decodeSegment(segment);
  return ACCOUNT_ID_PATTERN.test(id) ? id : refuse('account');
}

/** Ids with a colon are sent encoded; nothing is decoded twice. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return refuse('account');
  }
}

function chooseMethod<Name>(method: string, names: Readonly<Record<string, Name>>): Name {
  const name = Object.hasOwn(names, method) ? names[method] : undefined;
  if (name !== undefined) return name;
  const allowed = Object.keys(names).join(', ');
  throw new Refusal(405, 'invalid_config', `This route answers ${allowed} only.`, { headers: { Allow: allowed } });
}

/** Whether the path is that of the liveness check, below any mount, and not of an account whose id is `health`. */
export function isHealthPath(pathname: string): boolean {
  return pathname.endsWith('/health') && !(pathname.includes(API_ROOT) && pathname.endsWith('/accounts/health'));
}

/**
 * Finds the route of a request. What stands before the last {@link API_ROOT} is the proxy's mount, which may be called so
 * too; no route holds a second one, as a slash within an id is encoded.
 *
 * @throws {Refusal} 404 for another path, 405 for another method, 400 for an id or platform that cannot be one.
 */
export function matchRoute(method: string, pathname: string): Route {
  const root = pathname.lastIndexOf(API_ROOT);
  const path = root < 0 ? '' : pathname.slice(root + API_ROOT.length);
  const segments = path.split('/');
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = segments;
  const shape = segments.length;

  if (shape === 3 && first === 'oauth' && third === 'start') {
    return { name: chooseMethod(method, { POST: 'start' }), platform: readPlatform(second) };
  }
  if (shape === 5 && first === 'oauth' && fourth === 'accounts') {
    return {
      name: chooseMethod(method, { GET: 'details', POST: 'attach' }),
      locationId: readLocationId(second),
      platform: readPlatform(third),
      accountId: readAccountId(fifth),
    };
  }
  if (shape === 2 && second === 'accounts') {
    return { name: chooseMethod(method, { GET: 'list' }), locationId: readLocationId(first) };
  }
  if (shape === 3 && second === 'accounts') {
    return {
      name: chooseMethod(method, { DELETE: 'disconnect' }),
      locationId: readLocationId(first),
      accountId: readAccountId(third),
    };
  }
  throw new Refusal(404, 'not_found', 'There is no such route.');
}
