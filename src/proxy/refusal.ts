import type { SocialConnectErrorCode } from '../errors.js';
import type { ProxyStatus } from './statuses.js';

/** What an answer of refusal may have besides status, code and message. */
export interface RefusalOptions {
  /** Seconds to wait before another try. */
  retryAfter?: number | undefined;
  headers?: Readonly<Record<string, string>>;
  /** Status of HighLevel's answer, for the log. */
  upstreamStatus?: number | undefined;
  /** What was thrown, for the host; it may quote a secret. */
  cause?: unknown;
}

/**
 * A request that ends here. Its message goes to the client, so it is always a sentence of ours; whatever else is
 * thrown may quote a secret and is answered with a bare 500.
 */
export class Refusal extends Error {
  readonly status: ProxyStatus;
  readonly code: SocialConnectErrorCode;
  readonly retryAfter: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly upstreamStatus: number | undefined;

  constructor(status: ProxyStatus, code: SocialConnectErrorCode, message: string, options: RefusalOptions = {}) {
    super(message, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.headers = options.headers ?? {};
    this.upstreamStatus = options.upstreamStatus;
  }
}
