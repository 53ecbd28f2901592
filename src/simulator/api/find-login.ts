import { isPlatform, type Platform } from '../../protocol/platforms.js';
import { API_ROOT, LOGIN_ROUTE, matchPath, OLD_GOOGLE_LOGIN_ROUTE } from '../../protocol/routes.js';
import type { Context } from '../context.js';
import { readHealth } from '../data/account-health.js';
import type { Login } from '../data/records.js';
import { createFailure } from '../responses.js';
import { checkAccess } from './access.js';

/** Version 2021-07-28 has Google's logins under `locations`; everything else is under `accounts`. */
function isRouteOfVersion({ request, url, params }: Context): boolean {
  const isOldGoogle = params.platform === 'google' && request.headers.get('Version') === '2021-07-28';
  const route = isOldGoogle ? OLD_GOOGLE_LOGIN_ROUTE : LOGIN_ROUTE;
  return matchPath(route, url.pathname.slice(API_ROOT.length)) !== undefined;
}

/**
 * The login of an account that the location has from the beginning. HighLevel keeps the login of an account that was
 * disconnected, too.
 */
function findEarlierLogin(context: Context, locationId: string, id: string): Login | undefined {
  const { store, clock, requestedScenario, defaultScenario } = context;
  const account = store.accountsOf(locationId).find(({ oauthId }) => oauthId === id);
  if (!account) return undefined;
  const { platform, person } = account;
  const { expiresAt, isExpired } = readHealth(account, requestedScenario ?? defaultScenario, clock.now());
  return { id, platform, locationId, userId: '', person, expiresAt: isExpired ? 0 : expiresAt };
}

function findIn(context: Context, locationId: string, platform: Platform, id: string): Login | undefined {
  const login = context.store.findLogin(id) ?? findEarlierLogin(context, locationId, id);
  return login?.locationId === locationId && login.platform === platform ? login : undefined;
}

/** Finds the login that the path names. Returns a failure if there is none or its access has ended. */
export function findLogin(context: Context): Login | Response {
  const { url, params, clock } = context;
  const { locationId = '', platform, accountId = '' } = params;
  const failure = checkAccess(context, locationId);
  if (failure) return failure;
  if (!isPlatform(platform)) return createFailure(400, 'This platform is not supported.');
  if (!isRouteOfVersion(context)) return createFailure(404, `Cannot ${context.request.method} ${url.pathname}`);

  const login = findIn(context, locationId, platform, accountId);
  if (!login) return createFailure(404, 'The account was not found.');
  // Open: how HighLevel words this is not known.
  if (login.expiresAt <= clock.now()) return createFailure(400, 'The access to this account has ended. Reconnect it.');
  return login;
}
