import { SocialConnectError } from '../errors.js';
import { addStartQuery, API_ROOT, HIGHLEVEL_ORIGIN, startPath, type StartRequest } from '../protocol/routes.js';
import { ID_PATTERN } from '../protocol/ids.js';
import { isPlatform, PLATFORM_NAMES, type Platform } from '../protocol/platforms.js';
import { describeBadOrigin, isSecureOrigin, parseSecureUrl } from '../protocol/secure-url.js';
import type { Connection } from './outcome.js';

/** Opens a window as `window.open` does: at once, or not at all. */
export type OpenWindow = (url: string, target: string, features: string) => Window | null;

/** Gives a value now or later. */
export type Source<T> = () => T | Promise<T>;

/** Why a message that concerned an attempt was ignored. */
export type RejectionReason = 'origin' | 'source' | 'schema' | 'platform';

/** How requests reach the proxy that holds the HighLevel token. */
export interface ProxyOptions {
  /** Base URL of the proxy, absolute or relative to the document. */
  readonly proxyUrl?: string | undefined;
  /** Bearer for the proxy. */
  readonly sessionToken?: string | undefined;
  /** Gives the Bearer for the proxy; asked again once after a 401. */
  readonly getSessionToken?: Source<string> | undefined;
  /** Credentials mode of requests to the proxy. Default: `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** Replaces `fetch`, for tests and unusual hosts. */
  readonly fetch?: typeof fetch | undefined;
}

/** What one attempt to connect needs to know. */
export interface ConnectOptions extends ProxyOptions {
  readonly platform: Platform;
  /** The location to connect to. Required without a proxy; with one, absent means the session's own. */
  readonly locationId?: string | undefined;
  /** The HighLevel user who connects. Required as `locationId` is. */
  readonly userId?: string | undefined;
  /** HighLevel's `page` query. */
  readonly page?: string | undefined;
  /** Whether an expired account is connected again. Default: `false`. */
  readonly reconnect?: boolean | undefined;
  /** URL with `{platform}` to start at instead of HighLevel's; the start query is added to it. */
  readonly startUrl?: string | undefined;
  /** Gives the URL to start at, whole; called after the window is open, with 10 s to answer. */
  readonly getStartUrl?: ((request: StartRequest) => string | Promise<string>) | undefined;
  /** Exact origins whose messages are accepted: a list, or a string separated by spaces. Default: HighLevel's. */
  readonly allowedOrigins?: string | readonly string[] | undefined;
  /** Time for the whole attempt, in ms. Default: 600 000. */
  readonly timeout?: number | undefined;
  /** Width of the popup, in CSS pixels. Default: 600. */
  readonly popupWidth?: number | undefined;
  /** Height of the popup, in CSS pixels. Default: 720. */
  readonly popupHeight?: number | undefined;
  /** Replaces `window.open`; gives a new window at each call. */
  readonly openWindow?: OpenWindow | undefined;
  /**
   * The person opens the sign-in page with a link of yours (`target="_blank" rel="opener"`, see
   * {@link resolveStartUrl}) in the click that calls this; no window is opened here. Default: `false`.
   */
  readonly viaLink?: boolean | undefined;
  /** Words of the blank popup while its address is fetched. Default: `Connecting…`. */
  readonly connectingText?: string | undefined;
  /** Ends the attempt as cancelled, `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the popup was cut off from the page: it may be open, but can neither be seen nor closed. */
  readonly onCutOff?: (() => void) | undefined;
  /** Called when a message from the popup, or from an allowed origin, was ignored; at most 100 times. */
  readonly onMessageRejected?: ((reason: RejectionReason, origin: string) => void) | undefined;
  /** Called, once at the most, when a genuine message came after the outcome `unconfirmed`. */
  readonly onLateConnection?: ((connection: Connection) => void) | undefined;
}

/** Options after validation: every default filled in, every address parsed. */
export interface AttemptConfig {
  readonly request: StartRequest;
  /** Where the popup goes; `undefined` if that must be asked for. */
  readonly directUrl: URL | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly timeout: number;
  readonly width: number;
  readonly height: number;
}

/** Time for one request to the proxy, or one call of a function of the page, in ms. */
export const REQUEST_TIMEOUT_MS = 10_000;

const DEFAULT_TIMEOUT_MS = 600_000;
const DEFAULT_WIDTH = 600;
const DEFAULT_HEIGHT = 720;
const CREDENTIALS: readonly unknown[] = [undefined, 'omit', 'same-origin', 'include'];

/** An `invalid_config` that names the option and, where it is spelt otherwise, the attribute. */
export function invalidConfig(option: string, problem: string): SocialConnectError {
  const attribute = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const subject = attribute === option ? option : `${attribute} (${option})`;
  return new SocialConnectError('invalid_config', `${subject} ${problem}`);
}

function checkPlatform(platform: unknown): Platform {
  if (isPlatform(platform)) return platform;
  if (!platform) throw invalidConfig('platform', `is missing; set it to one of: ${PLATFORM_NAMES.join(', ')}.`);
  if (platform === 'bluesky') throw invalidConfig('platform', '"bluesky" is not supported by HighLevel yet.');
  throw invalidConfig('platform', `"${shorten(platform)}" is unknown; use one of: ${PLATFORM_NAMES.join(', ')}.`);
}

function checkId(option: 'locationId' | 'userId', value: string | undefined, required: boolean): string | undefined {
  if (value && ID_PATTERN.test(value)) return value;
  if (value) throw invalidConfig(option, `"${shorten(value)}" is not an id: 1 to 128 letters, digits, "_" or "-".`);
  if (required) throw invalidConfig(option, 'is missing; it is required without a proxy-url.');
  return undefined;
}

function checkPositive(option: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (value > 0 && value < Infinity) return value;
  throw invalidConfig(option, 'must be a number above 0.');
}

function checkOrigins(value: string | readonly string[] = []): ReadonlySet<string> {
  const list: unknown = typeof value === 'string' ? value.split(/\s+/) : value;
  if (!Array.isArray(list)) throw invalidConfig('allowedOrigins', 'must be text, or a list of texts.');
  const origins = list.filter(Boolean).map(String);
  for (const origin of origins) {
    if (isSecureOrigin(origin)) continue;
    throw invalidConfig('allowedOrigins', describeBadOrigin(origin));
  }
  return new Set(origins.length > 0 ? origins : [HIGHLEVEL_ORIGIN]);
}

/** `written` is how the page has it, `address` what that stands for. */
function checkUrl(option: string, written: string, address: string = written): URL {
  const url = parseSecureUrl(address, document.baseURI);
  if (url) return url;
  throw invalidConfig(option, `"${shorten(written)}" must be https: (http: on localhost only), without user info.`);
}

function shorten(value: unknown): string {
  return String(value).slice(0, 80);
}

/** The direct address, or `undefined` where `getStartUrl` or the proxy will give it. */
function createDirectUrl(options: ConnectOptions, request: StartRequest): URL | undefined {
  if (options.getStartUrl) return undefined;
  if (!options.startUrl && options.proxyUrl) return undefined;
  const template: unknown = options.startUrl || HIGHLEVEL_ORIGIN + API_ROOT + startPath('{platform}');
  if (typeof template !== 'string') throw invalidConfig('startUrl', 'must be text.');
  const address = template.replaceAll('{platform}', request.platform);
  if (/[{}]/.test(address)) throw invalidConfig('startUrl', 'has a placeholder other than {platform}.');
  return addStartQuery(checkUrl('startUrl', template, address), request);
}

/** Base URL of the proxy, parsed; `undefined` if there is none. */
export function parseProxyUrl(proxyUrl: string | undefined): URL | undefined {
  return proxyUrl ? checkUrl('proxyUrl', proxyUrl) : undefined;
}

/**
 * Validates the options of an attempt.
 *
 * @throws {SocialConnectError} `invalid_config`, naming the first option that is wrong.
 */
export function parseConnectOptions(options: ConnectOptions): AttemptConfig {
  const idsRequired = parseProxyUrl(options.proxyUrl) === undefined && !options.getStartUrl;
  const request: StartRequest = {
    platform: checkPlatform(options.platform),
    locationId: checkId('locationId', options.locationId, idsRequired),
    userId: checkId('userId', options.userId, idsRequired),
    page: options.page || undefined,
    reconnect: options.reconnect ?? false,
  };
  if (!CREDENTIALS.includes(options.credentials)) {
    throw invalidConfig('credentials', 'must be omit, same-origin or include.');
  }
  return {
    request,
    directUrl: createDirectUrl(options, request),
    allowedOrigins: checkOrigins(options.allowedOrigins),
    timeout: checkPositive('timeout', options.timeout, DEFAULT_TIMEOUT_MS),
    width: checkPositive('popupWidth', options.popupWidth, DEFAULT_WIDTH),
    height: checkPositive('popupHeight', options.popupHeight, DEFAULT_HEIGHT),
  };
}
