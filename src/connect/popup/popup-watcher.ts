import { CloseDetector, type PopupVerdict } from './close-detector.js';

/** A close is seen within this time, in ms, also where no focus event tells of it. */
const POLL_MS = 250;

/** What is watched. */
export interface WatchedPopup {
  /** The window; `null` if a link opens it, and nothing can be seen of it. */
  readonly popup: Window | null;
  /** Whether it has been sent to the sign-in page. */
  readonly hasLeft: () => boolean;
  /** When to give up, as `Date.now()` tells it. */
  readonly deadline: number;
  /** Called on each look, with `timed-out` from the deadline on. */
  readonly onLook: (verdict: PopupVerdict | 'timed-out') => void;
}

/**
 * Looks after the popup until `signal` aborts: regularly, and when the page gets the focus, is shown or comes back.
 * Nothing counts looks: in a hidden tab, or after the laptop slept, the next look sees the clock.
 */
export function watchPopup({ popup, hasLeft, deadline, onLook }: WatchedPopup, signal: AbortSignal): void {
  const detector = new CloseDetector(popup === null);
  const look = () => {
    const now = Date.now();
    if (now >= deadline) return onLook('timed-out');
    const focused = document.hasFocus() && document.visibilityState === 'visible';
    onLook(detector.observe({ now, closed: popup?.closed ?? true, focused, left: hasLeft() }));
  };
  if (signal.aborted) return;
  const timer = setInterval(look, POLL_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  addEventListener('focus', look, { signal });
  addEventListener('pageshow', look, { signal });
  document.addEventListener('visibilitychange', look, { signal });
}
