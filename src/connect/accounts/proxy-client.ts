import { SocialConnectError, type SocialConnectErrorCode } from '../../errors.js';
import { discard } from '../../http/read-body.js';
import { API_ROOT } from '../../protocol/routes.js';
import { joinTexts } from '../../protocol/fields.js';
import { isRecord } from '../../protocol/is-record.js';
import { invalidConfig, parseProxyUrl, REQUEST_TIMEOUT_MS, type ProxyOptions } from '../options.js';
import { readJson } from '../../http/read-json.js';
import { abortable, limitTime } from '../../http/time-limit.js';

/** Failures that may pass by themselves. A 5xx with another code, as for a token that HighLevel refuses, will not. */
const PASSING_CODES: readonly SocialConnectErrorCode[] = ['upstream_error', 'network_error'];

/** What a header can carry without being split or changed. Source: RFC 9110, section 5.5. */
const TOKEN_PATTERN = /^[\x21-\x7e]*$/;

/** The longest `Retry-After` that is worth waiting for, in seconds. */
const MAX_WAIT_SECONDS = 5;

/** One request to the proxy. */
export interface ProxyRequest {
  readonly method: 'GET' | 'POST';
  /** Path below `/social-media-posting/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /**
   * How often it may be tried again. Default: 0. A `POST` is sent again only where it was refused for now (429): one that
   * failed may have done its work all the same.
   */
  readonly retries?: number;
}

/** Sends requests to a proxy, and remembers the session token: one that was asked for serves the requests that follow. */
export interface ProxyClient {
  /**
   * @returns The answer's JSON.
   * @throws {SocialConnectError} What the answer, or its absence, means; the signal's reason if that aborted.
   */
  request(request: ProxyRequest): Promise<unknown>;
}

const CODE_OF_STATUS: Readonly<Record<number, SocialConnectErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

const CODES: ReadonlySet<unknown> = new Set<SocialConnectErrorCode>([
  'invalid_config',
  'start_failed',
  'provider_error',
  'unauthorized',
  'forbidden',
  'not_found',
  'rate_limited',
  'upstream_error',
  'network_error',
  'invalid_response',
]);

/** Reads our proxy's `{ error: { code, message, retryAfter } }`, or HighLevel's own `{ message }` from a plain one. */
async function createError(response: Response): Promise<SocialConnectError> {
  const { status } = response;
  const body = await readJson(response).catch(() => undefined);
  const error = isRecord(body) ? (isRecord(body.error) ? body.error : body) : {};
  const code = CODES.has(error.code)
    ? (error.code as SocialConnectErrorCode)
    : (CODE_OF_STATUS[status] ?? 'upstream_error');
  const text = joinTexts(error.message).slice(0, 500);
  const given = error.retryAfter ?? response.headers.get('Retry-After') ?? NaN;
  const wait = typeof given === 'object' ? NaN : Number(given);
  const retryAfter = wait >= 0 ? wait : undefined;
  return new SocialConnectError(code, text || `The proxy answered with status ${status} at ${response.url}`, {
    status,
    retryAfter,
  });
}

/** Seconds to wait before another try; `undefined` if none is worth it. */
function waitBeforeRetry(error: SocialConnectError, { method }: ProxyRequest, attempt: number): number | undefined {
  const { code, status = 0, retryAfter = 1 } = error;
  if (status === 429) return attempt === 0 && retryAfter <= MAX_WAIT_SECONDS ? retryAfter : undefined;
  const mayPass = method === 'GET' && status >= 500 && PASSING_CODES.includes(code);
  return mayPass ? 2 ** attempt * (0.25 + Math.random() / 4) : undefined;
}

function wait(seconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
  return abortable(waited, signal).finally(() => clearTimeout(timer));
}

function requireProxyUrl(proxyUrl: string | undefined): URL {
  const url = parseProxyUrl(proxyUrl);
  if (url) return url;
  throw invalidConfig('proxyUrl', 'is missing; this needs a proxy that holds the HighLevel token.');
}

/**
 * A client for the proxy that `options` name.
 *
 * @throws {SocialConnectError} `invalid_config` if there is no proxy, or its URL is not allowed.
 */
export function createProxyClient(options: ProxyOptions): ProxyClient {
  const base = requireProxyUrl(options.proxyUrl);
  const { credentials = 'same-origin', getSessionToken } = options;
  const send = options.fetch ?? ((url, init) => fetch(url, init));
  let token = options.sessionToken || undefined;
  if (token && !TOKEN_PATTERN.test(token))
    throw invalidConfig('sessionToken', 'has a letter that no header can carry.');

  async function exchange({ method, path, query = {}, body, signal }: ProxyRequest): Promise<Response> {
    // Set as a path: a base that begins with two slashes would be read as another host.
    const url = new URL(base);
    url.pathname = base.pathname.replace(/\/+$/, '') + API_ROOT + path;
    url.search = url.hash = '';
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    const headers: Record<string, string> = { Accept: 'application/json', 'X-GHL-Connect': '1' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return send(url.href, {
      method,
      headers,
      credentials,
      signal: limitTime(signal, REQUEST_TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function askToken(signal: AbortSignal): Promise<string | undefined> {
    if (!getSessionToken) return undefined;
    const limit = limitTime(signal, REQUEST_TIMEOUT_MS);
    let given: string;
    try {
      given = await abortable(Promise.resolve(getSessionToken()), limit);
    } catch (cause) {
      signal.throwIfAborted();
      const problem = limit.aborted ? `gave no token within ${REQUEST_TIMEOUT_MS / 1000} s` : 'failed';
      throw new SocialConnectError('unauthorized', `getSessionToken ${problem}.`, { cause });
    }
    // As the page of an error would be, where the answer's status was not looked at.
    if (TOKEN_PATTERN.test(given)) return given;
    throw new SocialConnectError('unauthorized', 'getSessionToken gave a token that no header can carry.');
  }

  async function exchangeWithToken(request: ProxyRequest): Promise<Response> {
    token ??= await askToken(request.signal);
    const response = await exchange(request);
    if (response.status !== 401 || !getSessionToken) return response;
    discard(response.body);
    token = await askToken(request.signal);
    return exchange(request);
  }

  async function requestOnce(request: ProxyRequest): Promise<unknown> {
    try {
      const response = await exchangeWithToken(request);
      if (!response.ok) throw await createError(response);
      return await readJson(response);
    } catch (cause) {
      request.signal.throwIfAborted();
      if (cause instanceof SocialConnectError) throw cause;
      // The browser does not tell a refusal by CORS from silence.
      const doubt =
        base.origin === globalThis.origin ? '' : `, or does not list ${globalThis.origin} in \`allowedOrigins\``;
      throw new SocialConnectError('network_error', `The proxy at ${base.origin} did not answer${doubt}.`, { cause });
    }
  }

  async function request(wanted: ProxyRequest, attempt = 0): Promise<unknown> {
    try {
      return await requestOnce(wanted);
    } catch (error) {
      const mayRetry = error instanceof SocialConnectError && attempt < (wanted.retries ?? 0);
      const seconds = mayRetry ? waitBeforeRetry(error, wanted, attempt) : undefined;
      if (seconds === undefined) throw error;
      await wait(seconds, wanted.signal);
      return request(wanted, attempt + 1);
    }
  }

  return { request };
}
