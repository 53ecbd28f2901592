import { addStartQuery, API_ROOT, HIGHLEVEL_ORIGIN, START_ROUTE, type StartRequest } from '../protocol/routes.js';
import type { SocialConnectError } from '../errors.js';
import { ACCOUNT_ID_PATTERN, ID_PATTERN } from '../protocol/ids.js';
import { isPlatform, PLATFORM_NAMES, type Platform } from '../protocol/platforms.js';
import { requireOptions } from '../protocol/own-options.js';
import { hasPlaceholder } from '../protocol/placeholder.js';
import { describeBadOrigin, isSecureOrigin, parseSecureUrl } from '../protocol/secure-url.js';
import { invalidConfig } from './invalid-config.js';
import type { ConnectOptions, ProxyClientOptions } from './options.js';
import { readBaseUrl } from './read-document.js';

/** Who the session stands for, if the page learns that from the proxy only. */
interface SessionUser {
  readonly getUser?: (() => Pick<StartRequest, 'locationId' | 'userId'> | undefined) | undefined;
}

/** Validated {@link ConnectOptions}: every default filled in, every address parsed. */
export interface ConnectConfig<Options extends ConnectOptions = ConnectOptions> {
  /** The options themselves, for their functions. */
  readonly options: Options & SessionUser;
  readonly request: StartRequest;
  /** Where the popup goes; `undefined` if `getStartUrl` or the proxy returns that. */
  readonly directUrl: URL | undefined;
  readonly proxyUrl: URL | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  /** Time for the whole attempt, in ms. */
  readonly timeout: number;
  readonly width: number;
  readonly height: number;
}

/** Time for everything that a person waits for at once: a start, the details of a login, one attach. In ms. */
export const REQUEST_TIMEOUT_MS = 10_000;

const DEFAULT_TIMEOUT_MS = 600_000;
const DEFAULT_WIDTH = 600;
const DEFAULT_HEIGHT = 720;
const CREDENTIALS: readonly unknown[] = [undefined, 'omit', 'same-origin', 'include'];

/** What an HTTP header can contain without being split or changed. Source: RFC 9110, section 5.5. */
export const TOKEN_PATTERN = /^[\x21-\x7e]*$/;

/** Rejects a value, and quotes it. A placeholder is named as such, whatever else is wrong with it. */
function invalidValue(option: string, value: unknown, problem: string): SocialConnectError {
  const found = hasPlaceholder(value) ? 'is a placeholder that nothing has replaced; write the value itself.' : problem;
  return invalidConfig(option, `"${String(value).slice(0, 80)}" ${found}`);
}

function checkPlatform(platform: unknown): Platform {
  if (isPlatform(platform)) return platform;
  if (!platform) throw invalidConfig('platform', `is missing; use one of: ${PLATFORM_NAMES.join(', ')}.`);
  throw invalidValue('platform', platform, `is unknown; use one of: ${PLATFORM_NAMES.join(', ')}.`);
}

/**
 * Checks the id of a location or a user.
 *
 * @returns `undefined` if there is none.
 */
export function checkId(
  option: 'locationId' | 'userId',
  value: string | undefined,
  required = false,
): string | undefined {
  if (value && ID_PATTERN.test(value)) return value;
  if (value) throw invalidValue(option, value, 'is not an id: 1 to 128 letters, digits, "_" or "-".');
  if (required) throw invalidConfig(option, 'is missing; set it, proxy-url or getStartUrl.');
  return undefined;
}

function checkPositive(option: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (value > 0 && value < Infinity) return value;
  throw invalidConfig(option, 'must be a number above 0.');
}

function checkOrigins(value: string | readonly string[] = []): ReadonlySet<string> {
  const list: unknown = typeof value === 'string' ? value.split(/\s+/) : value;
  if (!Array.isArray(list)) throw invalidConfig('allowedOrigins', 'must be a string or a list.');
  const origins = list.filter(Boolean).map(String);
  for (const origin of origins) {
    if (!isSecureOrigin(origin)) throw invalidConfig('allowedOrigins', describeBadOrigin(origin));
  }
  return new Set(origins.length > 0 ? origins : [HIGHLEVEL_ORIGIN]);
}

/** @param written How the page has written the address: messages quote it. */
export function checkUrl(option: string, written: string, address: string = written): URL {
  const url = parseSecureUrl(address, readBaseUrl());
  if (url && !hasPlaceholder(written)) return url;
  throw invalidValue(option, written, 'must be https: (http: on localhost only), without user info.');
}

/** The address if it is known; `undefined` if `getStartUrl` or the proxy returns it. */
function createDirectUrl(options: ConnectOptions, request: StartRequest): URL | undefined {
  if (options.getStartUrl) return undefined;
  if (!options.startUrl && options.proxyUrl) return undefined;
  const template: unknown = options.startUrl || HIGHLEVEL_ORIGIN + API_ROOT + START_ROUTE;
  if (typeof template !== 'string') throw invalidConfig('startUrl', 'must be a string.');
  const address = template.replaceAll('{platform}', request.platform);
  const url = checkUrl('startUrl', template, address);
  if (/[{}]/.test(address)) throw invalidConfig('startUrl', 'may contain {platform} only.');
  return addStartQuery(url, request);
}

/**
 * Validates how to reach the proxy.
 *
 * @returns The proxy's base URL; `undefined` if there is no proxy.
 * @throws {SocialConnectError} `invalid_config`, naming the first option that is wrong.
 */
export function parseProxyOptions(options: ProxyClientOptions): URL | undefined {
  const { proxyUrl, sessionToken, credentials } = options;
  if (!CREDENTIALS.includes(credentials)) throw invalidConfig('credentials', 'must be omit, same-origin or include.');
  if (sessionToken && !TOKEN_PATTERN.test(sessionToken)) {
    throw invalidConfig('sessionToken', 'contains a character that is not allowed in an HTTP header.');
  }
  return proxyUrl ? checkUrl('proxyUrl', proxyUrl) : undefined;
}

/**
 * Validates the options of an attempt.
 *
 * @throws {SocialConnectError} `invalid_config`, naming the first option that is wrong.
 */
export function parseConnectOptions<Options extends ConnectOptions>(given: Options): ConnectConfig<Options> {
  const options = requireOptions(given);
  const proxyUrl = parseProxyOptions(options);
  const { reconnectAccount } = options;
  if (reconnectAccount && !ACCOUNT_ID_PATTERN.test(reconnectAccount)) {
    throw invalidConfig('reconnectAccount', 'is not the id of an account.');
  }
  const idsRequired = !proxyUrl && !options.getStartUrl;
  const request: StartRequest = {
    platform: checkPlatform(options.platform),
    locationId: checkId('locationId', options.locationId, idsRequired),
    userId: checkId('userId', options.userId, idsRequired),
    page: options.page || undefined,
    reconnect: options.reconnect || Boolean(options.reconnectAccount),
  };
  return {
    options,
    request,
    directUrl: createDirectUrl(options, request),
    proxyUrl,
    allowedOrigins: checkOrigins(options.allowedOrigins),
    timeout: checkPositive('timeout', options.timeout, DEFAULT_TIMEOUT_MS),
    width: checkPositive('popupWidth', options.popupWidth, DEFAULT_WIDTH),
    height: checkPositive('popupHeight', options.popupHeight, DEFAULT_HEIGHT),
  };
}
