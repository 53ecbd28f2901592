import { parseSecureUrl } from '../../protocol/secure-url.js';

const MAX_LENGTH = 4_096;

/**
 * Parses the `Location` of a start: where the popup is sent to.
 *
 * @param location The header as HighLevel sent it.
 * @param domains The host must be one of these, or end in a dot and one of these.
 * @param allowLoopback Whether `http:` on a loopback name is allowed as well.
 * @returns The URL; `undefined` for a relative one, another scheme, host or port, or one with user info.
 */
export function parseSignInUrl(
  location: string | null,
  domains: readonly string[],
  allowLoopback: boolean,
): string | undefined {
  if (location === null || location.length > MAX_LENGTH) return undefined;
  const url = parseSecureUrl(location);
  if (url?.protocol === 'http:') return allowLoopback ? url.href : undefined;
  if (url === undefined || url.port !== '') return undefined;
  const isAllowed = domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
  return isAllowed ? url.href : undefined;
}
