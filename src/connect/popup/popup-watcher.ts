import { CloseDetector, type PopupStatus } from './close-detector.js';
import { hasFocus } from '../read-document.js';
import { listen } from './listen.js';

/** A close is noticed within this time, in ms, even if no focus event announces it. */
const POLL_MS = 250;

/** What to watch. */
export interface PopupWatch {
  /** The windows of this page. The person is on the page if one of them has the focus. */
  readonly views: readonly Window[];
  /** The popup; `null` if a link opens it, so that it cannot be observed. */
  readonly popup: Window | null;
  /** Whether it has been sent to the sign-in page. */
  readonly hasNavigated: () => boolean;
  /** When to give up, as a value of `Date.now()`. */
  readonly deadline: () => number;
  /** Called on each check; with `timed-out` from the deadline on. */
  readonly onCheck: (status: PopupStatus | 'timed-out') => void;
}

/**
 * Checks the popup until `signal` aborts: regularly, and whenever the page gets the focus, is shown or becomes visible.
 * Nothing counts checks: in a hidden tab, or after the computer slept, the next check compares with the clock.
 */
export function watchPopup({ views, popup, hasNavigated, deadline, onCheck }: PopupWatch, signal: AbortSignal): void {
  const detector = new CloseDetector(popup === null);
  const check = () => {
    const now = Date.now();
    if (now >= deadline()) return onCheck('timed-out');
    const closed = popup?.closed ?? true;
    onCheck(detector.observe({ now, closed, focused: views.some(hasFocus), hasNavigated: hasNavigated() }));
  };
  if (signal.aborted) return;
  const timer = setInterval(check, POLL_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  for (const type of ['focus', 'pageshow', 'visibilitychange']) {
    for (const view of views) listen(view, type, check, signal);
  }
}
