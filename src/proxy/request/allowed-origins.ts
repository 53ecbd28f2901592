import { describeBadOrigin, isSecureOrigin } from '../../protocol/secure-url.js';

/** Pages of apps and extensions, as Capacitor, Ionic, Tauri, Electron and browsers name them: `capacitor://localhost`. */
const APP_ORIGIN_PATTERN = /^[a-z][a-z\d+.-]*:\/\/[\w.-]+(?::\d{1,5})?$/;

/** Schemes whose pages are on the web, or whose origin is opaque (`null`). */
const OTHER_SCHEMES: ReadonlySet<string> = new Set(
  ['https', 'http', 'wss', 'ws', 'ftp', 'file', 'data', 'blob', 'filesystem', 'javascript', 'about'].map(
    (scheme) => `${scheme}:`,
  ),
);

function isAppOrigin(value: string): boolean {
  return APP_ORIGIN_PATTERN.test(value) && !OTHER_SCHEMES.has(value.slice(0, value.indexOf(':') + 1));
}

/**
 * Whether `value` is an exact origin that can be allowed: `https:`, `http:` on a loopback name, or that of an app or a
 * browser extension (`capacitor:`, `chrome-extension:` …).
 */
export function isAllowableOrigin(value: unknown): value is string {
  return typeof value === 'string' && (isSecureOrigin(value) || isAppOrigin(value));
}

/** Says what to write instead of an origin that {@link isAllowableOrigin} refuses. */
export function describeBadPageOrigin(value: unknown): string {
  const text = String(value);
  const withoutPath = /^[a-z][^/]*:\/\/[^/]*/.exec(text)?.[0] ?? '';
  return isAppOrigin(withoutPath) ? `"${text}" is not an exact origin; write ${withoutPath}.` : describeBadOrigin(text);
}
