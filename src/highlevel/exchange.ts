import { SocialConnectError, type NoUserContextReason, type SocialConnectErrorCode } from '../errors.js';
import { ownField } from '../protocol/own-field.js';
import { parseSecureUrl } from '../protocol/secure-url.js';
import { rejectPlaceholder } from './reject-placeholder.js';
import type { EncryptedUserContext } from './request-user-context.js';

/** Who uses HighLevel, as the proxy has read it from the user context. */
export interface HighLevelUser {
  readonly locationId: string;
  readonly userId: string;
}

/** What the proxy returns for a user context. */
export interface Exchange extends HighLevelUser {
  readonly token: string;
}

const EXCHANGE_TIMEOUT_MS = 9_500;

const CODES: Readonly<Record<number, SocialConnectErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

function findReason(code: SocialConnectErrorCode): NoUserContextReason | undefined {
  if (code === 'no_user_context') return 'no-location';
  return code === 'unauthorized' ? 'not-accepted' : undefined;
}

async function createExchangeError(response: Response): Promise<SocialConnectError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = ownField(body, 'error');
  const text = ownField(error, 'message');
  const code =
    ownField(error, 'code') === 'no_user_context' ? 'no_user_context' : (CODES[response.status] ?? 'upstream_error');
  const message =
    typeof text === 'string'
      ? text.slice(0, 500)
      : `The proxy at ${response.url} responded with status ${response.status}.`;
  return new SocialConnectError(code, message, { status: response.status, reason: findReason(code) });
}

function parseExchange(body: unknown): Exchange {
  const [token, locationId, userId] = ['token', 'locationId', 'userId'].map((name) => ownField(body, name));
  if (typeof token === 'string' && typeof locationId === 'string' && typeof userId === 'string') {
    return { token, locationId, userId };
  }
  throw new SocialConnectError('invalid_response', 'The response to POST /session is not that of the proxy.');
}

/**
 * Sends what HighLevel gave to the proxy, which is the only one that can read it.
 *
 * @throws {SocialConnectError} What the response, or its absence, means.
 */
export async function exchangeContext(context: EncryptedUserContext, url: URL, send: typeof fetch): Promise<Exchange> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), EXCHANGE_TIMEOUT_MS);
  try {
    const response = await send(url.href, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-GHL-Connect': '1' },
      credentials: 'omit',
      redirect: 'error',
      body: JSON.stringify(context),
      signal: limit.signal,
    });
    if (!response.ok) throw await createExchangeError(response);
    return parseExchange(await response.json());
  } catch (cause) {
    if (cause instanceof SocialConnectError) throw cause;
    if (cause instanceof SyntaxError) return parseExchange(undefined);
    throw new SocialConnectError('network_error', `The proxy at ${url.origin} did not respond.`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The address of the session route of a proxy.
 *
 * @throws {SocialConnectError} `invalid_config` if `proxyUrl` is not allowed.
 */
export function createSessionUrl(proxyUrl: string): URL {
  rejectPlaceholder('proxyUrl', proxyUrl);
  const url = parseSecureUrl(proxyUrl, typeof document === 'undefined' ? undefined : document.baseURI);
  if (!url) {
    throw new SocialConnectError(
      'invalid_config',
      `proxyUrl "${proxyUrl}" must be https: (http: on localhost only), without user info.`,
      { option: 'proxyUrl' },
    );
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/session`;
  return url;
}
