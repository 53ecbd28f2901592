import type { ProxySettings } from './options.js';
import type { Refusal } from './refusal.js';
import { ROUTE_METHODS } from './routes.js';
import type { ProxyStatus } from './statuses.js';

/** On every answer: keep it nowhere, take it for nothing else, show it in no page. */
const SECURITY_HEADERS = Object.entries({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Vary: 'Origin',
});

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': ROUTE_METHODS,
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-GHL-Connect',
  'Access-Control-Max-Age': '600',
};

/** An answer in JSON. */
export function createJsonResponse(
  status: ProxyStatus,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** The one shape of every refusal. */
export function createErrorResponse({ status, code, message, retryAfter, headers }: Refusal): Response {
  return createJsonResponse(
    status,
    { error: { code, message, retryAfter } },
    {
      ...headers,
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    },
  );
}

/** Whether the request is a CORS preflight (Fetch standard, section 3.2.2). */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('Origin') && headers.has('Access-Control-Request-Method');
}

/** The answer to a preflight; the origin has been checked. */
export function createPreflightResponse(): Response {
  return new Response(null, { status: 204, headers: PREFLIGHT_HEADERS });
}

/** The answer to a liveness check. */
export function createHealthResponse(method: string): Response {
  const response = createJsonResponse(200, { status: 'ok' });
  return method === 'HEAD' ? new Response(null, response) : response;
}

/** A host's answer, as a copy whose headers can be changed. */
export function copyResponse(response: Response): Response {
  const { body, status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

/**
 * Puts the security headers on an answer, over its own, and lets the page of `corsOrigin` read it.
 *
 * @param corsOrigin A listed origin, echoed exactly; `undefined` for none.
 */
export function sealResponse(
  response: Response,
  corsOrigin: string | undefined,
  { allowCredentials }: Pick<ProxySettings, 'allowCredentials'>,
): Response {
  const { headers } = response;
  for (const [name, value] of SECURITY_HEADERS) headers.set(name, value);
  if (corsOrigin !== undefined) {
    headers.set('Access-Control-Allow-Origin', corsOrigin);
    headers.set('Access-Control-Expose-Headers', 'Retry-After');
    if (allowCredentials) headers.set('Access-Control-Allow-Credentials', 'true');
  }
  return response;
}
