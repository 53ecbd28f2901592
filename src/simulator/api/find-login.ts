import { isPlatform } from '../../protocol/platforms.js';
import { checkAccess } from './access.js';
import type { Call } from '../context.js';
import { createFailure } from '../responses.js';
import type { Login } from '../store.js';

/** Version 2021-07-28 has Google's logins under `locations`; everything else is under `accounts`. */
function isKnownCollection({ request, params }: Call): boolean {
  const isOldGoogle = params.platform === 'google' && request.headers.get('version') === '2021-07-28';
  return params.collection === (isOldGoogle ? 'locations' : 'accounts');
}

/** The login that the path names, or the refusal. */
export function findLogin(call: Call): Login | Response {
  const { url, params, store } = call;
  const { locationId = '', platform, accountId = '' } = params;
  const refusal = checkAccess(call, locationId);
  if (refusal) return refusal;
  if (!isPlatform(platform)) return createFailure(400, 'This platform is not supported.');
  if (!isKnownCollection(call)) return createFailure(404, `Cannot ${call.request.method} ${url.pathname}`);

  const login = store.findLogin(accountId);
  const isHere = login?.locationId === locationId && login.platform === platform;
  return login && isHere ? login : createFailure(404, 'The account was not found.');
}
