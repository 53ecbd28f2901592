import { SocialConnectError, type SocialConnectErrorCode } from '../errors.js';
import { readJson } from '../http/read-json.js';
import { isRecord } from '../protocol/is-record.js';
import { parseSecureUrl } from '../protocol/secure-url.js';
import { warn } from './log.js';
import { requestUserContext, type EncryptedUserContext } from './request-user-context.js';

/** Options of {@link highLevelSession}. */
export interface HighLevelSessionOptions {
  /** Base URL of the proxy, absolute or relative to the document. It needs the option `userContext`. */
  readonly proxyUrl: string;
  /** Id of the marketplace app; needed in Custom JavaScript only. */
  readonly appId?: string | undefined;
  /** Called with advice for developers where HighLevel does not answer or the proxy refuses. Default: `console.warn`. */
  readonly onHint?: ((hint: string) => void) | undefined;
  /** Replaces `fetch`, for tests and unusual hosts. */
  readonly fetch?: typeof fetch | undefined;
}

/** Who uses HighLevel, as the proxy has read it from the user context. */
export interface HighLevelUser {
  readonly locationId: string;
  readonly userId: string;
}

/** A session that HighLevel's user context stands for. */
export interface HighLevelSession {
  /**
   * Requests the user context and exchanges it for a session token at the proxy. Callers at the same time share one
   * exchange. Fits `getSessionToken` of the elements.
   *
   * @throws {SocialConnectError} `no_user_context` if the page is not inside HighLevel, nobody is signed in there, or no
   *   sub-account is open; else what the proxy's response means.
   */
  readonly getSessionToken: () => Promise<string>;
  /** The user and location of the last exchange. */
  readonly user: () => HighLevelUser | undefined;
  /**
   * Calls `listener` when HighLevel's user or location is another than before, as after a change of the sub-account
   * without a reload.
   *
   * @returns Ends the subscription.
   */
  readonly subscribe: (listener: () => void) => () => void;
}

interface Exchange extends HighLevelUser {
  readonly token: string;
}

const EXCHANGE_TIMEOUT_MS = 9_500;
/** Below the 10 s that the elements give `getSessionToken`, so that their message says what is missing. */
const ANSWER_TIMEOUT_MS = 9_000;
/** Events of HighLevel's page. Source: https://marketplace.gohighlevel.com/docs/marketplace-modules/CustomJs */
const ROUTE_EVENTS = ['routeChangeEvent', 'routeLoaded'];
const PLACEHOLDER = /\{\{\s*[\w.]+\s*\}\}|%7B%7B/i;

const HINTS = {
  slow: 'HighLevel has not answered the request for the user context for 5 s. It answers the custom pages of marketplace apps, and not custom menu links. The page keeps waiting.',
  placeholder:
    'The address of this page has a placeholder that HighLevel did not replace, such as {{location.id}}. It is not used; the location comes from the user context.',
  refused:
    'Check that `sharedSecret` is the one of this app, that the app is installed in this sub-account, and that `parentOrigins` lists the white-label domain.',
} as const;

const CODES: Readonly<Record<number, SocialConnectErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

async function createExchangeError(response: Response, abort: () => void): Promise<SocialConnectError> {
  const body: unknown = await readJson(response, abort).catch(() => undefined);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const code = error.code === 'no_user_context' ? 'no_user_context' : (CODES[response.status] ?? 'upstream_error');
  const message =
    typeof error.message === 'string'
      ? error.message.slice(0, 500)
      : `The proxy answered ${response.url} with status ${response.status}.`;
  const reason = code === 'no_user_context' ? 'no-location' : undefined;
  return new SocialConnectError(code, message, { status: response.status, reason });
}

function parseExchange(body: unknown): Exchange {
  if (isRecord(body)) {
    const { token, locationId, userId } = body;
    if (typeof token === 'string' && typeof locationId === 'string' && typeof userId === 'string') {
      return { token, locationId, userId };
    }
  }
  throw new SocialConnectError('invalid_response', 'The response to POST /session is not that of the proxy.');
}

/** Sends what HighLevel gave to the proxy, which is the only one that can read it. */
async function exchange(context: EncryptedUserContext, url: URL, send: typeof fetch): Promise<Exchange> {
  const limit = new AbortController();
  const abort = () => limit.abort();
  const timer = setTimeout(abort, EXCHANGE_TIMEOUT_MS);
  try {
    const response = await send(url.href, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-GHL-Connect': '1' },
      credentials: 'omit',
      redirect: 'error',
      body: JSON.stringify(context),
      signal: limit.signal,
    });
    if (!response.ok) throw await createExchangeError(response, abort);
    return parseExchange(await readJson(response, abort));
  } catch (cause) {
    if (cause instanceof SocialConnectError) throw cause;
    throw new SocialConnectError('network_error', `The proxy at ${url.origin} did not answer POST ${url.pathname}.`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}

function createSessionUrl(proxyUrl: string): URL {
  const url = parseSecureUrl(proxyUrl, typeof document === 'undefined' ? undefined : document.baseURI);
  if (!url) {
    throw new SocialConnectError(
      'invalid_config',
      `proxyUrl "${proxyUrl}" must be https: (http: on localhost only), without user info.`,
    );
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/session`;
  return url;
}

/** Rejects after {@link ANSWER_TIMEOUT_MS}, and leaves `promise` alone: what comes late is used by the next call. */
async function limitWait<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = 'HighLevel has not answered yet. Try again in a moment, or reload the page.';
      reject(new SocialConnectError('no_user_context', message, { reason: 'no-answer' }));
    }, ANSWER_TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Creates the session of a page that HighLevel shows: the user context that HighLevel gives is exchanged for a session
 * token of the proxy, so that the page needs no sign-in of its own.
 *
 * @throws {SocialConnectError} `invalid_config` if `proxyUrl` is not allowed.
 */
export function highLevelSession(options: HighLevelSessionOptions): HighLevelSession {
  const { appId, onHint = warn } = options;
  const url = createSessionUrl(options.proxyUrl);
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
  const listeners = new Set<() => void>();
  let context: Promise<EncryptedUserContext> | undefined;
  let pending: Promise<Exchange> | undefined;
  let user: HighLevelUser | undefined;

  function requestContext(): Promise<EncryptedUserContext> {
    if (context) return context;
    if (PLACEHOLDER.test(location.search)) onHint(HINTS.placeholder);
    const requested = requestUserContext({ appId, onSlow: () => onHint(HINTS.slow) });
    context = requested;
    requested.catch(() => forget(requested));
    return requested;
  }

  function forget(old: Promise<EncryptedUserContext> | undefined): void {
    if (context === old) context = undefined;
  }

  function update({ locationId, userId }: HighLevelUser): void {
    const previous = user;
    user = Object.freeze({ locationId, userId });
    if (!previous || (previous.locationId === locationId && previous.userId === userId)) return;
    for (const listener of [...listeners]) listener();
  }

  async function runExchange(): Promise<Exchange> {
    const used = requestContext();
    const received = await used;
    try {
      const result = await exchange(received, url, send);
      update(result);
      return result;
    } catch (error) {
      // The next call asks HighLevel again: it may have another user by then.
      forget(used);
      if (error instanceof SocialConnectError && error.code === 'unauthorized') {
        onHint(`The proxy refused the user context that ${received.parentOrigin} sent. ${HINTS.refused}`);
      }
      throw error;
    }
  }

  async function getSessionToken(): Promise<string> {
    pending ??= runExchange().finally(() => (pending = undefined));
    return (await limitWait(pending)).token;
  }

  /** HighLevel changes the sub-account without a reload of its page. */
  function handleRouteChange(): void {
    context = undefined;
    getSessionToken().catch(() => undefined);
  }

  function subscribe(listener: () => void): () => void {
    if (listeners.size === 0) for (const name of ROUTE_EVENTS) addEventListener(name, handleRouteChange);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) for (const name of ROUTE_EVENTS) removeEventListener(name, handleRouteChange);
    };
  }

  return { getSessionToken, user: () => user, subscribe };
}
