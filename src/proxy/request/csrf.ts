import { ProxyError } from '../errors.js';
import { readBearer } from './bearer.js';
import { saysSameOrigin } from './page-origin.js';

/** The element's static header. A form cannot send it, and a script on another origin only after a preflight. */
const CLIENT_HEADER = 'X-GHL-Connect';

/**
 * Refuses requests that a page on another site can make a browser send unasked: forms, images, frames, links and
 * prefetches.
 *
 * @throws {ProxyError} 403.
 */
export function checkClient(request: Request): void {
  const { headers } = request;
  const purpose = [headers.get('Sec-Purpose'), headers.get('Purpose'), headers.get('X-Moz')].join();
  if (/prefetch|prerender/i.test(purpose)) throw new ProxyError(403, 'forbidden', 'Prefetching is not allowed.');
  if (headers.get(CLIENT_HEADER) !== '1') {
    throw new ProxyError(403, 'forbidden', `The request lacks the header \`${CLIENT_HEADER}: 1\`.`);
  }
  const namesSender = headers.has('Origin') || saysSameOrigin(request) || readBearer(request) !== undefined;
  if (!namesSender) {
    throw new ProxyError(403, 'forbidden', 'The request has neither a page origin nor a session token.');
  }
}
