import { joinTexts } from '../../protocol/fields.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { ProxyError } from '../errors.js';
import type { Route } from '../routes/match-route.js';
import { SCOPES } from './scopes.js';
import type { UpstreamResponse } from './types.js';

/** What each route names to HighLevel, and HighLevel may not know. */
const NAMED: Readonly<Record<Route['name'], string>> = {
  start: 'location or platform',
  details: 'account',
  attach: 'account',
  list: 'location',
  disconnect: 'account',
};

const DEFAULT_RETRY_AFTER_S = 10;
const MAX_RETRY_AFTER_S = 3_600;

/**
 * The JSON object that HighLevel sends with an error; `undefined` for anything else. Cloudflare, which is in front of
 * HighLevel, sends HTML, plain text, or JSON of its own.
 */
function readErrorBody({ headers, text }: UpstreamResponse): Readonly<Record<string, unknown>> | undefined {
  if (headers.get('Content-Type')?.includes('problem+json')) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) && !Object.hasOwn(body, 'cloudflare_error') ? ownOptions(body) : undefined;
  } catch {
    return undefined;
  }
}

/** Causes that were seen, mostly with 400, and what to do about them. None of them is the token's fault. */
const KNOWN_CAUSES: readonly [RegExp, string][] = [
  [/not available in API version/i, 'HighLevel does not have this endpoint in this API version: change `apiVersion`.'],
  [/has been removed/i, 'HighLevel has removed this endpoint: update ghl-social-connect.'],
  [/location is not active/i, 'HighLevel says that the location is not active: it may be suspended.'],
];

/** What a known cause of a 4xx means; `undefined` for an unknown one. */
function findKnownCause(response: UpstreamResponse): string | undefined {
  const message = joinTexts(readErrorBody(response)?.message);
  return KNOWN_CAUSES.find(([pattern]) => pattern.test(message))?.[1];
}

/**
 * HighLevel calls a token invalid also if the header `Version` is missing. The proxy always sends it, so something on the way
 * must have dropped it, if the token is good.
 */
function describeRefusedToken(response: UpstreamResponse): string {
  const refused = 'HighLevel refused the token: renew or replace it.';
  const isInvalidJwt = /invalid jwt/i.test(joinTexts(readErrorBody(response)?.message));
  return isInvalidJwt
    ? `${refused} If it is valid, something in front of HighLevel drops the header \`Version\`.`
    : refused;
}

/** Whether HighLevel says that the token lacks a scope. It does so with 401, as for an invalid token. */
function isScopeMissing(response: UpstreamResponse): boolean {
  return response.status === 401 && /\bscopes?\b/i.test(joinTexts(readErrorBody(response)?.message));
}

/** Whether HighLevel itself refuses the token, and another token may help. One of the same app has the same scopes. */
export function isTokenRejected(response: UpstreamResponse): boolean {
  // The status first: it spares the successful responses, which are long, a parse.
  if (response.status !== 401 || readErrorBody(response) === undefined) return false;
  return findKnownCause(response) === undefined && !isScopeMissing(response);
}

/** Seconds to wait after a 429: `Retry-After` (RFC 9110, section 10.2.3), else HighLevel's interval, else 10. */
function readRetryAfter(headers: Headers): number {
  const given = headers.get('Retry-After') ?? '';
  const interval = Number(headers.get('X-RateLimit-Interval-Milliseconds') ?? Number.NaN) / 1_000;
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1_000;
  const wait = [seconds, interval].find((value) => Number.isFinite(value) && value > 0) ?? DEFAULT_RETRY_AFTER_S;
  return Math.min(Math.ceil(wait), MAX_RETRY_AFTER_S);
}

/**
 * Seconds until HighLevel's interval ends, if the location may make no more requests in it; 0 otherwise.
 * Source: the headers of HighLevel's rate limit, 100 requests in 10 s for a location.
 */
export function readExhaustion({ status, headers }: Pick<UpstreamResponse, 'status' | 'headers'>): number {
  const remaining = headers.get('X-RateLimit-Remaining')?.trim();
  return status === 429 || remaining === '0' ? readRetryAfter(headers) : 0;
}

/** Says that another request, even with another token, fails in the same way. */
function describeCause(route: Route['name'], response: UpstreamResponse, message: string): ProxyError {
  const { status } = response;
  const code = route === 'start' ? 'start_failed' : 'upstream_error';
  return new ProxyError(status === 422 ? 422 : 400, code, message, { upstreamStatus: status });
}

/** A firewall or gateway refused the request, so nothing is known of the token, the location or the account. */
function describeIntermediary(status: number): ProxyError {
  const message = `Something in front of HighLevel, such as a firewall, responded with ${status}: try again later.`;
  return new ProxyError(502, 'upstream_error', message, {
    upstreamStatus: status,
    reason: 'the response is not JSON of HighLevel, so a firewall or a gateway in front of it sent it',
  });
}

/**
 * Describes in our own words why HighLevel refused a request.
 *
 * A token that HighLevel does not accept is 502 and not 401: a 401 would tell the page that its session has ended, and it
 * would get another one in vain. A missing scope is 403, since no retry can help.
 */
export function describeRefusal(route: Route['name'], response: UpstreamResponse): ProxyError {
  const { status } = response;
  const options = { upstreamStatus: status };
  const isHighLevels = status < 400 || status >= 500 || status === 429 || readErrorBody(response) !== undefined;
  if (!isHighLevels) return describeIntermediary(status);
  const cause = status < 500 && status !== 429 ? findKnownCause(response) : undefined;
  if (cause !== undefined) return describeCause(route, response, cause);
  switch (status) {
    case 400:
    case 422:
      return describeCause(route, response, 'HighLevel rejected the request as invalid.');
    case 401:
      return isScopeMissing(response)
        ? new ProxyError(
            403,
            'forbidden',
            `The HighLevel token lacks the scope ${SCOPES[route]}: add it to the app.`,
            options,
          )
        : new ProxyError(502, 'unauthorized', describeRefusedToken(response), options);
    case 403: {
      const hint = 'use a token of this very sub-account, not an agency token';
      return new ProxyError(403, 'forbidden', `The HighLevel token has no access to this location: ${hint}.`, options);
    }
    case 404:
      return new ProxyError(404, 'not_found', `HighLevel does not know this ${NAMED[route]}.`, options);
    case 429: {
      const retryAfter = readRetryAfter(response.headers);
      return new ProxyError(429, 'rate_limited', "HighLevel's rate limit is reached: wait.", {
        ...options,
        retryAfter,
      });
    }
    default:
      return new ProxyError(502, 'upstream_error', 'HighLevel failed: try again later.', options);
  }
}
