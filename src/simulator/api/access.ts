import type { ApiVersion } from '../../protocol/routes.js';
import type { Context } from '../context.js';
import { createFailure } from '../responses.js';

/** Whether `value` is a version of the API. */
export function isApiVersion(value: unknown): value is ApiVersion {
  return value === 'v3' || value === '2021-07-28';
}

/** Checks the token, the version and the location of a request, in this order. Returns the failure, if there is one. */
export function checkAccess({ request, settings }: Context, locationId: string): Response | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (token === undefined) return createFailure(401, 'Invalid JWT');
  if (settings.token !== undefined && token !== settings.token) return createFailure(401, 'Invalid JWT');

  const version = request.headers.get('Version');
  if (version === null) return createFailure(401, 'version header was not found.');
  if (!isApiVersion(version)) return createFailure(400, 'version header is invalid.');

  if (settings.locationId !== undefined && locationId !== settings.locationId) {
    return createFailure(403, 'The token does not have access to this location.');
  }
  return undefined;
}
