import { readCappedText } from '../../http/read-body.js';
import { isRecord } from '../../protocol/is-record.js';
import type { Context } from '../context.js';
import { createHexId } from '../data/hex-id.js';
import { createFailure, createJsonResponse } from '../responses.js';
import type { Authorization, Installer, IssuedPair } from './registry.js';

const MAX_BODY_BYTES = 65_536;
const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const USER_TYPES = ['Company', 'Location'];

/** Reads the fields of a form or of JSON: HighLevel documents both. */
export async function readFields({ request }: Context): Promise<URLSearchParams> {
  try {
    const text = await readCappedText(request.body, MAX_BODY_BYTES);
    if (!request.headers.get('Content-Type')?.startsWith('application/json')) return new URLSearchParams(text);
    const body: unknown = JSON.parse(text);
    const fields = isRecord(body) ? Object.entries(body) : [];
    return new URLSearchParams(fields.filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return new URLSearchParams();
  }
}

/** Describes a new access token. */
export function describeToken(installer: Installer, accessToken: string, scope: string, lifetime: number) {
  const { companyId, locationId } = installer;
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetime,
    scope,
    userType: locationId === undefined ? 'Company' : 'Location',
    companyId,
    ...(locationId === undefined ? {} : { locationId }),
    userId: 'simulated-user',
  };
}

function respondWithPair({ installer, scope }: Authorization, pair: IssuedPair, lifetime: number): Response {
  return createJsonResponse(200, {
    ...describeToken(installer, pair.accessToken, scope, lifetime),
    refresh_token: pair.refreshToken,
    refreshTokenId: createHexId(),
    isBulkInstallation: installer.locationId === undefined,
  });
}

function findProblems(fields: URLSearchParams): string[] {
  const isMissing = (name: string) => !fields.get(name);
  const required = ['client_id', 'client_secret', 'grant_type'];
  const problems = required.filter(isMissing).map((name) => `${name} should not be empty`);
  const grantType = fields.get('grant_type') ?? '';
  if (grantType && !GRANT_TYPES.includes(grantType))
    problems.push(`grant_type must be one of ${GRANT_TYPES.join(', ')}`);
  if (grantType === 'authorization_code' && isMissing('code')) problems.push('code should not be empty');
  if (grantType === 'refresh_token' && isMissing('refresh_token')) problems.push('refresh_token should not be empty');
  const userType = fields.get('user_type');
  if (userType && !USER_TYPES.includes(userType)) problems.push(`user_type must be one of ${USER_TYPES.join(', ')}`);
  return problems;
}

function isClient({ apps }: Context, fields: URLSearchParams): boolean {
  const { clientId, clientSecret } = apps.settings;
  const isRight = (expected: string | undefined, name: string) =>
    expected === undefined || fields.get(name) === expected;
  return isRight(clientId, 'client_id') && isRight(clientSecret, 'client_secret');
}

function exchangeCode({ apps }: Context, fields: URLSearchParams): Response {
  const pending = apps.registry.takeCode(fields.get('code') ?? '');
  const redirectUri = fields.get('redirect_uri');
  const isHere = pending?.redirectUri === undefined || redirectUri === null || redirectUri === pending.redirectUri;
  const isClients = pending?.clientId === undefined || pending.clientId === fields.get('client_id');
  if (pending === undefined || !isHere || !isClients) {
    return createFailure(400, 'Invalid grant: authorization code is invalid');
  }
  const authorization = { ...pending, clientId: fields.get('client_id') ?? undefined };
  return respondWithPair(authorization, apps.registry.issuePair(authorization, apps.tokenLifetime), apps.tokenLifetime);
}

function refresh({ apps }: Context, fields: URLSearchParams): Response {
  const { registry, tokenLifetime } = apps;
  const token = fields.get('refresh_token') ?? '';
  const grant = registry.findRefresh(token);
  if (grant === undefined || grant.clientId !== fields.get('client_id')) {
    return createFailure(400, 'Invalid grant: refresh token is invalid');
  }
  // A paused location's refresh token is not used up.
  if (registry.isPaused(grant.installer)) return createFailure(400, 'Location is not active');
  const pair = registry.rotate(token, tokenLifetime);
  return pair
    ? respondWithPair(grant, pair, tokenLifetime)
    : createFailure(400, 'Invalid grant: refresh token is invalid');
}

/**
 * `POST /oauth/token`: exchanges an authorization code, or a refresh token, for a pair of tokens. Whoever installed the
 * app decides whether they are a company's or a location's, regardless of `user_type`.
 */
export async function handleToken(context: Context): Promise<Response> {
  const fields = await readFields(context);
  const problems = findProblems(fields);
  if (problems.length > 0) return createFailure(422, problems);
  if (!isClient(context, fields)) return createFailure(401, 'Invalid client: client credentials are invalid');
  return fields.get('grant_type') === 'refresh_token' ? refresh(context, fields) : exchangeCode(context, fields);
}
