import { SocialConnectError, type SocialConnectErrorCode } from '../errors.js';
import { isRecord } from '../protocol/is-record.js';
import { SIGN_IN_DOMAINS, type Platform } from '../protocol/platforms.js';
import { HIGHLEVEL_ORIGIN, type ApiVersion } from '../protocol/routes.js';
import { isSecureOrigin } from '../protocol/secure-url.js';
import { describeBadPageOrigin, isAllowableOrigin } from './request/allowed-origins.js';
import { createRateLimit, type RateLimit } from './limits/rate-limit.js';
import type { Route } from './routes/match-route.js';
import { sessionAuthorize } from './session/session-authorize.js';
import type { Session } from './session/session.js';
import { readUserContextOptions, type UserContextOptions, type UserContextSettings } from './user-context/options.js';

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
  readonly method: string;
  readonly route: RouteName;
  readonly platform?: Platform | undefined;
  readonly status: number;
  /** The code of an error response. */
  readonly code?: SocialConnectErrorCode | undefined;
  /**
   * What the client does not learn: why a session token was refused, which origins were compared, who sent a response that
   * is not HighLevel's. One sentence.
   */
  readonly reason?: string | undefined;
  /** Status of HighLevel's response, if it caused an error. */
  readonly upstreamStatus?: number | undefined;
  /** Milliseconds. */
  readonly duration: number;
}

/** What a request was for. */
export type RouteName = Route['name'] | 'session' | 'health' | 'preflight' | 'unknown';

/** Options of `createProxyHandler`. */
export interface ProxyOptions {
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
  /** Called after each request. What it throws is ignored. */
  log?: (entry: LogEntry) => unknown;
  /**
   * Called, before `log`, with what `authorize`, `getToken`, `rateLimit` or `fetch` threw, also if the request was served all
   * the same, and with the reason why a session token was refused. What it throws itself is ignored. The client learns nothing of it. It may contain a secret:
   * mind where it goes. Default: nothing is called.
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

/** The options, checked and with their defaults. */
export interface ProxySettings {
  readonly authorize: Authorize;
  readonly getToken: GetToken;
  readonly userContext: UserContextSettings | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly allowCredentials: boolean;
  readonly allowedHeaders: readonly string[];
  readonly apiVersion: ApiVersion;
  readonly signInDomains: readonly string[];
  readonly rateLimit: RateLimit | undefined;
  readonly log: (entry: LogEntry) => unknown;
  readonly onError: (cause: unknown, entry: LogEntry) => unknown;
  readonly fetch: typeof fetch;
  readonly timeout: number;
  readonly upstreamOrigin: string;
  readonly allowLoopbackSignIn: boolean;
}

const OPTION_NAMES: readonly string[] = [
  'authorize',
  'getToken',
  'userContext',
  'allowedOrigins',
  'allowCredentials',
  'allowedHeaders',
  'apiVersion',
  'signInDomains',
  'rateLimit',
  'log',
  'onError',
  'fetch',
  'timeout',
  'upstream',
] satisfies (keyof ProxyOptions)[];

const DEFAULT_TIMEOUT_MS = 9_500;
/** A timer for a longer time fires at once. */
const MAX_TIMEOUT_MS = 2_147_483_647;
const API_VERSIONS: readonly ApiVersion[] = ['v3', '2021-07-28'];
const DOMAIN_PATTERN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const HEADER_NAME_PATTERN = /^[A-Za-z0-9!#$%&'^_`|~+.-]+$/;

/** Looks the global up each time, since some runtimes replace it. Workers refuse it with another `this`. */
const callGlobalFetch: typeof fetch = (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init);

function requireOption(isValid: boolean, message: string): void {
  if (!isValid) throw new SocialConnectError('invalid_config', message);
}

function isRateLimit(value: unknown): boolean {
  return value === false || (isRecord(value) && typeof value.take === 'function');
}

/** Session tokens of the user context first, then the host's own sessions. */
function combineAuthorize(authorize: Authorize | undefined, userContext: UserContextSettings | undefined): Authorize {
  if (!userContext) return authorize as Authorize;
  const bySessionToken = sessionAuthorize({ key: userContext.key });
  return async (request) => (await bySessionToken(request)) ?? authorize?.(request);
}

/**
 * Checks the options of a proxy.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function readOptions(options: ProxyOptions): ProxySettings {
  requireOption(isRecord(options), 'The proxy needs an object with `authorize` and `getToken`.');
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  requireOption(unknown === undefined, `Unknown option \`${unknown}\`. Known options: ${OPTION_NAMES.join(', ')}.`);
  const {
    authorize,
    getToken,
    allowedOrigins = [],
    allowCredentials = false,
    allowedHeaders = [],
    apiVersion = 'v3',
    signInDomains = [],
    rateLimit = createRateLimit(),
    log = () => undefined,
    onError = () => undefined,
    fetch = callGlobalFetch,
    timeout = DEFAULT_TIMEOUT_MS,
    upstream = HIGHLEVEL_ORIGIN,
  } = options;
  const userContext = options.userContext && readUserContextOptions(options.userContext);
  requireOption(
    typeof authorize === 'function' || (userContext !== undefined && !authorize),
    '`authorize` is required: without it the browser would choose the location.',
  );
  requireOption(typeof getToken === 'function', '`getToken` is required.');
  requireOption(Array.isArray(allowedOrigins), '`allowedOrigins` must be a list.');
  const badOrigin = allowedOrigins.findIndex((origin) => !isAllowableOrigin(origin));
  requireOption(badOrigin < 0, `\`allowedOrigins\`: ${describeBadPageOrigin(allowedOrigins[badOrigin])}`);
  requireOption(
    Array.isArray(allowedHeaders) &&
      allowedHeaders.every((name) => typeof name === 'string' && HEADER_NAME_PATTERN.test(name)),
    '`allowedHeaders` must be a list of header names, like traceparent.',
  );
  requireOption(API_VERSIONS.includes(apiVersion), '`apiVersion` must be v3 or 2021-07-28.');
  requireOption(Array.isArray(signInDomains), '`signInDomains` must be a list.');
  requireOption(
    signInDomains.every((domain) => DOMAIN_PATTERN.test(domain)),
    '`signInDomains` must contain domains in lower case, like example.com.',
  );
  requireOption(
    isRateLimit(rateLimit),
    '`rateLimit` must be `false`, or an object with a function `take`, like that of `createRateLimit`.',
  );
  requireOption(typeof log === 'function', '`log` must be a function.');
  requireOption(typeof onError === 'function', '`onError` must be a function.');
  requireOption(typeof fetch === 'function', '`fetch` must be a function.');
  requireOption(
    Number.isFinite(timeout) && timeout > 0 && timeout <= MAX_TIMEOUT_MS,
    `\`timeout\` must be a number of milliseconds, at most ${MAX_TIMEOUT_MS}.`,
  );
  requireOption(isSecureOrigin(upstream), '`upstream` must be an exact origin, https or loopback.');
  return {
    authorize: combineAuthorize(authorize, userContext),
    getToken,
    userContext,
    allowedOrigins: new Set(allowedOrigins),
    allowCredentials,
    allowedHeaders: [...allowedHeaders],
    apiVersion,
    signInDomains: [...SIGN_IN_DOMAINS, ...signInDomains],
    rateLimit: rateLimit === false ? undefined : rateLimit,
    log,
    onError,
    fetch,
    timeout,
    upstreamOrigin: upstream,
    allowLoopbackSignIn: upstream.startsWith('http:'),
  };
}
