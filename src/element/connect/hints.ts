import type { RejectionReason } from '../../connect/options.js';
import { trace, warn } from './log.js';

const ADVICE: Record<RejectionReason, (origin: string) => string> = {
  origin: (origin) => `ignored a message from ${origin}: add it to allowed-origins if it is HighLevel's`,
  source: (origin) => `ignored a message from ${origin}: it did not come from the popup of this attempt`,
  schema: (origin) => `ignored a message from ${origin}: it is not one of HighLevel's Social Planner`,
  platform: (origin) => `ignored a message from ${origin}: it names another platform than the one that was started`,
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

/** Tells, once per page, why a popup could not be opened, where more than a popup blocker may be the reason. */
export function hintAtBlockedPopup(): void {
  if (window !== top) {
    warnOnce(
      'The popup was blocked in a frame: if the frame is sandboxed, it needs allow-popups and allow-popups-to-escape-sandbox.',
    );
  }
  // Test environments have no matchMedia.
  if ((globalThis.matchMedia as typeof matchMedia | undefined)?.('(display-mode: standalone)').matches) {
    warnOnce('The popup was blocked in an installed app: the link opens the sign-in page in a browser instead.');
  }
}

/** By element, whose message from the popup was ignored last. */
const ignoredOrigins = new WeakMap<object, string>();

/** Forgets what was ignored for an attempt before. */
export function forgetAdvice(host: object): void {
  ignoredOrigins.delete(host);
}

/** Tells, where `isDebugging`, what was ignored and what to set. */
export function adviseOnRejection(host: object, reason: RejectionReason, origin: string, isDebugging: boolean): void {
  if (isDebugging) trace(ADVICE[reason](origin));
  else if (reason === 'origin') ignoredOrigins.set(host, origin);
}

/** Tells, once per page, that a popup closed after its message was ignored: the settings may be to blame, not the person. */
export function adviseOnClose(host: object): void {
  const origin = ignoredOrigins.get(host);
  if (origin !== undefined) warnOnce(`The popup was closed. Before that, the element ${ADVICE.origin(origin)}.`);
  ignoredOrigins.delete(host);
}
