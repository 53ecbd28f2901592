import { SocialConnectError } from '../../errors.js';
import { parseRetryAfter } from '../../http/retry-after.js';
import { joinTexts } from '../../protocol/fields.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';

/**
 * Why HighLevel gave no token.
 *
 * - `spent`: the refresh token or the code is not valid (any more).
 * - `inactive`: the location is paused; the same refresh token works again once it is active.
 * - `client`: the client id or the client secret is wrong.
 * - `token`: the access token that was sent is not valid (any more).
 * - `other`: another reason, in HighLevel's words.
 */
export type RefusalReason = 'spent' | 'inactive' | 'client' | 'token' | 'other';

/** HighLevel has answered that it gives no token. It has changed nothing. */
export class TokenRefusal extends Error {
  readonly reason: RefusalReason;
  readonly status: number;
  /** What HighLevel said, without secrets; may be empty. */
  readonly said: string;

  constructor(reason: RefusalReason, status: number, said: string) {
    super(`HighLevel answered ${status}${said && `: ${said}`}`);
    this.reason = reason;
    this.status = status;
    this.said = said;
  }
}

const MAX_SAID_LENGTH = 200;
const DEFAULT_RETRY_AFTER_S = 10;
const MAX_RETRY_AFTER_S = 3_600;

/** HighLevel's `message` is a text or a list; v3 and OAuth servers have it in `error`. */
function readSaid(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    if (!isRecord(json)) return '';
    const body = ownOptions(json);
    const error = isRecord(body.error) ? ownOptions(body.error).message : body.error;
    return joinTexts([body.message, body.error_description, error].find((part) => part !== undefined));
  } catch {
    return '';
  }
}

/** What may be shown: short, on one line, and none of the secrets that were sent. */
function toShown(said: string, secrets: readonly string[]): string {
  if (secrets.some((secret) => said.includes(secret))) return '';
  return said.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, MAX_SAID_LENGTH);
}

/**
 * Sources of the messages: examples of `POST /oauth/token` in HighLevel's OpenAPI description ("Location is not active",
 * "Invalid grant: refresh token is invalid"); the others follow the same pattern.
 */
function findReason(status: number, said: string): RefusalReason {
  if (/\bnot active\b|\binactive\b/i.test(said)) return 'inactive';
  if (/refresh.?token|\bgrant\b|authorization.?code/i.test(said)) return 'spent';
  if (/\bscopes?\b/i.test(said)) return 'other';
  if (/client/i.test(said)) return 'client';
  return status === 401 ? 'token' : 'other';
}

function readRetryAfter(headers: Headers): number {
  const seconds = parseRetryAfter(headers.get('Retry-After')) || DEFAULT_RETRY_AFTER_S;
  return Math.min(Math.ceil(seconds), MAX_RETRY_AFTER_S);
}

/** The error for an answer that is no success. After a {@link TokenRefusal} nothing has changed; otherwise it may have. */
export function describeFailure({ status, headers }: Response, text: string, secrets: readonly string[]): Error {
  if (status === 429) {
    const retryAfter = readRetryAfter(headers);
    return new SocialConnectError('rate_limited', "HighLevel's rate limit is reached: wait.", { status, retryAfter });
  }
  const said = readSaid(text);
  if (status >= 400 && status < 500) return new TokenRefusal(findReason(status, said), status, toShown(said, secrets));
  return new SocialConnectError('upstream_error', `HighLevel failed with status ${status}: try again later.`, {
    status,
  });
}
