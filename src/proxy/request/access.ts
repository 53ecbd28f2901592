import type { ProxySettings } from '../options.js';
import { restoreOrigin } from './origin.js';
import type { RateLimit } from './rate-limit.js';
import { Refusal } from '../refusal.js';
import { OWN_LOCATION } from '../routes/match-route.js';
import type { Route } from '../routes/match-route.js';
import { mayUse, parseSession } from '../session/session.js';
import type { Session } from '../session/session.js';

/** The request without its body: the host may read what it is given, and the body is ours. */
function withoutBody(request: Request): Request {
  return request.body === null
    ? request
    : new Request(request.url, { method: request.method, headers: request.headers });
}

/**
 * Asks the host who sends the request.
 *
 * @throws {Refusal} 401 if nobody it knows, 500 if the host's function fails or returns ids that cannot be ones.
 */
export async function authorizeRequest(
  request: Request,
  { authorize, allowedOrigins }: Pick<ProxySettings, 'authorize' | 'allowedOrigins'>,
): Promise<Session | Response> {
  let result: Awaited<ReturnType<typeof authorize>>;
  try {
    result = await authorize(restoreOrigin(withoutBody(request), allowedOrigins));
  } catch (cause) {
    throw new Refusal(500, 'upstream_error', '`authorize` failed.', { cause });
  }
  if (result === undefined || result === null) {
    throw new Refusal(401, 'unauthorized', 'The session is missing, expired or not valid.');
  }
  if (result instanceof Response) return result;
  const session = parseSession(result);
  if (session !== undefined) return session;
  throw new Refusal(500, 'upstream_error', '`authorize` returned a session that is not valid.');
}

/**
 * Compares what the browser names with what the session says. Every mention counts, so that a second one in the query
 * cannot stand for another location.
 *
 * @throws {Refusal} 403.
 */
export function checkAccess(route: Route, query: URLSearchParams, session: Session): void {
  const locations = query.getAll('locationId');
  if ('locationId' in route && route.locationId !== OWN_LOCATION) locations.push(route.locationId);
  if (locations.some((id) => id !== session.locationId)) {
    throw new Refusal(403, 'forbidden', 'The session belongs to another location.');
  }
  if (query.getAll('userId').some((id) => id !== session.userId)) {
    throw new Refusal(403, 'forbidden', 'The session belongs to another user.');
  }
  if ('platform' in route && !mayUse(session, route.platform)) {
    throw new Refusal(403, 'forbidden', 'The session may not use this platform.');
  }
}

/** Seconds to wait. What is no number of them cannot be told from none, so it is taken for a failure. */
async function countRequest(key: string, rateLimit: RateLimit): Promise<number> {
  let seconds: unknown;
  try {
    seconds = await rateLimit.take(key);
  } catch (cause) {
    throw new Refusal(500, 'upstream_error', '`rateLimit` failed.', { cause });
  }
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  throw new Refusal(500, 'upstream_error', '`rateLimit` failed: `take` returned no number of seconds.');
}

/**
 * Counts one request to HighLevel.
 *
 * @throws {Refusal} 429, or 500 if the host's `rateLimit` fails.
 */
export async function checkRate(session: Session, { rateLimit }: Pick<ProxySettings, 'rateLimit'>): Promise<void> {
  if (rateLimit === undefined) return;
  const retryAfter = await countRequest(`${session.locationId}/${session.userId}`, rateLimit);
  if (retryAfter > 0) throw new Refusal(429, 'rate_limited', 'Too many requests: wait.', { retryAfter });
}
