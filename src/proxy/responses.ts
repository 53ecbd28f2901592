import { ownOptions } from '../protocol/own-options.js';
import type { ProxyError, ProxyStatus } from './errors.js';
import type { ProxySettings } from './settings.js';
import { ROUTE_METHODS } from './routes/match-route.js';

/** Headers on every response: no caching, no MIME sniffing, no framing. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Vary: 'Origin, Authorization, Cookie',
};

const REQUEST_HEADERS = ['Authorization', 'Content-Type', 'X-GHL-Connect'];

/** Headers that replace a response's own of the same name. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * Creates the security headers, and those that let the page of `corsOrigin` read the response.
 *
 * @param corsOrigin A listed origin, which is repeated exactly; `undefined` for none.
 */
export function createResponseHeaders(
  corsOrigin: string | undefined,
  { allowCredentials }: Pick<ProxySettings, 'allowCredentials'>,
): ResponseHeaders {
  if (corsOrigin === undefined) return SECURITY_HEADERS;
  return {
    ...SECURITY_HEADERS,
    'Access-Control-Allow-Origin': corsOrigin,
    'Access-Control-Expose-Headers': 'Retry-After',
    ...(allowCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
}

/** Creates a JSON response. To pass all headers at once is cheaper than to set them one by one. */
export function createJsonResponse(
  status: ProxyStatus,
  json: string,
  headers: ResponseHeaders,
  moreHeaders: ResponseHeaders = {},
): Response {
  const init: ResponseInit = { status, headers: { 'Content-Type': 'application/json', ...moreHeaders, ...headers } };
  return new Response(json, ownOptions(init));
}

/** Creates the response to a request that failed. */
export function createErrorResponse(error: ProxyError, headers: ResponseHeaders): Response {
  const { status, code, message, retryAfter } = error;
  return createJsonResponse(status, JSON.stringify({ error: { code, message, retryAfter } }), headers, {
    ...error.headers,
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
}

/** Whether the request is a CORS preflight (Fetch standard, section 3.2.2). */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('Origin') && headers.has('Access-Control-Request-Method');
}

/** Creates the response to a preflight, whose origin has been checked. */
export function createPreflightResponse(
  headers: ResponseHeaders,
  { allowedHeaders }: Pick<ProxySettings, 'allowedHeaders'>,
): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': ROUTE_METHODS,
      'Access-Control-Allow-Headers': [...REQUEST_HEADERS, ...allowedHeaders].join(', '),
      'Access-Control-Max-Age': '600',
      ...headers,
    },
  });
}

/** Creates the response to a liveness check. */
export function createHealthResponse(method: string, headers: ResponseHeaders): Response {
  const response = createJsonResponse(200, '{"status":"ok"}', headers);
  return method === 'HEAD' ? new Response(null, response) : response;
}

/** The body of a host's response. One of another realm or of a library is read whole: it is no stream of this realm. */
async function readBody(response: Response): Promise<BodyInit | null> {
  if (response.body === null || response.body instanceof ReadableStream) return response.body;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.byteLength === 0 ? null : bytes;
}

/** Headers that are about the way of a response that was fetched. Its body has been decoded on arrival. */
const TRANSPORT_HEADER = /^(?:connection|content-encoding|content-length|keep-alive|transfer-encoding)$/i;

/** Copies a host's response with our headers. Its own CORS headers are dropped: the proxy alone decides who may read. */
export async function copyResponse(response: Response, headers: ResponseHeaders): Promise<Response> {
  const { status, statusText } = response;
  // Only a response that was fetched has an address.
  const isFetched = Boolean(response.url);
  const isKept = (name: string) =>
    !name.toLowerCase().startsWith('access-control-') && !(isFetched && TRANSPORT_HEADER.test(name));
  const merged = new Headers();
  for (const [name, value] of response.headers) if (isKept(name)) merged.append(name, value);
  for (const [name, value] of Object.entries(headers)) merged.set(name, value);
  return new Response(await readBody(response), { status, statusText, headers: merged });
}
