import { ProxyError } from '../errors.js';

/** A name that nobody reaches from outside: without a dot, or an IP address. */
const INTERNAL_HOST = /^(?:[^.]+|[\d.]+|\[.*\]|.*\.(?:localhost|local|internal))$/;
const MAX_LOGGED_LENGTH = 200;

/** Whether the browser says that page and proxy have one origin. Pages cannot set or change this header. */
export function saysSameOrigin(request: Request): boolean {
  return request.headers.get('Sec-Fetch-Site') === 'same-origin';
}

function toOrigin(protocol: string, host: string): string | undefined {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Whether `origin` is written as a browser writes that of a web page. */
function isWebOrigin(origin: string): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/** Whether `request.url` can differ from the address in the browser: a server in front ended TLS, or a framework fixed it. */
function isRewritten(request: Request, url: URL): boolean {
  const host = request.headers.get('Host') ?? url.host;
  return url.protocol === 'http:' || host !== url.host || INTERNAL_HOST.test(url.hostname);
}

/** Whether `Host` names the page's host. A page on `http:` is not that of a proxy on `https:`. */
function hasOwnHost(request: Request, origin: string, url: URL): boolean {
  const { protocol } = new URL(origin);
  const host = request.headers.get('Host');
  if (host === null || (protocol === 'http:' && url.protocol === 'https:')) return false;
  return toOrigin(protocol, host) === origin;
}

function isOwnOrigin(request: Request, origin: string, url: URL): boolean {
  if (!isWebOrigin(origin)) return false;
  // A framework that always says `http://localhost:3000` must not let a page of the visitor's own machine in.
  if (request.headers.has('Sec-Fetch-Site') && !saysSameOrigin(request)) return false;
  if (origin === url.origin || hasOwnHost(request, origin, url)) return true;
  return saysSameOrigin(request) && isRewritten(request, url);
}

function describeOrigins(request: Request, origin: string, url: URL): string {
  const [page, own, host, site] = [
    origin,
    url.origin,
    request.headers.get('Host') ?? 'none',
    request.headers.get('Sec-Fetch-Site') ?? 'none',
  ].map((text) => JSON.stringify(text.slice(0, MAX_LOGGED_LENGTH)));
  return `the page's origin ${page} is neither in \`allowedOrigins\` nor the proxy's own (URL ${own}, Host ${host}, Sec-Fetch-Site ${site})`;
}

/**
 * Checks the page's origin before anything else is done.
 *
 * Page and proxy have one origin if `Origin` equals that of `request.url` or the one that `Host` names, or if the browser
 * says so (`Sec-Fetch-Site: same-origin`) and `request.url` need not be the address in the browser: behind a reverse
 * proxy and in Next it is not.
 *
 * @param url The parsed `request.url`.
 * @param allowedOrigins Exact origins besides the proxy's own.
 * @returns The listed origin whose pages may read the response; `undefined` if the response needs no CORS headers.
 * @throws {ProxyError} 403 for any other origin, `null` included.
 */
export function checkPageOrigin(request: Request, url: URL, allowedOrigins: ReadonlySet<string>): string | undefined {
  const origin = request.headers.get('Origin');
  if (origin !== null && allowedOrigins.has(origin)) return origin;
  if (origin === null || isOwnOrigin(request, origin, url)) return undefined;
  throw new ProxyError(403, 'forbidden', "The page's origin is not allowed to use this proxy.", {
    reason: describeOrigins(request, origin, url),
  });
}

/**
 * Finds the origin of the page that sent the request, for tokens that are bound to one. Browsers leave `Origin` out of a
 * GET on the page's own origin; then it is the one of `Host`, with `https:` if `allowedOrigins` says so, since another
 * server may have ended TLS.
 *
 * @returns `undefined` if the browser names no origin.
 */
export function findPageOrigin(
  request: Request,
  url: URL,
  allowedOrigins: ReadonlySet<string> = new Set(),
): string | undefined {
  const origin = request.headers.get('Origin');
  if (origin !== null) return origin;
  if (!saysSameOrigin(request)) return undefined;
  const host = request.headers.get('Host') ?? url.host;
  const secure = toOrigin('https:', host);
  return secure !== undefined && allowedOrigins.has(secure) ? secure : toOrigin(url.protocol, host);
}
