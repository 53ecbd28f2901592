const LOOPBACK = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether `url` is `https:`, or `http:` on a loopback name (RFC 6761 section 6.3), and carries no user info. */
export function isSecureUrl(url: URL): boolean {
  return (
    url.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
  );
}

/** Parses a URL that a window or a request may be sent to; `undefined` if it is not one. */
export function parseSecureUrl(value: string, base?: string): URL | undefined {
  try {
    const url = new URL(value, base);
    return isSecureUrl(url) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is an exact, serialised origin (`https://host[:port]`, nothing after it) that messages may come from. */
export function isSecureOrigin(value: string): boolean {
  // The URL parser takes `*` for a host's letter; here it can only be meant as a wildcard.
  return !value.includes('*') && parseSecureUrl(value)?.origin === value;
}

/** What to write instead of an origin that {@link isSecureOrigin} refuses. */
export function describeBadOrigin(value: string): string {
  const origin = value.includes('*') ? undefined : parseSecureUrl(value)?.origin;
  return `"${value}" is not an exact origin; write ${origin ?? 'https://name, without path or wildcard'}.`;
}
