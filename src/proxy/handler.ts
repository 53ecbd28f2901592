import { ProxyError } from './errors.js';
import { createLimiters, type CreateLimiter } from './limits/limiter.js';
import type { ProxyOptions } from './options.js';
import { readOptions, type ProxySettings } from './settings.js';
import { createAuditEntry } from './receipts/audit.js';
import { authenticate } from './request/authenticate.js';
import { checkAccess } from './request/authorize.js';
import { checkClient } from './request/csrf.js';
import { DeadlineError, startDeadline, VisitorGoneError, type Deadline } from './request/deadline.js';
import { reserveBody } from './request/json-body.js';
import { checkPageOrigin, findPageOrigin } from './request/page-origin.js';
import { checkRawPath } from './request/raw-path.js';
import { notesOn } from './request/request-notes.js';
import type { RequestTrace } from './request/trace.js';
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
import { isHealthPath, matchRoute, type Route } from './routes/match-route.js';
import { createOperationHandler, type OperationHandler } from './routes/operation-handler.js';
import {
  createUserContextSessions,
  isSessionPath,
  type CreateUserContextSession,
} from './user-context/session-route.js';

/** What all requests share. */
interface ProxyContext {
  readonly settings: ProxySettings;
  readonly createLimiter: CreateLimiter;
  readonly handleOperation: OperationHandler;
  /** `undefined` if the proxy has no option `userContext`. */
  readonly createUserContextSession: CreateUserContextSession | undefined;
}

const MAX_URL_LENGTH = 2_048;
const LOGGED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Routes that change something. They go on when the visitor leaves. */
const CHANGING_ROUTES: ReadonlySet<Route['name']> = new Set(['attach', 'disconnect']);

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
  checkRawPath(request);
  if (isPreflight(request)) {
    trace.routeName = 'preflight';
    return createPreflightResponse(trace.headers, settings);
  }
  if (isHealthPath(url.pathname)) {
    trace.routeName = 'health';
    return handleHealth(method, trace.headers);
  }
  checkClient(request);
  if (context.createUserContextSession && isSessionPath(url.pathname)) {
    trace.routeName = 'session';
    checkSessionMethod(method);
    deadline.endWith(request.signal);
    const pageOrigin = findPageOrigin(request, url, settings.allowedOrigins);
    const session = await context.createUserContextSession(request, pageOrigin, deadline);
    return createJsonResponse(200, JSON.stringify(session), trace.headers);
  }
  const route = matchRoute(method, url.pathname);
  trace.route = route;
  trace.routeName = route.name;
  trace.platform = route.platform;
  if (!CHANGING_ROUTES.has(route.name)) deadline.endWith(request.signal);

  const bodySource = route.name === 'attach' ? reserveBody(request) : request;
  notesOn(request).findPageOrigin = () => findPageOrigin(request, url, settings.allowedOrigins);
  const authentication = await deadline.race(authenticate(request, settings));
  const { session, response } = authentication;
  if (response !== undefined) return deadline.race(copyResponse(response, trace.headers));
  trace.session = session;
  checkAccess(route, url.searchParams, session);
  const limiter = context.createLimiter(deadline, (cause) => trace.failures.push(cause));
  await limiter.countSession(session);
  const input = { session, query: url.searchParams, request: bodySource, deadline, limiter };
  return context.handleOperation(route, input, trace);
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

/**
 * Calls a listener of the host. What it does cannot change the response: it may fail, now or later.
 *
 * @param onFailure Gets what the listener threw. Default: it is ignored.
 */
function callSafely(call: () => unknown, onFailure: (cause: unknown) => void = () => undefined): void {
  const called = new Promise((resolve) => resolve(call()));
  called.catch(onFailure);
}

/** Tells the host's listeners about a request. */
function report(trace: RequestTrace, status: number, startedAt: number, settings: ProxySettings): void {
  const { id, method, routeName, platform, error, failures, session, route, fact } = trace;
  const duration = Math.round(performance.now() - startedAt);
  const { audit, onError, log } = settings;
  const requestId = audit && id;
  const entry = {
    requestId,
    method,
    route: routeName,
    platform,
    status,
    code: error?.code,
    reason: error?.reason ?? error?.message,
    upstreamStatus: error?.upstreamStatus,
    duration,
  };
  const reportError = (cause: unknown) => callSafely(() => onError(cause, entry));
  if (error?.cause !== undefined) reportError(error.cause);
  failures.forEach(reportError);
  callSafely(() => log(entry));
  if (!audit || !session || !route) return;
  callSafely(() => audit(createAuditEntry({ requestId: id, session, route, fact, error }, status)), reportError);
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
  const context: ProxyContext = {
    settings,
    createLimiter: createLimiters(settings.rateLimit),
    handleOperation: createOperationHandler(settings),
    createUserContextSession: settings.userContext && createUserContextSessions(settings.userContext),
  };

  return async (request) => {
    const startedAt = performance.now();
    const deadline = startDeadline(settings.timeout);
    const trace: RequestTrace = {
      id: settings.audit ? crypto.randomUUID() : '',
      headers: createResponseHeaders(undefined, settings),
      method: 'other',
      routeName: 'unknown',
      platform: undefined,
      route: undefined,
      session: undefined,
      fact: undefined,
      error: undefined,
      failures: [],
    };

    function fail(error: unknown): Response {
      trace.error = toProxyError(error);
      return createErrorResponse(trace.error, trace.headers);
    }

    const response = await handleRequest(request, trace, deadline, context).catch(fail);
    deadline.clear();
    report(trace, response.status, startedAt, settings);
    return response;
  };
}
