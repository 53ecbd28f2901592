import type { ApiVersion } from '../../protocol/routes.js';
import { isAppToken } from '../apps/registry.js';
import type { Context } from '../context.js';
import { createFailure } from '../responses.js';

/** Whether `value` is a version of the API. */
export function isApiVersion(value: unknown): value is ApiVersion {
  return value === 'v3' || value === '2021-07-28';
}

/** Whether a token is valid: one of an installed app that has not expired, or one that was not issued here. */
function isKnownToken({ settings, apps }: Context, token: string): boolean {
  if (isAppToken(token)) return apps.registry.findAccess(token) !== undefined;
  return settings.token === undefined ? settings.acceptsForeignTokens : token === settings.token;
}

/** Whether a token is for the location. The token of a company is for none. */
function hasAccess({ settings, apps }: Context, token: string, locationId: string): boolean {
  const installer = apps.registry.findAccess(token);
  if (installer !== undefined && installer.locationId !== locationId) return false;
  return settings.locationId === undefined || locationId === settings.locationId;
}

/** Checks the token, the version and the location of a request, in this order. Returns the failure, if there is one. */
export function checkAccess(context: Context, locationId: string): Response | undefined {
  const { headers } = context.request;
  const token = /^Bearer (\S+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
  if (token === undefined || !isKnownToken(context, token)) return createFailure(401, 'Invalid JWT');

  const version = headers.get('Version');
  if (version === null) return createFailure(401, 'version header was not found.');
  if (!isApiVersion(version)) return createFailure(400, 'version header is invalid.');

  if (hasAccess(context, token, locationId)) return undefined;
  return createFailure(403, 'The token does not have access to this location.');
}
