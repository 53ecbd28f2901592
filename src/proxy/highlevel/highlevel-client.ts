import { BodyTooLargeError, discard, readCappedAnswer } from '../../http/read-body.js';
import { ownOptions } from '../../protocol/own-options.js';
import { API_ROOT } from '../../protocol/routes.js';
import { ProxyError } from '../errors.js';
import type { ProxySettings } from '../settings.js';
import { DeadlineError, VisitorGoneError, type Deadline } from '../request/deadline.js';
import type { Session } from '../session/session.js';
import { createTokenSource } from './access-token.js';
import type { Limiter } from '../limits/limiter.js';
import { isTokenRejected, readExhaustion } from './highlevel-errors.js';
import type { LeakCheck } from './leak-check.js';
import type { UpstreamRequest, UpstreamResponse } from './types.js';

/** Sends requests to HighLevel for the location of one session. */
export type HighLevelClient = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** What a client is for. */
export interface ClientContext {
  readonly session: Session;
  readonly deadline: Deadline;
  /** Collects the tokens that were sent, so that the response to the browser can be searched for them. */
  readonly usedTokens: string[];
  readonly limiter: Limiter;
}

const MAX_RESPONSE_BYTES = 1_048_576;
/** A firewall in front of HighLevel refuses some runtimes' default. */
const USER_AGENT = 'ghl-social-connect';

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function createUrl(origin: string, { path, query }: UpstreamRequest): URL {
  const url = new URL(API_ROOT + path, origin);
  if (url.origin !== origin || url.pathname !== API_ROOT + path) {
    throw new ProxyError(400, 'invalid_config', 'The path does not name a valid account.');
  }
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Nothing of the client's request is copied. */
function createHeaders(token: string, apiVersion: string, hasBody: boolean): Record<string, string> {
  const headers = {
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    'User-Agent': USER_AGENT,
    Version: apiVersion,
  };
  return hasBody ? { ...headers, 'Content-Type': 'application/json' } : headers;
}

function describeFailure(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error;
  if (error instanceof DeadlineError) return new ProxyError(504, 'network_error', 'HighLevel did not respond in time.');
  if (error instanceof BodyTooLargeError) {
    return new ProxyError(502, 'invalid_response', "HighLevel's response is too large.");
  }
  return new ProxyError(502, 'network_error', 'HighLevel could not be reached.', { cause: error });
}

/** The JSON of `text` without its escapes, which the text alone would hide; nothing if it has none or is not JSON. */
function removeEscapes(text: string): string {
  if (!text.includes('\\')) return '';
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    // Nested so deeply that it cannot be written again, and so cannot be searched.
    if (error instanceof RangeError) {
      throw new ProxyError(502, 'invalid_response', "HighLevel's response is nested too deeply.");
    }
    return '';
  }
}

/**
 * Creates the only way to HighLevel: a fixed origin, headers from scratch, redirects off, limited time and size.
 *
 * A response that contains a token goes no further. It is checked here because what follows cuts texts, and a part of a
 * token would no longer be recognised.
 */
export function createHighLevelClient(
  settings: ProxySettings,
  containsToken: LeakCheck,
): (context: ClientContext) => HighLevelClient {
  const { fetch, apiVersion, upstreamOrigin } = settings;
  const withToken = createTokenSource(settings.getToken, settings.timeout);

  async function send(request: UpstreamRequest, token: string, context: ClientContext): Promise<Response> {
    const { session, deadline, limiter } = context;
    await limiter.countLocation(session);
    const { method, body } = request;
    const init: RequestInit = {
      method,
      headers: createHeaders(token, apiVersion, body !== undefined),
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
      signal: deadline.signal,
    };
    return deadline.race(fetch(createUrl(upstreamOrigin, request), ownOptions(init)));
  }

  /** A kept-alive connection may have died since its last use, which shows only now. A GET changes nothing, so it is repeated. */
  async function sendReliably(request: UpstreamRequest, token: string, context: ClientContext): Promise<Response> {
    try {
      return await send(request, token, context);
    } catch (error) {
      const isRepeatable = request.method === 'GET' && !context.deadline.signal.aborted;
      if (!isRepeatable || error instanceof ProxyError) throw error;
      return send(request, token, context);
    }
  }

  async function receive(request: UpstreamRequest, token: string, context: ClientContext): Promise<UpstreamResponse> {
    const { session, deadline, limiter } = context;
    const response = await sendReliably(request, token, context);
    const { status, headers } = response;
    const exhaustedFor = readExhaustion(response);
    if (exhaustedFor > 0) await deadline.race(limiter.pauseLocation(session, exhaustedFor));
    if (isRedirect(status)) discard(response.body);
    const text = isRedirect(status) ? '' : await deadline.race(readCappedAnswer(response, MAX_RESPONSE_BYTES));
    return { status, headers, text };
  }

  function checkLeak({ status, headers, text }: UpstreamResponse, usedTokens: readonly string[]): void {
    if (!containsToken([text, removeEscapes(text), headers.get('Location') ?? ''], usedTokens)) return;
    throw new ProxyError(502, 'invalid_response', "HighLevel's response cannot be passed on.", {
      upstreamStatus: status,
      reason: 'the response contains the HighLevel token',
    });
  }

  return (context) => (request) => {
    const { session, deadline, usedTokens } = context;

    async function attempt(token: string): Promise<UpstreamResponse> {
      usedTokens.push(token);
      try {
        const response = await receive(request, token, context);
        checkLeak(response, usedTokens);
        return response;
      } catch (error) {
        if (error instanceof VisitorGoneError) throw error;
        throw describeFailure(error);
      }
    }

    return withToken(session, deadline, attempt, isTokenRejected);
  };
}
