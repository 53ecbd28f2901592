import { ProxyError } from '../errors.js';

/** A request of `srvx` on Node: it has the request that Node read. Express keeps the path before its mounts. */
interface NodeRequest {
  readonly runtime?: { readonly node?: { readonly req?: { readonly url?: unknown; readonly originalUrl?: unknown } } };
}

/** What a URL parser removes or rewrites: `.` and `..` as segments, also encoded, backslashes and fragments. */
const REWRITTEN = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)|[\\#]/i;

/**
 * Refuses a path that means another one. Middleware of the host that matches the path as it was sent, like Express's,
 * would have let the first one through, and the proxy would follow the second. Other runtimes have only the second one.
 *
 * @throws {ProxyError} 400.
 */
export function checkRawPath(request: Request): void {
  // A request of another adapter has none, and must not get one from Object.prototype.
  const node = Object.hasOwn(request, 'runtime') ? (request as NodeRequest).runtime?.node?.req : undefined;
  if (node === undefined) return;
  const url = Object.hasOwn(node, 'originalUrl') ? node.originalUrl : node.url;
  if (typeof url !== 'string') return;
  const [path = ''] = url.split('?', 1);
  if (!REWRITTEN.test(path)) return;
  throw new ProxyError(400, 'invalid_config', 'The path must not contain `.` or `..` as a segment, `\\` or `#`.');
}
