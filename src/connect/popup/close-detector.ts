/** What can be seen of a popup at one moment. */
export interface PopupSight {
  /** The clock, in ms. */
  readonly now: number;
  /** `popup.closed`: true when it is closed, and also when it was only cut off. */
  readonly closed: boolean;
  /** Whether this page has the focus. */
  readonly focused: boolean;
  /** Whether the popup has been sent to the sign-in page. */
  readonly left: boolean;
}

/**
 * - `open`: as far as can be seen.
 * - `undecided`: gone from sight, too early to say why.
 * - `closed`: the person closed it.
 * - `cut-off`: it may be open, but cannot be seen any more.
 * - `returned`: cut off, and the person came back to this page and stayed.
 */
export type PopupVerdict = 'open' | 'undecided' | 'closed' | 'cut-off' | 'returned';

/** How long the focus must stay before a close is believed; a message in flight arrives within it. */
export const GRACE_MS = 1500;

/** How long `closed` without the focus may last: a real close gives the focus back within about 60 ms. */
export const BLUR_MS = 500;

/**
 * Tells a closed popup from one that was cut off. `closed` alone is no proof: any page in the popup's chain that sends
 * a Cross-Origin-Opener-Policy turns it true while the window is open. The page's focus tells the two apart: after a
 * real close it is back at once and stays, after a cut-off it stays with the popup.
 *
 * Owns the decision. Owns no timer and no window: it is told what can be seen.
 */
export class CloseDetector {
  #closedSince: number | undefined;
  #focusedSince: number | undefined;
  #blurred = false;
  #cutOff: boolean;

  /** @param cutOff Whether the window cannot be seen from the beginning, as one that a link opened. */
  constructor(cutOff = false) {
    this.#cutOff = cutOff;
  }

  observe({ now, closed, focused, left }: PopupSight): PopupVerdict {
    if (!closed && !this.#cutOff) {
      this.#closedSince = this.#focusedSince = undefined;
      return 'open';
    }
    if (!left) return 'closed';

    this.#closedSince ??= now;
    this.#focusedSince = focused ? (this.#focusedSince ?? now) : undefined;
    this.#blurred ||= !focused;
    const stayed = this.#focusedSince !== undefined && now - this.#focusedSince >= GRACE_MS;
    if (this.#cutOff) return stayed && this.#blurred ? 'returned' : 'cut-off';
    if (stayed) return 'closed';
    this.#cutOff = !focused && now - this.#closedSince >= BLUR_MS;
    return this.#cutOff ? 'cut-off' : 'undecided';
  }
}
