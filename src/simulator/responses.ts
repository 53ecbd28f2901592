/** Names of the statuses, as HighLevel puts them into `error`. The documented 400 has none. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

const COMMON_HEADERS = {
  'Cache-Control': 'no-store',
  'referrer-policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The simulator's pages load their own stylesheet, script and pictures, and nothing else. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

type ExtraHeaders = Readonly<Record<string, string>>;

/** Creates a JSON response. */
export function createJsonResponse(status: number, body: unknown, headers: ExtraHeaders = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...COMMON_HEADERS, 'Content-Type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Creates a failure in HighLevel's form: `message` is a string or, for a 422, a list; a 400 has no `error`. */
export function createFailure(status: number, message: string | readonly string[], headers?: ExtraHeaders): Response {
  return createJsonResponse(status, { statusCode: status, message, error: STATUS_NAMES[status] }, headers);
}

/** Creates the 429 of a scenario, which asks to come back in a second. */
export function createTooManyRequests(): Response {
  return createFailure(429, 'Too many requests.', { 'Retry-After': '1', 'X-RateLimit-Remaining': '0' });
}

/** Creates an HTML document. */
export function createPageResponse(status: number, html: string, headers: ExtraHeaders = {}): Response {
  return new Response(html, {
    status,
    headers: {
      ...COMMON_HEADERS,
      'Content-Security-Policy': PAGE_POLICY,
      'Content-Type': 'text/html; charset=utf-8',
      ...headers,
    },
  });
}

/** Creates a redirect to `url`; with 303, the browser follows it with GET after a POST. */
export function createRedirect(url: URL, headers: ExtraHeaders = {}, status: 302 | 303 = 302): Response {
  return new Response(null, { status, headers: { ...COMMON_HEADERS, location: url.href, ...headers } });
}

/** Creates the response for a stylesheet, a script or a picture. */
export function createAssetResponse(type: string, text: string, headers: ExtraHeaders = {}): Response {
  return new Response(text, { headers: { ...COMMON_HEADERS, 'Content-Type': `${type}; charset=utf-8`, ...headers } });
}
