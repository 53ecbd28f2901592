import { SocialConnectError } from '../errors.js';
import type { SocialConnectErrorCode } from '../errors.js';
import { HIGHLEVEL_ORIGIN } from '../protocol/routes.js';
import type { ApiVersion } from '../protocol/routes.js';
import { SIGN_IN_DOMAINS } from '../protocol/platforms.js';
import type { Platform } from '../protocol/platforms.js';
import { isRecord } from '../protocol/is-record.js';
import { describeBadOrigin, isSecureOrigin } from '../protocol/secure-url.js';
import { createRateLimit } from './request/rate-limit.js';
import type { RateLimit } from './request/rate-limit.js';
import type { Route } from './routes/match-route.js';
import type { Session } from './session/session.js';

/**
 * Says who a request comes from.
 *
 * @param request The request; where it has a body, a copy without the body. Where another server ends TLS, and
 * `allowedOrigins` names the proxy's public origin, that is its `Origin` for the proxy's own pages, though the browser
 * leaves it out.
 * @returns The session, whose ids are the only source of location and user; nothing for 401; or a `Response`, which is
 * passed on as it is, with the proxy's security and CORS headers put over its own.
 */
export type Authorize = (
  request: Request,
) => Session | Response | null | undefined | Promise<Session | Response | null | undefined>;

/**
 * Gives the HighLevel token for a session's location: a sub-account access token or a Private Integration Token.
 *
 * It is asked for every request, and once for all that ask at the same time, so keep the token yourself. With
 * `refresh: true` HighLevel has refused the last one: get another. However many requests were refused at once, that is
 * asked once; the same token again means that there is no other.
 */
export type GetToken = (session: Session, options: { readonly refresh: boolean }) => string | Promise<string>;

/** What is known of a request once it is answered; never an id, an address, a token or a text from elsewhere. */
export interface LogEntry {
  readonly method: string;
  readonly route: RouteName;
  readonly platform?: Platform | undefined;
  readonly status: number;
  /** The code of an error answer. */
  readonly code?: SocialConnectErrorCode | undefined;
  /** Status of HighLevel's answer, where it caused an error. */
  readonly upstreamStatus?: number | undefined;
  /** Milliseconds. */
  readonly duration: number;
}

/** What was asked for, by name. */
export type RouteName = Route['name'] | 'health' | 'preflight' | 'unknown';

/** Options of `createProxyHandler`. */
export interface ProxyOptions {
  authorize: Authorize;
  getToken: GetToken;
  /**
   * Exact origins of pages, besides the proxy's own, that may use the proxy. Default none. Behind a server that ends
   * TLS, `request.url` may be `http:`: name the public origin here then.
   */
  allowedOrigins?: readonly string[];
  /** Whether pages of `allowedOrigins` may send cookies. Default false: session tokens need none. */
  allowCredentials?: boolean;
  /** HighLevel's API version. Default `v3`. */
  apiVersion?: ApiVersion;
  /** Registrable domains, besides those of the platforms and HighLevel, that a sign-in page may live on. Default none. */
  signInDomains?: readonly string[];
  /** Default: 60 requests in 10 s for each location and user, counted in this instance's memory. `false`: none. */
  rateLimit?: RateLimit | false;
  /** Called after each request; what it throws is ignored. */
  log?: (entry: LogEntry) => unknown;
  /**
   * Called, before `log`, with what `authorize`, `getToken`, `rateLimit` or `fetch` has thrown; what it throws itself is
   * ignored. The client learns nothing of it, and it may quote a secret: mind where it goes. Default: nobody is told.
   */
  onError?: (cause: unknown, entry: LogEntry) => unknown;
  /** Default the runtime's own. */
  fetch?: typeof fetch;
  /**
   * Milliseconds for one request, whatever it waits for: `authorize`, `getToken`, its body, HighLevel, a second try with
   * another token. Default 9 500: the element gives up after 10 000.
   */
  timeout?: number;
  /** For tests only: an origin that stands in for HighLevel's, `https:` or loopback. Sign-in pages on loopback are good then. */
  upstream?: string;
}

/** The options, checked and with their defaults. */
export interface ProxySettings {
  readonly authorize: Authorize;
  readonly getToken: GetToken;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly allowCredentials: boolean;
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
  'allowedOrigins',
  'allowCredentials',
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
/** A timer that is set for longer ends at once. */
const MAX_TIMEOUT_MS = 2_147_483_647;
const API_VERSIONS: readonly ApiVersion[] = ['v3', '2021-07-28'];
const DOMAIN_PATTERN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** The global is looked up each time, since some runtimes replace it, and Workers refuse it with another `this`. */
const callGlobalFetch: typeof fetch = (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init);

function requireOption(isGood: boolean, message: string): void {
  if (!isGood) throw new SocialConnectError('invalid_config', message);
}

function isRateLimit(value: unknown): boolean {
  return value === false || (isRecord(value) && typeof value['take'] === 'function');
}

/**
 * Checks the options of a proxy.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function readOptions(options: ProxyOptions): ProxySettings {
  requireOption(isRecord(options), 'The proxy takes an object with `authorize` and `getToken`.');
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  requireOption(unknown === undefined, `\`${unknown}\` is no option. Options: ${OPTION_NAMES.join(', ')}.`);
  const {
    authorize,
    getToken,
    allowedOrigins = [],
    allowCredentials = false,
    apiVersion = 'v3',
    signInDomains = [],
    rateLimit = createRateLimit(),
    log = () => undefined,
    onError = () => undefined,
    fetch = callGlobalFetch,
    timeout = DEFAULT_TIMEOUT_MS,
    upstream = HIGHLEVEL_ORIGIN,
  } = options;
  requireOption(
    typeof authorize === 'function',
    '`authorize` is required: without it the browser would choose the location.',
  );
  requireOption(typeof getToken === 'function', '`getToken` is required.');
  requireOption(Array.isArray(allowedOrigins), '`allowedOrigins` is a list.');
  const badOrigin = allowedOrigins.find((origin) => !isSecureOrigin(origin));
  requireOption(badOrigin === undefined, `\`allowedOrigins\`: ${describeBadOrigin(badOrigin ?? '')}`);
  requireOption(API_VERSIONS.includes(apiVersion), '`apiVersion` is v3 or 2021-07-28.');
  requireOption(Array.isArray(signInDomains), '`signInDomains` is a list.');
  requireOption(
    signInDomains.every((domain) => DOMAIN_PATTERN.test(domain)),
    '`signInDomains` takes domains in lower case, like example.com.',
  );
  requireOption(
    isRateLimit(rateLimit),
    '`rateLimit` is `false`, or an object with a function `take`, like that of `createRateLimit`.',
  );
  requireOption(typeof log === 'function', '`log` is a function.');
  requireOption(typeof onError === 'function', '`onError` is a function.');
  requireOption(typeof fetch === 'function', '`fetch` is a function.');
  requireOption(
    Number.isFinite(timeout) && timeout > 0 && timeout <= MAX_TIMEOUT_MS,
    `\`timeout\` is a number of milliseconds, at most ${MAX_TIMEOUT_MS}.`,
  );
  requireOption(isSecureOrigin(upstream), '`upstream` must be an exact origin, https or loopback.');
  return {
    authorize,
    getToken,
    allowedOrigins: new Set(allowedOrigins),
    allowCredentials,
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
