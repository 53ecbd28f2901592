import type { SocialConnectErrorCode } from '../errors.js';
import type { Platform } from '../protocol/platforms.js';
import type { ApiVersion } from '../protocol/routes.js';
import type { RateLimit } from './limits/rate-limit.js';
import type { AuditEntry } from './receipts/audit.js';
import type { Hooks } from './receipts/fact.js';
import type { Route } from './routes/match-route.js';
import type { SessionKey, SessionKeySet } from './session/key-ring.js';
import type { Session } from './session/session.js';
import type { UserContextOptions } from './user-context/options.js';

/**
 * Says who sends a request.
 *
 * @param request The request, the very object that the handler got: cookies and properties that your framework added are
 * there. It may be read whole; the proxy has a copy of its body.
 * @returns The session, whose ids are the only source of location and user; nothing for 401; or a `Response`, which is
 * sent as it is, with the proxy's security and CORS headers in place of its own.
 */
export type Authorize = (
  request: Request,
) => Session | Response | null | undefined | Promise<Session | Response | null | undefined>;

/**
 * Returns the HighLevel token for a session's location: a sub-account access token or a Private Integration Token.
 *
 * It is called for every request, and once for all requests of one session at the same time, so store the token yourself.
 * With `refresh: true` HighLevel has refused the last one: return another. That is called once for a location, however many
 * requests were refused; the same token again means that there is no other. If it does not help, the location's next
 * renewal waits ten seconds.
 */
export type GetToken = (session: Session, options: { readonly refresh: boolean }) => string | Promise<string>;

/** What is logged about a request. It never contains an id, a token or a text from HighLevel. */
export interface LogEntry {
  /** The same as in the audit entry of the request; absent without the option `audit`. */
  readonly requestId?: string | undefined;
  readonly method: string;
  readonly route: RouteName;
  readonly platform?: Platform | undefined;
  readonly status: number;
  /** The code of an error response. */
  readonly code?: SocialConnectErrorCode | undefined;
  /**
   * Why the request was refused, in one sentence. It often says more than the client learns: why a session token is not
   * valid, which origins were compared, who sent a response that is not HighLevel's. Absent if `authorize` has responded.
   */
  readonly reason?: string | undefined;
  /** Status of HighLevel's response, if it caused an error. */
  readonly upstreamStatus?: number | undefined;
  /** Milliseconds. */
  readonly duration: number;
}

/** What a request was for. */
export type RouteName = Route['name'] | 'session' | 'health' | 'preflight' | 'unknown';

/** Every option, whichever way the proxy learns who sends a request. */
interface AllOptions {
  /** Required without `userContext`. With it, asked for requests that have no session token of the user context. */
  authorize?: Authorize;
  getToken: GetToken;
  /**
   * Sessions for pages inside HighLevel: `POST {mount}/session` exchanges the user context of HighLevel for a session token,
   * so that a marketplace app needs no sign-in of its own. Default: none.
   */
  userContext?: UserContextOptions;
  /**
   * Exact origins, besides the proxy's own, whose pages may use the proxy: `https:`, `http:` on a loopback name, and those
   * of apps and browser extensions, like `capacitor://localhost`. Default: none. Behind a server that ends TLS, tokens that
   * are bound to the proxy's own origin need it listed here.
   */
  allowedOrigins?: readonly string[];
  /** Whether pages of `allowedOrigins` may send cookies. Default false: session tokens need none. */
  allowCredentials?: boolean;
  /** Request headers, besides the element's, that pages of `allowedOrigins` may send: `traceparent`. Default: none. */
  allowedHeaders?: readonly string[];
  /** HighLevel's API version. Default `v3`. */
  apiVersion?: ApiVersion;
  /** Registrable domains, besides those of the platforms and HighLevel, that a sign-in page may be on. Default: none. */
  signInDomains?: readonly string[];
  /**
   * Default: 80 requests in 10 s for a location and 40 for a session (location and user), counted in this instance's memory.
   * `false`: no limit.
   */
  rateLimit?: RateLimit | false;
  /**
   * Signs receipts: the responses to details, attach and disconnect then contain `receipt`, which your backend verifies with
   * `verifyReceipt`. A secret of at least 32 bytes, or an Ed25519 key. Default: no receipts.
   */
  receiptKey?: SessionKey | SessionKeySet;
  /**
   * Hooks, which run after HighLevel has confirmed and before the browser gets the response. They are awaited within
   * `timeout`. What they throw goes to `onError`, and the response stays the same. A hook may not run if this process ends,
   * and runs again if the request is repeated: receipts are for guaranteed delivery. Default: none.
   */
  on?: Hooks;
  /** Called after each request that had a session: who did what, where, and with which result. Default: nothing is called. */
  audit?: (entry: AuditEntry) => unknown;
  /** Called after each request. What it throws is ignored. */
  log?: (entry: LogEntry) => unknown;
  /**
   * Called with what `authorize`, `getToken`, `userContext.isInstalled`, `rateLimit`, `fetch`, a hook or `audit` threw, even
   * if the request succeeded, and with the reason why a session token was refused; before `log`, except for `audit`. What it
   * throws itself is ignored. The client learns nothing of it. It may contain a secret: mind where it goes. Default: nothing
   * is called.
   */
  onError?: (cause: unknown, entry: LogEntry) => unknown;
  /** Default: the runtime's own. */
  fetch?: typeof fetch;
  /**
   * Milliseconds for one request, whatever it waits for: `authorize`, `getToken`, its body, HighLevel, a second attempt with
   * another token. Default 9 500: the element gives up after 10 000.
   */
  timeout?: number;
  /** For tests only: an origin in place of HighLevel's, `https:` or loopback. Loopback sign-in pages are then allowed. */
  upstream?: string;
}

/** Options of `createProxyHandler`. One of `authorize` and `userContext` says who sends a request, or both do. */
export type ProxyOptions = AllOptions & ({ userContext: UserContextOptions } | { authorize: Authorize });
