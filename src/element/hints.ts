import { warn } from './log.js';

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
