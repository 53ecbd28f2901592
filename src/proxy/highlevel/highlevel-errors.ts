import { joinTexts } from '../../protocol/fields.js';
import { isRecord } from '../../protocol/is-record.js';
import { Refusal } from '../refusal.js';
import type { Route } from '../routes/match-route.js';
import type { UpstreamAnswer } from './highlevel-client.js';

/**
 * The scope that the token needs for each route.
 * Source: `security` of the Social Planner OpenAPI description.
 */
export const SCOPES: Readonly<Record<Route['name'], string>> = {
  start: 'socialplanner/oauth.readonly',
  details: 'socialplanner/oauth.readonly',
  attach: 'socialplanner/oauth.write',
  list: 'socialplanner/account.readonly',
  disconnect: 'socialplanner/account.write',
};

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

/** HighLevel's `message` is a string or a list of them, for any status; HTML has none. */
function readMessage(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? joinTexts(body.message) : '';
  } catch {
    return '';
  }
}

/** Whether HighLevel says that the token lacks a scope; it does so with 401, like for a token that is no good. */
export function isScopeMissing({ status, text }: UpstreamAnswer): boolean {
  return status === 401 && /\bscopes?\b/i.test(readMessage(text));
}

/** Seconds to wait after a 429: `Retry-After` (RFC 9110 section 10.2.3), else HighLevel's interval, else 10. */
function readRetryAfter(headers: Headers): number {
  const given = headers.get('Retry-After') ?? '';
  const interval = Number(headers.get('X-RateLimit-Interval-Milliseconds') ?? Number.NaN) / 1_000;
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1_000;
  const wait = [seconds, interval].find((value) => Number.isFinite(value) && value > 0) ?? DEFAULT_RETRY_AFTER_S;
  return Math.min(Math.ceil(wait), MAX_RETRY_AFTER_S);
}

/**
 * Says in our own words what HighLevel refused.
 *
 * A token that HighLevel does not accept is 502 and not 401: a 401 would tell the page that its session has ended, and it
 * would ask for another one in vain. A missing scope is 403: no other try can mend it.
 */
export function describeRefusal(route: Route['name'], answer: UpstreamAnswer): Refusal {
  const { status } = answer;
  const options = { upstreamStatus: status };
  switch (status) {
    case 400:
    case 422: {
      const code = route === 'start' ? 'start_failed' : 'upstream_error';
      return new Refusal(status, code, 'HighLevel found the request invalid.', options);
    }
    case 401:
      return isScopeMissing(answer)
        ? new Refusal(
            403,
            'forbidden',
            `The HighLevel token lacks the scope ${SCOPES[route]}: add it to the app.`,
            options,
          )
        : new Refusal(502, 'unauthorized', 'HighLevel refused the token: renew or replace it.', options);
    case 403: {
      const hint = 'use a token of this very sub-account, not an agency token';
      return new Refusal(403, 'forbidden', `The HighLevel token has no access to this location: ${hint}.`, options);
    }
    case 404:
      return new Refusal(404, 'not_found', `HighLevel does not know this ${NAMED[route]}.`, options);
    case 429: {
      const retryAfter = readRetryAfter(answer.headers);
      return new Refusal(429, 'rate_limited', "HighLevel's rate limit is reached: wait.", { ...options, retryAfter });
    }
    default:
      return new Refusal(502, 'upstream_error', 'HighLevel failed: try again later.', options);
  }
}
