import { ownOptions } from '../../protocol/own-options.js';
import type { ProxySettings } from '../settings.js';
import { ProxyError } from '../errors.js';
import { describeFault, parseSession, type Session } from '../session/session.js';
import { hasBearer } from './bearer.js';
import { notesOn } from './request-notes.js';

/** Seconds to wait when the replay guard is full: ids of tokens expire all the time. */
const REPLAY_RETRY_S = 10;

/** A session, or a response of the host's own. */
export type Authentication =
  | { readonly session: Session; readonly response: undefined }
  | { readonly session: undefined; readonly response: Response };

/** A `Response`, possibly of another realm or of a library, where `instanceof` says no. */
function isResponse(value: unknown): value is Response {
  if (value instanceof Response) return true;
  const { status, headers, arrayBuffer } = ownOptions(Object(value) as Partial<Response>);
  return typeof status === 'number' && typeof headers?.get === 'function' && typeof arrayBuffer === 'function';
}

/**
 * The challenge of a 401 (RFC 6750, section 3). `invalid_token` tells a client that sent a token to get another one. A
 * session in a cookie gets no challenge: no token would help.
 */
function createChallenge(request: Request): Record<string, string> {
  if (hasBearer(request)) return { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
  const usesCookies = request.headers.has('Cookie') && !notesOn(request).wantsToken;
  return usesCookies ? {} : { 'WWW-Authenticate': 'Bearer' };
}

function refuseSession(request: Request): ProxyError {
  const { fault, wantsToken } = notesOn(request);
  const missing = wantsToken ? 'the request has no session token' : '`authorize` returned no session';
  const options = { reason: fault?.reason ?? missing, cause: fault };
  if (fault?.code === 'rate_limited') {
    return new ProxyError(429, 'rate_limited', 'Too many session tokens are in use: wait.', {
      ...options,
      retryAfter: REPLAY_RETRY_S,
    });
  }
  return new ProxyError(401, 'unauthorized', 'The session is missing, expired or not valid.', {
    ...options,
    headers: createChallenge(request),
  });
}

/**
 * Asks the host who sends the request.
 *
 * @throws {ProxyError} 401 without a session; 500 if the host's function fails or returns an impossible session.
 */
export async function authenticate(
  request: Request,
  { authorize }: Pick<ProxySettings, 'authorize'>,
): Promise<Authentication> {
  let result: Awaited<ReturnType<typeof authorize>>;
  try {
    result = await authorize(request);
  } catch (cause) {
    throw new ProxyError(500, 'upstream_error', '`authorize` failed.', { cause });
  }
  if (result === undefined || result === null) throw refuseSession(request);
  if (isResponse(result)) return { session: undefined, response: result };
  const session = parseSession(result);
  if (session !== undefined) return { session, response: undefined };
  throw new ProxyError(500, 'upstream_error', '`authorize` returned a session that is not valid.', {
    reason: describeFault(result, '`authorize` must return a session, nothing, or a `Response`').message,
  });
}
