import type { ProxySettings } from './options.js';
import type { Refusal } from './refusal.js';
import { ROUTE_METHODS } from './routes/match-route.js';
import type { ProxyStatus } from './statuses.js';

/** On every answer: keep it nowhere, take it for nothing else, show it in no page. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Vary: 'Origin',
};

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': ROUTE_METHODS,
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-GHL-Connect',
  'Access-Control-Max-Age': '600',
};

/** Headers that go over an answer's own. */
export type Seal = Readonly<Record<string, string>>;

/**
 * The security headers, and what lets the page of `corsOrigin` read the answer.
 *
 * @param corsOrigin A listed origin, echoed exactly; `undefined` for none.
 */
export function createSeal(
  corsOrigin: string | undefined,
  { allowCredentials }: Pick<ProxySettings, 'allowCredentials'>,
): Seal {
  if (corsOrigin === undefined) return SECURITY_HEADERS;
  return {
    ...SECURITY_HEADERS,
    'Access-Control-Allow-Origin': corsOrigin,
    'Access-Control-Expose-Headers': 'Retry-After',
    ...(allowCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
}

/** An answer in JSON; to set its headers at once is cheaper than one by one. */
export function createJsonResponse(
  status: ProxyStatus,
  body: unknown,
  seal: Seal,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers, ...seal },
  });
}

/** The one shape of every refusal. */
export function createErrorResponse({ status, code, message, retryAfter, headers }: Refusal, seal: Seal): Response {
  return createJsonResponse(status, { error: { code, message, retryAfter } }, seal, {
    ...headers,
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
}

/** Whether the request is a CORS preflight (Fetch standard, section 3.2.2). */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('Origin') && headers.has('Access-Control-Request-Method');
}

/** The answer to a preflight; the origin has been checked. */
export function createPreflightResponse(seal: Seal): Response {
  return new Response(null, { status: 204, headers: { ...PREFLIGHT_HEADERS, ...seal } });
}

/** The answer to a liveness check. */
export function createHealthResponse(method: string, seal: Seal): Response {
  const response = createJsonResponse(200, { status: 'ok' }, seal);
  return method === 'HEAD' ? new Response(null, response) : response;
}

/** A host's answer, as a copy that is sealed as our own are. */
export function sealResponse(response: Response, seal: Seal): Response {
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(seal)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
