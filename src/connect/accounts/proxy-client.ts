import { SocialConnectError, type SocialConnectErrorCode } from '../../errors.js';
import { holdFailure } from '../../http/hold-failure.js';
import { readJson } from '../../http/read-json.js';
import { parseRetryAfter } from '../../http/retry-after.js';
import { abortable, wait, type TimeLimit } from '../../http/timeout.js';
import { writeJson } from '../../http/write-json.js';
import { API_ROOT } from '../../protocol/routes.js';
import { joinTexts } from '../../protocol/fields.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownField } from '../../protocol/own-field.js';
import { parseProxyOptions, REQUEST_TIMEOUT_MS, TOKEN_PATTERN } from '../config.js';
import { describeThrown } from '../describe-thrown.js';
import { invalidConfig } from '../invalid-config.js';
import type { ProxyClientOptions } from '../options.js';
import { selectCredentials, type CredentialScope } from './credential-scope.js';

/** The longest `Retry-After` that is waited for, in seconds. */
const MAX_WAIT_SECONDS = 5;

/** One request to the proxy. */
export interface ProxyRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path below `/social-media-posting/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The time for everything: session tokens, the request, and its repetitions. */
  readonly limit: TimeLimit;
  /**
   * How often it may be repeated. Default: 0. A `POST` or `DELETE` is repeated only if it was refused for the moment (429):
   * one that failed may have been carried out all the same.
   */
  readonly retries?: number;
}

/** Sends requests to a proxy, and reuses the session token that it has got for the first of them. */
export interface ProxyClient {
  /**
   * @returns The response's JSON.
   * @throws {SocialConnectError} What the response, or its absence, means; the caller's reason if their signal aborted.
   */
  request(request: ProxyRequest): Promise<unknown>;
}

const CODE_OF_STATUS: Readonly<Record<number, SocialConnectErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/** Not `network_error`: a proxy that says so has been reached, and means its own network, not that of the person. */
const CODES: ReadonlySet<unknown> = new Set<SocialConnectErrorCode>([
  'invalid_config',
  'start_failed',
  'provider_error',
  'unauthorized',
  'forbidden',
  'not_found',
  'rate_limited',
  'upstream_error',
  'invalid_response',
]);

/**
 * What a plain reverse proxy passes on from HighLevel, and does not mean what it says. HighLevel calls a token invalid also if
 * the header `Version` is missing; a 403 without JSON comes from a firewall in front of HighLevel.
 */
function explainPlainProxy(status: number, text: string, isJson: boolean): string {
  if (status === 401 && /invalid jwt/i.test(text)) return ' Does the reverse proxy add the header Version?';
  return status === 403 && !isJson ? ' without JSON: a firewall may have refused the request' : '';
}

/** Why a request may have had no credentials. */
async function explainMissingCookie(token: string | undefined): Promise<string> {
  // Where there is no window, nothing is in a frame. Test environments have no such function.
  const isSure =
    !token &&
    globalThis.parent !== globalThis.window &&
    (await (document.hasStorageAccess as typeof document.hasStorageAccess | undefined)?.()) === false;
  return isSure ? 'The browser blocks cookies in this frame. Inside HighLevel, set session="highlevel".' : '';
}

/** Reads our proxy's `{ error: { code, message, retryAfter } }`, or HighLevel's own `{ message }` from a plain one. */
async function createError(response: Response, limit: TimeLimit, note: string): Promise<SocialConnectError> {
  const { status, headers } = response;
  const body = await readJson(response, limit.abort).catch(() => undefined);
  const error = ownField(body, 'error');
  const read = (name: string): unknown => ownField(isRecord(error) ? error : body, name);
  const given = read('code');
  const code = CODES.has(given) ? (given as SocialConnectErrorCode) : (CODE_OF_STATUS[status] ?? 'upstream_error');
  const text = joinTexts(read('message')).slice(0, 500);
  const serverTime = Date.parse(headers.get('Date') ?? '') || undefined;
  const retryAfter = parseRetryAfter(read('retryAfter') ?? headers.get('Retry-After'), serverTime);
  const hint = explainPlainProxy(status, text, isRecord(body));
  const message = (text || `The proxy at ${response.url} responded with status ${status}`) + hint;
  const full = note && status === 401 ? `${message} ${note}` : message;
  return new SocialConnectError(code, full, { status, retryAfter });
}

/** Seconds to wait before the next try; `undefined` if none is worth it. */
function waitBeforeRetry(error: SocialConnectError, { method }: ProxyRequest, attempt: number): number | undefined {
  const { code, status = 0, retryAfter = 1 } = error;
  if (status === 429) return attempt === 0 && retryAfter <= MAX_WAIT_SECONDS ? retryAfter : undefined;
  // A 5xx with another code, as for a token that HighLevel refuses, does not pass without changes.
  const mayPass = method === 'GET' && status >= 500 && code === 'upstream_error';
  return mayPass ? 2 ** attempt * (0.25 + Math.random() / 4) : undefined;
}

/** Browsers hide a redirect that is not followed; other runtimes show its status. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/** Whether a redirect ended at a page instead of the proxy's JSON. */
function isPage({ ok, redirected, headers }: Response): boolean {
  return ok && redirected && !/\bjson\b/i.test(headers.get('Content-Type') ?? '');
}

/**
 * The address of the proxy that `options` name.
 *
 * @throws {SocialConnectError} `invalid_config` if it is missing, or an option is not valid.
 */
export function requireProxyUrl(options: ProxyClientOptions): URL {
  const proxyUrl = parseProxyOptions(options);
  if (proxyUrl) return proxyUrl;
  throw invalidConfig('proxyUrl', 'is missing; this needs a proxy that holds the HighLevel token.');
}

/** A client for the proxy at `base`. `options` have been validated. */
export function createProxyClient(base: URL, options: ProxyClientOptions & CredentialScope): ProxyClient {
  const { sessionToken, getSessionToken, credentials = 'same-origin', note } = selectCredentials(base, options);
  const send = options.fetch ?? ((url, init) => fetch(url, init));
  let token = sessionToken || undefined;
  /** Requests that run at the same time share one call of the page's function, each within its own limit. */
  let asking: Promise<string> | undefined;
  /** The call that has returned the token: the function may return the same one again. */
  let source: Promise<string> | undefined;

  function createRedirectError(cause?: unknown): SocialConnectError {
    const message =
      `The proxy at ${base.origin} redirected the request, as servers do for people who are not signed in. If it has ` +
      'moved, set proxy-url to its new address.';
    return new SocialConnectError('unauthorized', message, { cause });
  }

  function createInit({ method, body, limit }: ProxyRequest): RequestInit {
    const headers: Record<string, string> = { Accept: 'application/json', 'X-GHL-Connect': '1' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return {
      method,
      headers,
      credentials,
      signal: limit.signal,
      ...(body === undefined ? {} : { body: writeJson(body) }),
    };
  }

  function createUrl({ path, query = {} }: ProxyRequest): string {
    // Set as a path: a base that begins with two slashes would be read as another host.
    const url = new URL(base);
    url.pathname = base.pathname.replace(/\/+$/, '') + API_ROOT + path;
    url.hash = '';
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    return url.href;
  }

  /** Follows redirects within the page's own origin only: another one must not get the session token. */
  async function exchange(request: ProxyRequest): Promise<Response> {
    const [url, init] = [createUrl(request), createInit(request)];
    const response = await send(url, { ...init, redirect: 'manual' });
    const answer = isRedirect(response) ? await follow(url, init, request.limit) : response;
    if (isPage(answer)) throw createRedirectError();
    return answer;
  }

  async function follow(url: string, init: RequestInit, { signal }: TimeLimit): Promise<Response> {
    if (base.origin !== globalThis.origin) throw createRedirectError();
    try {
      return await send(url, { ...init, mode: 'same-origin' });
    } catch (cause) {
      throw signal.aborted ? cause : createRedirectError(cause);
    }
  }

  async function replaceToken(limit: TimeLimit): Promise<void> {
    if (!getSessionToken) return;
    const call = (asking ??= (async () => getSessionToken())());
    let given: string;
    try {
      given = await abortable(call, limit.signal);
    } catch (cause) {
      limit.throwIfCancelled();
      if (cause instanceof SocialConnectError) throw cause;
      const problem = limit.isOver()
        ? `returned no token within ${REQUEST_TIMEOUT_MS / 1000} s.`
        : describeThrown(cause);
      throw new SocialConnectError('unauthorized', `getSessionToken() ${problem}`, { cause });
    } finally {
      asking = undefined;
    }
    // It may be nothing, or an error page whose status the function has not looked at.
    if (typeof (given as unknown) !== 'string' || !TOKEN_PATTERN.test(given)) {
      const message = 'getSessionToken() returned no text that an HTTP header can contain.';
      throw new SocialConnectError('unauthorized', message);
    }
    token = given;
    source = call;
  }

  async function exchangeWithToken(request: ProxyRequest): Promise<Response> {
    const { limit } = request;
    if (token === undefined) await replaceToken(limit);
    const used = source;
    const response = await exchange(request);
    if (response.status !== 401 || !getSessionToken) return response;
    // Read to the end: Chromium reports a response that is dropped as a failed request.
    await readJson(response, limit.abort).catch(() => undefined);
    if (source === used) await replaceToken(limit);
    return exchange(request);
  }

  async function requestOnce(request: ProxyRequest): Promise<unknown> {
    const { limit } = request;
    try {
      const response = await exchangeWithToken(request);
      if (!response.ok) throw await createError(response, limit, note ?? (await explainMissingCookie(token)));
      return await readJson(response, limit.abort);
    } catch (cause) {
      limit.throwIfCancelled();
      if (cause instanceof SocialConnectError) throw cause;
      const problem = limit.isOver() ? `did not respond within ${REQUEST_TIMEOUT_MS / 1000} s` : 'did not respond';
      // Browsers do not distinguish a refusal by CORS from silence.
      const { origin } = globalThis;
      const doubt =
        limit.isOver() || !origin || base.origin === origin ? '' : `, or does not list ${origin} in \`allowedOrigins\``;
      throw new SocialConnectError('network_error', `The proxy at ${base.origin} ${problem}${doubt}.`, { cause });
    }
  }

  async function request(wanted: ProxyRequest, attempt = 0): Promise<unknown> {
    try {
      return await requestOnce(wanted);
    } catch (error) {
      const mayRetry = error instanceof SocialConnectError && attempt < (wanted.retries ?? 0);
      const seconds = mayRetry ? waitBeforeRetry(error, wanted, attempt) : undefined;
      if (seconds === undefined || seconds * 1000 >= wanted.limit.remaining()) throw error;
      await wait(seconds * 1000, wanted.limit.signal);
      return request(wanted, attempt + 1);
    }
  }

  return { request: (wanted) => holdFailure(request(wanted)) };
}
