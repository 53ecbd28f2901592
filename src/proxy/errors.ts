import type { SocialConnectErrorCode } from '../errors.js';
import { ownOptions } from '../protocol/own-options.js';

/** Every status that the proxy itself responds with. A `Response` that the host's `authorize` returns may have another. */
export const PROXY_STATUSES = [200, 201, 204, 400, 401, 403, 404, 405, 413, 414, 415, 422, 429, 500, 502, 504] as const;

/** A status that the proxy responds with. */
export type ProxyStatus = (typeof PROXY_STATUSES)[number];

/** Optional parts of a {@link ProxyError}. */
export interface ProxyErrorOptions {
  /** Seconds to wait before the next attempt. */
  retryAfter?: number | undefined;
  headers?: Readonly<Record<string, string>>;
  /** Status of HighLevel's response, for the log. */
  upstreamStatus?: number | undefined;
  /** What the operator should know and the client should not, for the log. Never a token, key or id. */
  reason?: string | undefined;
  /** The exception underneath, for `onError`. It may contain a secret. */
  cause?: unknown;
}

/**
 * Ends a request with an error response. The client receives the message, so it contains only text written here. Any
 * other exception may contain a secret; the client then receives a generic 500.
 */
export class ProxyError extends Error {
  readonly status: ProxyStatus;
  readonly code: SocialConnectErrorCode;
  readonly retryAfter: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly upstreamStatus: number | undefined;
  readonly reason: string | undefined;

  constructor(status: ProxyStatus, code: SocialConnectErrorCode, message: string, given: ProxyErrorOptions = {}) {
    const options = ownOptions(given);
    super(message, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.headers = options.headers ?? {};
    this.upstreamStatus = options.upstreamStatus;
    this.reason = options.reason;
  }
}
