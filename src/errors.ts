/**
 * Every way a connection can fail, as a stable word to switch on.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_config` | An attribute, property or option is missing or not allowed. |
 * | `popup_blocked` | The browser did not open the window, or isolates it from the page. |
 * | `start_failed` | The sign-in address could not be had, or the window could not be sent there. |
 * | `timed_out` | Nothing came before the deadline. |
 * | `provider_error` | HighLevel or the social network reported an error. |
 * | `unauthorized` | The session was refused (401), HighLevel refused the proxy's token (502), or `getSessionToken` failed. |
 * | `forbidden` | The session or the HighLevel token may not do this (403). |
 * | `not_found` | The account, the location or the route does not exist (404). |
 * | `no_user_context` | HighLevel gave no user context. See {@link SocialConnectError.reason}. |
 * | `rate_limited` | Too many requests (429). See {@link SocialConnectError.retryAfter}. |
 * | `upstream_error` | HighLevel or the proxy failed or refused the request. |
 * | `network_error` | No answer came: offline, refused by CORS, or too slow. |
 * | `invalid_response` | An answer came that cannot be read. |
 */
export type SocialConnectErrorCode =
  | 'invalid_config'
  | 'popup_blocked'
  | 'start_failed'
  | 'timed_out'
  | 'provider_error'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'no_user_context'
  | 'rate_limited'
  | 'upstream_error'
  | 'network_error'
  | 'invalid_response';

/**
 * Why there is no user context: the page is not inside HighLevel, HighLevel has not answered yet, nobody is signed in
 * there, or it shows the agency and no location (sub-account).
 */
export type NoUserContextReason = 'not-framed' | 'no-answer' | 'no-session' | 'no-location';

/** What an error may carry besides its code and message. */
export interface SocialConnectErrorOptions {
  /** HTTP status of the answer that caused it. */
  status?: number | undefined;
  /** Seconds to wait before another try, as the server asked. */
  retryAfter?: number | undefined;
  /** With `no_user_context`: what is missing. */
  reason?: NoUserContextReason | undefined;
  /** The error underneath. */
  cause?: unknown;
}

/** Codes that another try, with nothing changed, cannot mend. */
const NOT_RECOVERABLE: ReadonlySet<SocialConnectErrorCode> = new Set(['invalid_config', 'forbidden', 'not_found']);

/** The one error class of this package. Switch on {@link code}; the message is for people. */
export class SocialConnectError extends Error {
  override readonly name = 'SocialConnectError';
  /** What happened, as a stable word. */
  readonly code: SocialConnectErrorCode;
  /** Whether the same person can usefully try again with nothing changed. */
  readonly recoverable: boolean;
  /** HTTP status of the answer that caused it, where there was one. */
  readonly status: number | undefined;
  /** Seconds to wait before another try, where the server said so. */
  readonly retryAfter: number | undefined;
  /** With the code `no_user_context`: what is missing. */
  readonly reason: NoUserContextReason | undefined;

  constructor(code: SocialConnectErrorCode, message: string, options: SocialConnectErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.recoverable = !NOT_RECOVERABLE.has(code);
    this.status = options.status;
    this.retryAfter = options.retryAfter;
    this.reason = options.reason;
  }
}

/** Returns a {@link SocialConnectError} as it is. Anything else means that code to be loaded on demand is missing. */
export function toSocialConnectError(cause: unknown): SocialConnectError {
  if (cause instanceof SocialConnectError) return cause;
  const message = `A part of this script could not be loaded: ${String(cause)}`;
  return new SocialConnectError('network_error', message, { cause });
}
