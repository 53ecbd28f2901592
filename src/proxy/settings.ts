import { SocialConnectError } from '../errors.js';
import { isRecord } from '../protocol/is-record.js';
import { ownOptions } from '../protocol/own-options.js';
import { SIGN_IN_DOMAINS } from '../protocol/platforms.js';
import { HIGHLEVEL_ORIGIN, type ApiVersion } from '../protocol/routes.js';
import { isSecureOrigin } from '../protocol/secure-url.js';
import { describeBadPageOrigin, isAllowableOrigin } from './request/allowed-origins.js';
import { createRateLimit, type RateLimit } from './limits/rate-limit.js';
import type { AuditEntry } from './receipts/audit.js';
import { HOOK_NAMES, type Hooks } from './receipts/fact.js';
import { createReceiptSigner, type CreateReceipt } from './receipts/receipt.js';
import { sessionAuthorize } from './session/session-authorize.js';
import { readUserContextOptions, type UserContextSettings } from './user-context/options.js';
import type { Authorize, GetToken, LogEntry, ProxyOptions } from './options.js';

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
  readonly createReceipt: CreateReceipt | undefined;
  readonly hooks: Hooks;
  /** Whether a receipt, a hook or the audit needs platform and login of a disconnected account. */
  readonly needsFacts: boolean;
  readonly audit: ((entry: AuditEntry) => unknown) | undefined;
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
  'receiptKey',
  'on',
  'audit',
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

const HOOKS: readonly string[] = Object.values(HOOK_NAMES);

/** Looks the global up each time, since some runtimes replace it. Workers refuse it with another `this`. */
const callGlobalFetch: typeof fetch = (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init);

function requireOption(option: keyof ProxyOptions | undefined, isValid: boolean, message: string): void {
  if (!isValid) throw new SocialConnectError('invalid_config', message, { option });
}

function isRateLimit(value: unknown): boolean {
  return value === false || (isRecord(value) && typeof ownOptions(value).take === 'function');
}

function isHooks(value: unknown): value is Hooks {
  return isRecord(value) && Object.entries(value).every(([name, hook]) => isHook(name, hook));
}

function isHook(name: string, hook: unknown): boolean {
  return HOOKS.includes(name) && (hook === undefined || typeof hook === 'function');
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
export function readOptions(given: ProxyOptions): ProxySettings {
  requireOption(undefined, isRecord(given), 'The proxy needs an object with `authorize` and `getToken`.');
  const options = ownOptions(given);
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  requireOption(
    undefined,
    unknown === undefined,
    `Unknown option \`${unknown}\`. Known options: ${OPTION_NAMES.join(', ')}.`,
  );
  const {
    authorize,
    getToken,
    allowedOrigins = [],
    allowCredentials = false,
    allowedHeaders = [],
    apiVersion = 'v3',
    signInDomains = [],
    rateLimit = createRateLimit(),
    receiptKey,
    on: hooks = {},
    audit,
    log = () => undefined,
    onError = () => undefined,
    fetch = callGlobalFetch,
    timeout = DEFAULT_TIMEOUT_MS,
    upstream = HIGHLEVEL_ORIGIN,
  } = options;
  const userContext = options.userContext && readUserContextOptions(options.userContext);
  requireOption(
    'authorize',
    typeof authorize === 'function' || (userContext !== undefined && !authorize),
    '`authorize` is required: without it the browser would choose the location.',
  );
  requireOption('getToken', typeof getToken === 'function', '`getToken` is required.');
  requireOption('allowedOrigins', Array.isArray(allowedOrigins), '`allowedOrigins` must be a list.');
  const badOrigin = allowedOrigins.findIndex((origin) => !isAllowableOrigin(origin));
  requireOption(
    'allowedOrigins',
    badOrigin < 0,
    `\`allowedOrigins\`: ${describeBadPageOrigin(allowedOrigins[badOrigin])}`,
  );
  requireOption(
    'allowedHeaders',
    Array.isArray(allowedHeaders) &&
      allowedHeaders.every((name) => typeof name === 'string' && HEADER_NAME_PATTERN.test(name)),
    '`allowedHeaders` must be a list of header names, like traceparent.',
  );
  requireOption('apiVersion', API_VERSIONS.includes(apiVersion), '`apiVersion` must be v3 or 2021-07-28.');
  requireOption('signInDomains', Array.isArray(signInDomains), '`signInDomains` must be a list.');
  requireOption(
    'signInDomains',
    signInDomains.every((domain) => DOMAIN_PATTERN.test(domain)),
    '`signInDomains` must contain domains in lower case, like example.com.',
  );
  requireOption(
    'rateLimit',
    isRateLimit(rateLimit),
    '`rateLimit` must be `false`, or an object with a function `take`, like that of `createRateLimit`.',
  );
  requireOption('on', isHooks(hooks), `\`on\` must be an object of functions: ${HOOKS.join(', ')}.`);
  requireOption('audit', audit === undefined || typeof audit === 'function', '`audit` must be a function.');
  requireOption('log', typeof log === 'function', '`log` must be a function.');
  requireOption('onError', typeof onError === 'function', '`onError` must be a function.');
  requireOption('fetch', typeof fetch === 'function', '`fetch` must be a function.');
  requireOption(
    'timeout',
    Number.isFinite(timeout) && timeout > 0 && timeout <= MAX_TIMEOUT_MS,
    `\`timeout\` must be a number of milliseconds, at most ${MAX_TIMEOUT_MS}.`,
  );
  requireOption('upstream', isSecureOrigin(upstream), '`upstream` must be an exact origin, https or loopback.');
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
    createReceipt: receiptKey === undefined ? undefined : createReceiptSigner(receiptKey),
    hooks: ownOptions(hooks),
    needsFacts: receiptKey !== undefined || ownOptions(hooks).disconnected !== undefined || audit !== undefined,
    audit,
    log,
    onError,
    fetch,
    timeout,
    upstreamOrigin: upstream,
    allowLoopbackSignIn: upstream.startsWith('http:'),
  };
}
