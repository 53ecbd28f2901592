import { BodyTooLargeError, discard, readCappedAnswer } from '../../http/read-body.js';
import { API_ROOT } from '../../protocol/routes.js';
import { DeadlineError } from './deadline.js';
import type { Deadline } from './deadline.js';
import type { ProxySettings } from '../options.js';
import { Refusal } from '../refusal.js';
import type { Session } from '../session/session.js';
import { createTokenSource } from './token-source.js';
import { isScopeMissing } from './highlevel-errors.js';

/** One request to HighLevel. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below {@link API_ROOT}, made of checked ids only. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What HighLevel answered. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty for a redirect. */
  readonly text: string;
}

/** Asks HighLevel in the name of a session's location. */
export type Upstream = (session: Session, deadline: Deadline, request: UpstreamRequest) => Promise<UpstreamAnswer>;

const MAX_ANSWER_BYTES = 1_048_576;

/** No real token of HighLevel is shorter; those of tests are. */
const MIN_SECRET_LENGTH = 16;

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function createUrl(origin: string, { path, query = {} }: UpstreamRequest): URL {
  const url = new URL(API_ROOT + path, origin);
  if (url.origin !== origin || url.pathname !== API_ROOT + path) {
    throw new Refusal(400, 'invalid_config', 'The path does not name a valid account.');
  }
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Nothing of the client's request is copied. */
function createHeaders(token: string, apiVersion: string, hasBody: boolean): Record<string, string> {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token}`, Version: apiVersion };
  return hasBody ? { ...headers, 'Content-Type': 'application/json' } : headers;
}

function describeFailure(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DeadlineError) return new Refusal(504, 'network_error', 'HighLevel did not answer in time.');
  if (error instanceof BodyTooLargeError)
    return new Refusal(502, 'invalid_response', "HighLevel's answer is too large.");
  return new Refusal(502, 'network_error', 'HighLevel could not be reached.', { cause: error });
}

/** JSON may write any letter as an escape, and addresses drop line breaks; what is no JSON stays as it is. */
function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return text + JSON.stringify(JSON.parse(text)).replace(/\\[nrt]/g, '');
  } catch (error) {
    // Nested so deep that it cannot be written again: what it quotes cannot be told.
    if (error instanceof RangeError) throw new Refusal(502, 'invalid_response', "HighLevel's answer is too deep.");
    return text;
  }
}

/** An address may write any letter in hexadecimal, once or more, even where the rest of it could not be decoded. */
function unescapeUrl(text: string): string {
  return text.replace(/%(?:25)*([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** An answer that quotes our own token, as a debugging gateway's might, goes nowhere. Any text may contain a short one. */
function quotesToken({ headers, text }: UpstreamAnswer, tokens: readonly string[]): boolean {
  const secrets = tokens.filter(({ length }) => length >= MIN_SECRET_LENGTH);
  if (secrets.length === 0) return false;
  const said = [unescapeJson(text), headers.get('Location') ?? ''].map((part) => part + unescapeUrl(part));
  return secrets.some((secret) => said.some((part) => part.includes(secret)));
}

/** Creates the one way to HighLevel: a fixed origin, headers from scratch, redirects off, bounded time and memory. */
export function createUpstream(settings: ProxySettings): Upstream {
  const { fetch, apiVersion, upstreamOrigin } = settings;
  const withToken = createTokenSource(settings.getToken, settings.timeout);

  async function send(request: UpstreamRequest, token: string, signal: AbortSignal): Promise<UpstreamAnswer> {
    const { method, body } = request;
    const response = await fetch(createUrl(upstreamOrigin, request), {
      method,
      headers: createHeaders(token, apiVersion, body !== undefined),
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    const { status, headers } = response;
    if (isRedirect(status)) discard(response.body);
    const text = isRedirect(status) ? '' : await readCappedAnswer(response, MAX_ANSWER_BYTES);
    return { status, headers, text };
  }

  return (session, deadline, request) => {
    const used: string[] = [];
    return withToken(
      session,
      deadline,
      async (token) => {
        used.push(token);
        try {
          const answer = await deadline.race(send(request, token, deadline.signal));
          if (!quotesToken(answer, used)) return answer;
          const options = { upstreamStatus: answer.status };
          throw new Refusal(502, 'invalid_response', "HighLevel's answer cannot be passed on.", options);
        } catch (error) {
          throw describeFailure(error);
        }
      },
      // Another token of the same app has the same scopes.
      (answer) => answer.status === 401 && !isScopeMissing(answer),
    );
  };
}
