const LOOPBACK = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether `url` is `https:`, or `http:` on a loopback host (RFC 6761, section 6.3), and has no user info. */
export function isSecureUrl(url: URL): boolean {
  return (
    url.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  );
}

/** Whether `hostname` is a loopback name or address (RFC 6761, section 6.3). */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
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

/** What a host name consists of. The URL parser also accepts `*`, `,` and others, with which no origin ever matches. */
const HOST_PATTERN = /^[a-z0-9._-]+$|^\[[0-9a-f:]+\]$/;

/** Whether `value` is a serialised origin (`https://host[:port]`) that messages may come from. */
export function isSecureOrigin(value: string): boolean {
  const url = parseSecureUrl(value);
  return url?.origin === value && HOST_PATTERN.test(url.hostname);
}

/** Explains why {@link isSecureOrigin} rejects `value`, and what to write instead. */
export function describeBadOrigin(value: string): string {
  if (/[,;]/.test(value)) return `"${value}" is not an exact origin; separate several origins by spaces only.`;
  const url = parseSecureUrl(value);
  const origin = url && HOST_PATTERN.test(url.hostname) ? url.origin : 'https://name, without path or wildcard';
  return `"${value}" is not an exact origin; write ${origin}.`;
}
