import { authorizeRequest, checkAccess, checkRate } from './request/access.js';
import { attachAccount, disconnectAccount, getDetails, listAccounts } from './routes/accounts.js';
import { DeadlineError, startDeadline } from './highlevel/deadline.js';
import type { Deadline } from './highlevel/deadline.js';
import type { Answer, OperationContext } from './routes/operation.js';
import { readOptions } from './options.js';
import type { LogEntry, ProxyOptions, ProxySettings, RouteName } from './options.js';
import { checkClient, checkOrigin } from './request/origin.js';
import { Refusal } from './refusal.js';
import {
  createErrorResponse,
  createHealthResponse,
  createJsonResponse,
  createPreflightResponse,
  createSeal,
  isPreflight,
  sealResponse,
} from './responses.js';
import type { Seal } from './responses.js';
import { isHealthPath, matchRoute } from './routes/match-route.js';
import type { Route } from './routes/match-route.js';
import { startSignIn } from './routes/start.js';
import { createUpstream } from './highlevel/highlevel-client.js';
import type { Upstream } from './highlevel/highlevel-client.js';

/** What becomes known of a request while it is answered. */
interface Exchange {
  seal: Seal;
  method: string;
  route: RouteName;
  platform?: LogEntry['platform'];
  refusal?: Refusal;
}

const MAX_URL_LENGTH = 2_048;
const LOGGED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function runOperation(route: Route, context: OperationContext): Promise<Answer> {
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

function answerHealth(method: string, seal: Seal): Response {
  if (method === 'GET' || method === 'HEAD') return createHealthResponse(method, seal);
  throw new Refusal(405, 'invalid_config', 'This route answers GET and HEAD only.', {
    headers: { Allow: 'GET, HEAD' },
  });
}

/** Everything that can be refused is, in this order, before HighLevel hears of the request. */
async function answerRequest(
  request: Request,
  exchange: Exchange,
  deadline: Deadline,
  settings: ProxySettings,
  upstream: Upstream,
): Promise<Response> {
  const { method } = request;
  const { origin, pathname, searchParams: query } = new URL(request.url);
  if (LOGGED_METHODS.has(method)) exchange.method = method;
  exchange.seal = createSeal(checkOrigin(request, origin, settings.allowedOrigins), settings);
  if (request.url.length > MAX_URL_LENGTH) {
    throw new Refusal(414, 'invalid_config', `The address is longer than ${MAX_URL_LENGTH} characters.`);
  }
  if (isPreflight(request)) {
    exchange.route = 'preflight';
    return createPreflightResponse(exchange.seal);
  }
  if (isHealthPath(pathname)) {
    exchange.route = 'health';
    return answerHealth(method, exchange.seal);
  }
  checkClient(request);
  const route = matchRoute(method, pathname);
  exchange.route = route.name;
  if ('platform' in route) exchange.platform = route.platform;

  const session = await deadline.race(authorizeRequest(request, settings));
  if (session instanceof Response) return sealResponse(session, exchange.seal);
  checkAccess(route, query, session);
  await deadline.race(checkRate(session, settings));
  const { status, body } = await runOperation(route, { session, query, request, deadline, settings, upstream });
  return createJsonResponse(status, body, exchange.seal);
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DeadlineError) return new Refusal(504, 'network_error', 'The proxy did not answer in time.');
  return new Refusal(500, 'upstream_error', 'The proxy failed.', { cause: error });
}

/** What the host does with it changes nothing, though it may fail, now or later. */
function tell<Told extends unknown[]>(listener: (...told: Told) => unknown, ...told: Told): void {
  const heard = new Promise((resolve) => resolve(listener(...told)));
  heard.catch(() => undefined);
}

/**
 * Creates the proxy: a Fetch API handler that holds the HighLevel token, so that pages need none. It runs wherever
 * `Request` and `Response` do, under any path, and keeps no state that a second instance would miss.
 *
 * The handler never rejects. Errors are `{ error: { code, message, retryAfter? } }`, with a code of
 * `SocialConnectErrorCode`.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createProxyHandler(options: ProxyOptions): (request: Request) => Promise<Response> {
  const settings = readOptions(options);
  const upstream = createUpstream(settings);

  return async (request) => {
    const startedAt = Date.now();
    const deadline = startDeadline(settings.timeout);
    const exchange: Exchange = { seal: createSeal(undefined, settings), method: 'other', route: 'unknown' };

    function refuse(error: unknown): Response {
      exchange.refusal = toRefusal(error);
      return createErrorResponse(exchange.refusal, exchange.seal);
    }

    const response = await answerRequest(request, exchange, deadline, settings, upstream).catch(refuse);
    deadline.clear();
    const { method, route, platform, refusal } = exchange;
    const { code, upstreamStatus } = refusal ?? {};
    const duration = Date.now() - startedAt;
    const entry = { method, route, platform, status: response.status, code, upstreamStatus, duration };
    if (refusal?.cause !== undefined) tell(settings.onError, refusal.cause, entry);
    tell(settings.log, entry);
    return response;
  };
}
