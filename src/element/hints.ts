import type { RejectionReason } from '../popup/options.js';
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

/** Tells, once per page, that the page's own header cuts off the popups of this element. */
export function hintAtOpenerPolicy(): void {
  warnOnce(
    'This page sends "Cross-Origin-Opener-Policy: same-origin", which cuts off the popup. Send same-origin-allow-popups instead.',
  );
}

/** Tells, once per page, why a popup could not be opened, where more than a popup blocker may be the reason. */
export function hintAtBlockedPopup(): void {
  if (window !== top) {
    warnOnce(
      'The popup was blocked in a frame: if the frame is sandboxed, it needs allow-popups and allow-popups-to-escape-sandbox.',
    );
  }
  if (matchMedia('(display-mode: standalone)').matches) {
    warnOnce('The popup was blocked in an installed app: the link opens the sign-in page in a browser instead.');
  }
}

/** Tells, where `debug` is set, what was ignored and what to set. */
export function adviseOnRejection(reason: RejectionReason, origin: string): void {
  trace(ADVICE[reason](origin));
}
