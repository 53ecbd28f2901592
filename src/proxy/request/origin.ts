import { Refusal } from '../refusal.js';

const BEARER_PATTERN = /^Bearer ([\w.~+/-]+=*)$/i;

/** The element's static header: a form cannot send it, and a script on another origin only after a preflight. */
const CLIENT_HEADER = 'X-GHL-Connect';

/** The token in `Authorization: Bearer` (RFC 6750 section 2.1), if there is one. */
export function readBearer(request: Request): string | undefined {
  return BEARER_PATTERN.exec(request.headers.get('Authorization') ?? '')?.[1];
}

function isSameOrigin(request: Request): boolean {
  return request.headers.get('Sec-Fetch-Site') === 'same-origin';
}

/** Origin of the page that sent the request, as its browser says; `undefined` where it does not say. */
export function readPageOrigin(request: Request): string | undefined {
  return request.headers.get('Origin') ?? (isSameOrigin(request) ? new URL(request.url).origin : undefined);
}

/**
 * Puts `Origin` in where the browser leaves it out since page and proxy share it, and another server ends TLS: then
 * `request.url` is `http:` and the page's origin is not. A browser says `same-origin` for no page of another one.
 *
 * @param request A request without a body.
 * @returns The request itself where there is nothing to put in.
 */
export function restoreOrigin(request: Request, allowedOrigins: ReadonlySet<string>): Request {
  const { protocol, host } = new URL(request.url);
  if (protocol !== 'http:' || request.headers.has('Origin') || !isSameOrigin(request)) return request;
  const { origin } = new URL(`https://${host}`);
  if (!allowedOrigins.has(origin)) return request;
  const headers = new Headers(request.headers);
  headers.set('Origin', origin);
  return new Request(request.url, { method: request.method, headers });
}

/**
 * Checks `Origin` before anything else is done.
 *
 * @param ownOrigin The proxy's own origin.
 * @param allowedOrigins Exact origins besides it.
 * @returns The listed origin that the answer may be read by; `undefined` if no CORS is needed.
 * @throws {Refusal} 403 for any other origin, `null` included.
 */
export function checkOrigin(
  request: Request,
  ownOrigin: string,
  allowedOrigins: ReadonlySet<string>,
): string | undefined {
  const origin = request.headers.get('Origin');
  if (origin !== null && allowedOrigins.has(origin)) return origin;
  if (origin === null || origin === ownOrigin) return undefined;
  throw new Refusal(
    403,
    'forbidden',
    `The page's origin, ${origin.slice(0, 200)}, is not one of the proxy's \`allowedOrigins\`; its own is ${ownOrigin}. Where a server in between changes \`Host\` or ends TLS, list the page's.`,
  );
}

/**
 * Refuses what a page on another site can make a browser send without being asked: forms, images, frames, links,
 * prefetches.
 *
 * @throws {Refusal} 403.
 */
export function checkClient(request: Request): void {
  const { headers } = request;
  const purpose = [headers.get('Sec-Purpose'), headers.get('Purpose'), headers.get('X-Moz')].join();
  if (/prefetch|prerender/i.test(purpose)) throw new Refusal(403, 'forbidden', 'Prefetching is not allowed.');
  if (headers.get(CLIENT_HEADER) !== '1') {
    throw new Refusal(403, 'forbidden', `The request lacks the header \`${CLIENT_HEADER}: 1\`.`);
  }
  const isKnown = headers.has('Origin') || isSameOrigin(request) || readBearer(request) !== undefined;
  if (!isKnown) throw new Refusal(403, 'forbidden', 'The request says neither where it comes from nor who sends it.');
}
