import type { RejectionReason } from '../../connect/options.js';
import { trace, warn } from './log.js';

const ADVICE: Record<RejectionReason, (origin: string) => string> = {
  origin: (origin) => `ignored a message from ${origin}: add it to allowed-origins if it is HighLevel's`,
  source: (origin) => `ignored a message from ${origin}: it did not come from the popup of this attempt`,
  schema: (origin) => `ignored a message from ${origin}: it is not a message of HighLevel's Social Planner`,
  platform: (origin) => `ignored a message from ${origin}: it names another platform than the attempt`,
};

const given = new Set<string>();

function warnOnce(message: string): void {
  if (given.has(message)) return;
  given.add(message);
  warn(message);
}

/** Warns once per page that a popup became unreachable, and names the one cause that the page's developer can remove. */
export function warnUnreachablePopup(): void {
  warnOnce(
    'The popup became unreachable: a page in it sends a Cross-Origin-Opener-Policy, as login pages of Meta do, or this ' +
      'page does. If this page sends "Cross-Origin-Opener-Policy: same-origin", send same-origin-allow-popups instead.',
  );
}

/** Warns once per page if there may be another reason for a blocked popup than a popup blocker. */
export function warnBlockedPopup(): void {
  if (window !== top) {
    warnOnce(
      'The popup was blocked in a frame. A sandboxed frame needs allow-popups and allow-popups-to-escape-sandbox.',
    );
  }
  // Test environments have no matchMedia.
  if ((globalThis.matchMedia as typeof matchMedia | undefined)?.('(display-mode: standalone)').matches) {
    warnOnce('The popup was blocked in an installed app. The link opens the sign-in page in a browser instead.');
  }
}

/** The origin of the last message that an element ignored for its origin. */
const ignoredOrigins = new WeakMap<object, string>();

/** Forgets the messages that were ignored during the attempt before. */
export function forgetRejection(host: object): void {
  ignoredOrigins.delete(host);
}

/** Logs, with `isDebugging`, which message was ignored and what to set. */
export function noteRejection(host: object, reason: RejectionReason, origin: string, isDebugging: boolean): void {
  if (isDebugging) trace(ADVICE[reason](origin));
  else if (reason === 'origin') ignoredOrigins.set(host, origin);
}

/** Warns once per page that a popup closed after its message was ignored: maybe by the settings, not by the person. */
export function warnClosedAfterRejection(host: object): void {
  const origin = ignoredOrigins.get(host);
  if (origin !== undefined) warnOnce(`The popup was closed. Before that, the element ${ADVICE.origin(origin)}.`);
  ignoredOrigins.delete(host);
}
