/**
 * Every way a connection can fail, as a stable word to switch on.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_config` | An attribute, property or option is missing or not allowed. See {@link SocialConnectError.option}. |
 * | `popup_blocked` | The browser did not open the window, or isolates it from the page. |
 * | `start_failed` | The sign-in page has no usable address, the window could not be sent there, or a function of the browser threw an error. |
 * | `timed_out` | No message arrived before the deadline. |
 * | `provider_error` | HighLevel or the social network reported an error. |
 * | `unauthorized` | The session was refused (401 or a redirect to a login page), HighLevel refused the proxy's token (502), or `getSessionToken` failed. |
 * | `forbidden` | The session or the HighLevel token may not do this (403). |
 * | `not_found` | The account, the location or the route does not exist (404). |
 * | `no_user_context` | HighLevel gave no user context. See {@link SocialConnectError.reason}. |
 * | `rate_limited` | Too many requests (429). See {@link SocialConnectError.retryAfter}. |
 * | `upstream_error` | HighLevel or the proxy failed or refused the request. |
 * | `network_error` | No response: offline, refused by CORS, too slow, or a file of this package is missing. |
 * | `invalid_response` | A response or a message could not be read. |
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
 * Why there is no session from HighLevel's user context: the page is not inside HighLevel, HighLevel has not answered
 * yet, nobody is signed in there, it shows the agency and no location (sub-account), or the proxy did not accept what it
 * sent.
 */
export type NoUserContextReason = 'not-framed' | 'no-answer' | 'no-session' | 'no-location' | 'not-accepted';

/** What an error has besides its code and message. */
export interface SocialConnectErrorOptions {
  /** Name of the option that is wrong. */
  option?: string | undefined;
  /** HTTP status of the response that caused it. */
  status?: number | undefined;
  /** Seconds to wait before another try, as the server asked. */
  retryAfter?: number | undefined;
  /** With `no_user_context`, and with `unauthorized` for a user context: what is missing. */
  reason?: NoUserContextReason | undefined;
  /** The underlying error. */
  cause?: unknown;
}

/** Codes for which retrying without changes is pointless. */
const NOT_RECOVERABLE: ReadonlySet<SocialConnectErrorCode> = new Set(['invalid_config', 'forbidden', 'not_found']);

/**
 * The error class of this package. Switch on {@link code}; the message is for people.
 *
 * `cause`, if present, is the underlying error, as a function of the page has thrown it. Events carry it to every
 * listener of the page: do not put secrets into errors that `getStartUrl` or `getSessionToken` throw.
 */
export class SocialConnectError extends Error {
  override readonly name = 'SocialConnectError';
  /** What happened, as a stable word. */
  readonly code: SocialConnectErrorCode;
  /** Whether the same person can usefully try again without changes. */
  readonly recoverable: boolean;
  /** With `invalid_config`: the name of the option, as the property or option is spelled. */
  readonly option: string | undefined;
  /** HTTP status of the response that caused it, if there was one. */
  readonly status: number | undefined;
  /** Seconds to wait before another try, if the server said so. */
  readonly retryAfter: number | undefined;
  /** With `no_user_context`, and with `unauthorized` for a user context that the proxy refused: what is missing. */
  readonly reason: NoUserContextReason | undefined;

  constructor(code: SocialConnectErrorCode, message: string, options?: SocialConnectErrorOptions) {
    super(message, options);
    this.code = code;
    this.recoverable = !NOT_RECOVERABLE.has(code);
    // Only own fields are copied: a script may have added a `status` to Object.prototype.
    Object.assign(this, options);
  }
}

/** Returns a {@link SocialConnectError} as it is. Wraps anything else, which is a failure of ours. */
export function toSocialConnectError(
  cause: unknown,
  code: SocialConnectErrorCode = 'invalid_response',
  message = 'A response could not be read.',
): SocialConnectError {
  return cause instanceof SocialConnectError ? cause : new SocialConnectError(code, message, { cause });
}
