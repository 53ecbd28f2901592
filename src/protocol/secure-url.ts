const LOOPBACK = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether `url` is `https:`, or `http:` on a loopback host (RFC 6761, section 6.3), and has no user info. */
export function isSecureUrl(url: URL): boolean {
  return (
    url.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
  );
}

/** Parses a URL that a window may open or a request may go to; `undefined` if {@link isSecureUrl} does not allow it. */
export function parseSecureUrl(value: string, base?: string): URL | undefined {
  try {
    const url = new URL(value, base);
    return isSecureUrl(url) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is a serialised origin (`https://host[:port]`) that messages may come from. */
export function isSecureOrigin(value: string): boolean {
  // The URL parser accepts `*` in a host. Here, it would be meant as a wildcard.
  return !value.includes('*') && parseSecureUrl(value)?.origin === value;
}

/** Explains why {@link isSecureOrigin} rejects `value`, and what to write instead. */
export function describeBadOrigin(value: string): string {
  const origin = value.includes('*') ? undefined : parseSecureUrl(value)?.origin;
  return `"${value}" is not an exact origin; write ${origin ?? 'https://name, without path or wildcard'}.`;
}
