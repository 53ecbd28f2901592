/** Names of the statuses, as HighLevel puts them in `error`. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The simulator's pages load their own stylesheet and script, and nothing else. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

type ExtraHeaders = Readonly<Record<string, string>>;

/** An answer of the API. */
export function createJsonResponse(status: number, body: unknown, headers: ExtraHeaders = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...COMMON_HEADERS, 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** A refusal, in HighLevel's form: `message` is a text or, for a 422, a list; a 400 has no `error`. */
export function createFailure(status: number, message: string | readonly string[], headers?: ExtraHeaders): Response {
  return createJsonResponse(status, { statusCode: status, message, error: STATUS_NAMES[status] }, headers);
}

/** The refusal of a caller with too many requests; says to come back in a second. */
export function createTooManyRequests(): Response {
  return createFailure(429, 'Too many requests.', { 'retry-after': '1', 'x-ratelimit-remaining': '0' });
}

/** An HTML document. */
export function createPageResponse(status: number, html: string, headers: ExtraHeaders = {}): Response {
  return new Response(html, {
    status,
    headers: {
      ...COMMON_HEADERS,
      'content-security-policy': PAGE_POLICY,
      'content-type': 'text/html; charset=utf-8',
      ...headers,
    },
  });
}

/** A redirect to `url`. */
export function createRedirect(url: URL, headers: ExtraHeaders = {}): Response {
  return new Response(null, { status: 302, headers: { ...COMMON_HEADERS, location: url.href, ...headers } });
}

/** A stylesheet or a script. */
export function createAssetResponse(type: string, text: string): Response {
  return new Response(text, { headers: { ...COMMON_HEADERS, 'content-type': `${type}; charset=utf-8` } });
}
