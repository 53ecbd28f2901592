/** What can be observed of a popup at one moment. */
export interface PopupSnapshot {
  /** The clock, in ms. */
  readonly now: number;
  /** `popup.closed`: true when it is closed, and also when it has only become unreachable. */
  readonly closed: boolean;
  /** Whether this page has the focus. */
  readonly focused: boolean;
  /** Whether the popup has been sent to the sign-in page. */
  readonly hasNavigated: boolean;
}

/**
 * - `open`: the popup is open, as far as can be seen.
 * - `undecided`: it can no longer be seen; it is too early to say why.
 * - `closed`: the person closed it.
 * - `unreachable`: it may be open, but can no longer be seen.
 * - `returned`: it became unreachable, and the person came back to this page and stayed.
 */
export type PopupStatus = 'open' | 'undecided' | 'closed' | 'unreachable' | 'returned';

/** How long the focus must stay on the page before a close counts; a message that is on its way arrives within it. */
export const GRACE_MS = 1500;

/** How long `closed` without the focus may last: after a real close the focus returns within about 60 ms. */
export const BLUR_MS = 500;

/**
 * Distinguishes a closed popup from an unreachable one. `closed` alone proves nothing: any page in the popup that sends a
 * Cross-Origin-Opener-Policy turns it true while the window is open. The page's focus makes the difference: after a real
 * close it returns at once and stays; otherwise it stays with the popup.
 *
 * Pure: it has no timer and no window, and decides by the snapshots it is given.
 */
export class CloseDetector {
  #closedSince: number | undefined;
  #focusedSince: number | undefined;
  #wasBlurred = false;
  #isUnreachable: boolean;

  /** @param isUnreachable Whether the window cannot be observed from the start, as one that a link opened. */
  constructor(isUnreachable = false) {
    this.#isUnreachable = isUnreachable;
  }

  observe({ now, closed, focused, hasNavigated }: PopupSnapshot): PopupStatus {
    if (!closed && !this.#isUnreachable) {
      this.#closedSince = this.#focusedSince = undefined;
      return 'open';
    }
    if (!hasNavigated) return 'closed';

    this.#closedSince ??= now;
    this.#focusedSince = focused ? (this.#focusedSince ?? now) : undefined;
    this.#wasBlurred ||= !focused;
    const stayed = this.#focusedSince !== undefined && now - this.#focusedSince >= GRACE_MS;
    if (this.#isUnreachable) return stayed && this.#wasBlurred ? 'returned' : 'unreachable';
    if (stayed) return 'closed';
    this.#isUnreachable = !focused && now - this.#closedSince >= BLUR_MS;
    return this.#isUnreachable ? 'unreachable' : 'undecided';
  }
}
