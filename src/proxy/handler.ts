import { ProxyError } from './errors.js';
import { createHighLevelClient, type ClientContext, type HighLevelClient } from './highlevel/highlevel-client.js';
import { createLeakCheck, type LeakCheck } from './highlevel/leak-check.js';
import { createLimiters, type CreateLimiter, type Limiter } from './limits/limiter.js';
import { readOptions, type LogEntry, type ProxyOptions, type ProxySettings, type RouteName } from './options.js';
import { authenticate } from './request/authenticate.js';
import { checkAccess } from './request/authorize.js';
import { checkClient } from './request/csrf.js';
import { DeadlineError, startDeadline, VisitorGoneError, type Deadline } from './request/deadline.js';
import { reserveBody } from './request/json-body.js';
import { checkPageOrigin, findPageOrigin } from './request/page-origin.js';
import { notesOn } from './request/request-notes.js';
import {
  copyResponse,
  createErrorResponse,
  createHealthResponse,
  createJsonResponse,
  createPreflightResponse,
  createResponseHeaders,
  isPreflight,
  type ResponseHeaders,
} from './responses.js';
import { attachAccount, disconnectAccount, getDetails, listAccounts } from './routes/accounts.js';
import { isHealthPath, matchRoute, type Route } from './routes/match-route.js';
import type { OperationContext, OperationResult } from './routes/operation.js';
import { startSignIn } from './routes/start.js';
import {
  createUserContextSessions,
  isSessionPath,
  type CreateUserContextSession,
} from './user-context/session-route.js';

/** What becomes known of a request while it is handled. */
interface RequestTrace {
  headers: ResponseHeaders;
  method: string;
  route: RouteName;
  platform?: LogEntry['platform'];
  error?: ProxyError;
  /** What failed and did not end the request. */
  readonly failures: unknown[];
}

/** What all requests share. */
interface ProxyContext {
  readonly settings: ProxySettings;
  readonly containsToken: LeakCheck;
  readonly createLimiter: CreateLimiter;
  /** `undefined` if the proxy has no option `userContext`. */
  readonly createUserContextSession: CreateUserContextSession | undefined;
  readonly createClient: (context: ClientContext) => HighLevelClient;
}

const MAX_URL_LENGTH = 2_048;
const LOGGED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Routes that change something. They go on when the visitor leaves. */
const CHANGING_ROUTES: ReadonlySet<Route['name']> = new Set(['attach', 'disconnect']);

function runOperation(route: Route, context: OperationContext): Promise<OperationResult> {
  switch (route.name) {
    case 'start':
      return startSignIn(route, context);
    case 'details':
      return getDetails(route, context);
    case 'attach':
      return attachAccount(route, context);
    case 'list':
      return listAccounts(route, context);
    case 'disconnect':
      return disconnectAccount(route, context);
  }
}

function handleHealth(method: string, headers: ResponseHeaders): Response {
  if (method === 'GET' || method === 'HEAD') return createHealthResponse(method, headers);
  throw new ProxyError(405, 'invalid_config', 'This route accepts GET and HEAD only.', {
    headers: { Allow: 'GET, HEAD' },
  });
}

function checkSessionMethod(method: string): void {
  if (method === 'POST') return;
  throw new ProxyError(405, 'invalid_config', 'This route accepts POST only.', { headers: { Allow: 'POST' } });
}

/** Runs an authorised request, and searches the finished response for the tokens that were sent. */
async function handleOperation(
  route: Route,
  { session, deadline, ...rest }: Omit<OperationContext, 'highLevel'>,
  limiter: Limiter,
  { containsToken, createClient }: ProxyContext,
  headers: ResponseHeaders,
): Promise<Response> {
  const usedTokens: string[] = [];
  const highLevel = createClient({ session, deadline, usedTokens, limiter });
  const { status, body } = await runOperation(route, { session, deadline, ...rest, highLevel });
  const json = JSON.stringify(body);
  if (containsToken([json], usedTokens)) {
    throw new ProxyError(502, 'invalid_response', "HighLevel's response cannot be passed on.", {
      reason: 'the response contains the HighLevel token',
    });
  }
  return createJsonResponse(status, json, headers);
}

/** Checks everything that can be refused, in this order, before a request to HighLevel is made. */
async function handleRequest(
  request: Request,
  trace: RequestTrace,
  deadline: Deadline,
  context: ProxyContext,
): Promise<Response> {
  const { settings } = context;
  const { method } = request;
  const url = new URL(request.url);
  if (LOGGED_METHODS.has(method)) trace.method = method;
  trace.headers = createResponseHeaders(checkPageOrigin(request, url, settings.allowedOrigins), settings);
  if (request.url.length > MAX_URL_LENGTH) {
    throw new ProxyError(414, 'invalid_config', `The URL is longer than ${MAX_URL_LENGTH} characters.`);
  }
  if (isPreflight(request)) {
    trace.route = 'preflight';
    return createPreflightResponse(trace.headers, settings);
  }
  if (isHealthPath(url.pathname)) {
    trace.route = 'health';
    return handleHealth(method, trace.headers);
  }
  checkClient(request);
  if (context.createUserContextSession && isSessionPath(url.pathname)) {
    trace.route = 'session';
    checkSessionMethod(method);
    deadline.endWith(request.signal);
    const pageOrigin = findPageOrigin(request, url, settings.allowedOrigins);
    const session = await context.createUserContextSession(request, pageOrigin, deadline);
    return createJsonResponse(200, JSON.stringify(session), trace.headers);
  }
  const route = matchRoute(method, url.pathname);
  trace.route = route.name;
  if ('platform' in route) trace.platform = route.platform;
  if (!CHANGING_ROUTES.has(route.name)) deadline.endWith(request.signal);

  const bodySource = route.name === 'attach' ? reserveBody(request) : request;
  notesOn(request).pageOrigin = findPageOrigin(request, url, settings.allowedOrigins);
  const authentication = await deadline.race(authenticate(request, settings));
  if ('response' in authentication) return deadline.race(copyResponse(authentication.response, trace.headers));
  const { session } = authentication;
  checkAccess(route, url.searchParams, session);
  const limiter = context.createLimiter((cause) => trace.failures.push(cause));
  await deadline.race(limiter.countSession(session));
  const input = { session, query: url.searchParams, request: bodySource, deadline, settings };
  return handleOperation(route, input, limiter, context, trace.headers);
}

function toProxyError(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error;
  if (error instanceof DeadlineError) {
    return new ProxyError(504, 'network_error', 'The proxy did not respond in time.');
  }
  if (error instanceof VisitorGoneError) {
    return new ProxyError(400, 'network_error', 'The connection was closed.', { reason: 'the visitor has gone' });
  }
  return new ProxyError(500, 'upstream_error', 'The proxy failed.', { cause: error });
}

/** Calls a listener of the host. What it does cannot change the response: it may fail, now or later. */
function callSafely<Arguments extends unknown[]>(listener: (...args: Arguments) => unknown, ...args: Arguments): void {
  const called = new Promise((resolve) => resolve(listener(...args)));
  called.catch(() => undefined);
}

/**
 * Creates the proxy: a Fetch API handler that holds the HighLevel token, so that pages need none. It runs wherever
 * `Request` and `Response` exist, under any path, and keeps no state that another instance would miss.
 *
 * The handler never rejects. Errors are `{ error: { code, message, retryAfter? } }`, with a code of
 * `SocialConnectErrorCode`.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or not valid.
 */
export function createProxyHandler(options: ProxyOptions): (request: Request) => Promise<Response> {
  const settings = readOptions(options);
  const containsToken = createLeakCheck();
  const context = {
    settings,
    containsToken,
    createLimiter: createLimiters(settings.rateLimit),
    createClient: createHighLevelClient(settings, containsToken),
    createUserContextSession: settings.userContext && createUserContextSessions(settings.userContext),
  };

  return async (request) => {
    const startedAt = Date.now();
    const deadline = startDeadline(settings.timeout);
    const trace: RequestTrace = {
      headers: createResponseHeaders(undefined, settings),
      method: 'other',
      route: 'unknown',
      failures: [],
    };

    function fail(error: unknown): Response {
      trace.error = toProxyError(error);
      return createErrorResponse(trace.error, trace.headers);
    }

    const response = await handleRequest(request, trace, deadline, context).catch(fail);
    deadline.clear();
    const { method, route, platform, error } = trace;
    const { code, upstreamStatus, reason } = error ?? {};
    const duration = Date.now() - startedAt;
    const entry = { method, route, platform, status: response.status, code, reason, upstreamStatus, duration };
    for (const failure of trace.failures) callSafely(settings.onError, failure, entry);
    if (error?.cause !== undefined) callSafely(settings.onError, error.cause, entry);
    callSafely(settings.log, entry);
    return response;
  };
}
