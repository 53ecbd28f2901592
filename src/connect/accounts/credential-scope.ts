import { parseSecureUrl } from '../../protocol/secure-url.js';
import type { ProxyClientOptions } from '../options.js';
import { readBaseUrl } from '../read-document.js';

/** The options that give access to a proxy. */
interface Credentials extends Pick<ProxyClientOptions, 'sessionToken' | 'getSessionToken' | 'credentials'> {
  /** Why there are fewer than the page has; for developers. */
  readonly note?: string;
}

/** What an element adds to its options, because some of them may be settings of the whole page. */
export interface CredentialScope {
  /** Whether the element has a setting of its own. */
  readonly isOwn?: (setting: string) => boolean;
  /** The proxy of the whole page. */
  readonly pageProxyUrl?: string | undefined;
}

/**
 * The credentials that may be sent to the proxy at `base`. Credentials of the whole page belong to the origin of the
 * page's proxy, or of the page itself if it has none: markup alone, with a `proxy-url` of its own, must not get them.
 */
export function selectCredentials(base: URL, options: ProxyClientOptions & CredentialScope): Credentials {
  const { isOwn, pageProxyUrl, sessionToken, getSessionToken, credentials } = options;
  const given = { sessionToken, getSessionToken, credentials };
  if (!isOwn?.('proxyUrl')) return given;
  const home = parseSecureUrl(pageProxyUrl ?? '', readBaseUrl());
  if (home?.origin === base.origin) return given;
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => isOwn(name)));
  const note = `The page's own credentials are not sent to ${base.origin}: set session-token or getSessionToken on the element.`;
  return { ...own, note };
}
