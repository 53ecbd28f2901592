import { SocialConnectError } from '../../errors.js';
import { parseRetryAfter } from '../../http/retry-after.js';
import { ProxyError } from '../errors.js';
import type { GetToken } from '../options.js';
import { DeadlineError, type Deadline } from '../request/deadline.js';
import type { Session } from '../session/session.js';
import { createSingleFlight } from './single-flight.js';

/** Visible ASCII, which a header can carry. */
const TOKEN_PATTERN = /^[\x21-\x7e]{1,8192}$/;
/** Milliseconds without a renewal for a location after one that did not help. */
const RENEWAL_PAUSE_MS = 10_000;
const MAX_PAUSES = 10_000;
/** For a `getToken` that does not say how long HighLevel wants no request. */
const DEFAULT_RETRY_AFTER_S = 10;

/** What the requests of one location that are under way share. */
interface LocationState {
  requests: number;
  /** How many renewals have ended since the first of these requests. */
  renewals: number;
  /** The token of the last renewal. */
  renewed?: string;
}

/** A token, and how many renewals had ended when it was asked for. */
interface IssuedToken {
  readonly token: string;
  readonly renewals: number;
}

function tokenError(problem: string, cause?: unknown): ProxyError {
  return new ProxyError(502, 'upstream_error', `The proxy has no HighLevel token: \`getToken\` ${problem}.`, { cause });
}

async function callGetToken(getToken: GetToken, session: Session, refresh: boolean): Promise<string> {
  let token: unknown;
  try {
    token = await getToken(session, { refresh });
  } catch (cause) {
    if (cause instanceof SocialConnectError && cause.code === 'rate_limited') {
      // It may be a header that the host passes on, or what became of one that is absent: NaN.
      const retryAfter = Math.ceil(parseRetryAfter(cause.retryAfter) ?? DEFAULT_RETRY_AFTER_S);
      throw new ProxyError(429, 'rate_limited', "HighLevel's rate limit is reached: wait.", { retryAfter, cause });
    }
    throw tokenError('failed', cause);
  }
  // A token from a file or a variable often ends with a line break.
  const text = typeof token === 'string' ? token.trim() : '';
  if (text === '') throw tokenError('returned none');
  if (TOKEN_PATTERN.test(text)) return text;
  throw tokenError('returned one with a space, a line break or a character that no header can carry');
}

async function waitFor<T>(promise: Promise<T>, deadline: Deadline): Promise<T> {
  try {
    return await deadline.race(promise);
  } catch (error) {
    if (error instanceof DeadlineError) throw tokenError('did not return in time');
    throw error;
  }
}

/** Runs a request with the token of the session's location, and once more if HighLevel refused the token. */
export type WithToken = <Response>(
  session: Session,
  deadline: Deadline,
  send: (token: string) => Promise<Response>,
  isTokenRejected: (response: Response) => boolean,
) => Promise<Response>;

/**
 * Gets tokens from the host.
 *
 * - Requests of one session share a call of `getToken` that is running. Sessions do not share: the host may refuse one
 *   user what it gives another.
 * - A location has one renewal at a time, whichever token was refused: refresh tokens rotate, so two renewals at once would
 *   invalidate each other's result. A request whose token is older than the last renewal uses the renewed token.
 * - After a renewal that did not help, the location's next one waits ten seconds.
 *
 * No token is kept once the last request of its location has ended.
 *
 * @param timeout Milliseconds for one request. A call that has not returned by then is not waited for by later requests.
 */
export function createTokenSource(getToken: GetToken, timeout: number): WithToken {
  const locations = new Map<string, LocationState>();
  const pausedUntil = new Map<string, number>();
  const calls = createSingleFlight<IssuedToken>(timeout);
  const renewals = createSingleFlight<string>(timeout);

  function enter(locationId: string): LocationState {
    const location = locations.get(locationId) ?? { requests: 0, renewals: 0 };
    location.requests += 1;
    locations.set(locationId, location);
    return location;
  }

  function leave(locationId: string, location: LocationState): void {
    location.requests -= 1;
    if (location.requests === 0) locations.delete(locationId);
  }

  function pause(locationId: string): void {
    pausedUntil.delete(locationId);
    const [oldest] = pausedUntil.keys();
    if (oldest !== undefined && pausedUntil.size >= MAX_PAUSES) pausedUntil.delete(oldest);
    pausedUntil.set(locationId, performance.now() + RENEWAL_PAUSE_MS);
  }

  function isPaused(locationId: string): boolean {
    return performance.now() < (pausedUntil.get(locationId) ?? 0);
  }

  async function issue(session: Session, location: LocationState): Promise<IssuedToken> {
    const renewalsBefore = location.renewals;
    return { token: await callGetToken(getToken, session, false), renewals: renewalsBefore };
  }

  async function startRenewal(session: Session, location: LocationState): Promise<string> {
    const token = await callGetToken(getToken, session, true);
    location.renewals += 1;
    location.renewed = token;
    return token;
  }

  /** Another token than the refused one; `undefined` if there is none for now. */
  async function renew(
    session: Session,
    location: LocationState,
    refused: IssuedToken,
    deadline: Deadline,
  ): Promise<string | undefined> {
    const { locationId } = session;
    if (!renewals.isRunning(locationId)) {
      if (isPaused(locationId)) return undefined;
      if (location.renewals > refused.renewals && location.renewed !== refused.token) return location.renewed;
    }
    const renewal = renewals.run(locationId, () => startRenewal(session, location));
    renewal.catch((error: unknown) => {
      // Whoever asks next must hear how long to wait; `getToken` knows.
      if (!(error instanceof ProxyError && error.code === 'rate_limited')) pause(locationId);
    });
    const token = await waitFor(renewal, deadline);
    if (token !== refused.token) return token;
    pause(locationId);
    return undefined;
  }

  return async (session, deadline, send, isTokenRejected) => {
    const { locationId } = session;
    const location = enter(locationId);
    try {
      const issued = await waitFor(
        calls.run(JSON.stringify(session), () => issue(session, location)),
        deadline,
      );
      const response = await send(issued.token);
      if (!isTokenRejected(response)) return response;
      const renewed = await renew(session, location, issued, deadline);
      if (renewed === undefined) return response;
      const secondResponse = await send(renewed);
      if (isTokenRejected(secondResponse)) pause(locationId);
      else pausedUntil.delete(locationId);
      return secondResponse;
    } finally {
      leave(locationId, location);
    }
  };
}
