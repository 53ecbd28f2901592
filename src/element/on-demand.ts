import type { CSSResult, ReactiveElement } from 'lit';
import { attemptEnglish } from './attempt-english.js';
import { attemptStyles } from './attempt.styles.js';
import { keepFocus } from './focus.js';
import { completeEnglish } from './labels.js';

// What the element needs from its first attempt on, and not before: it comes while the popup loads.
export { adviseOnClose, adviseOnRejection, hintAtBlockedPopup, hintAtOpenerPolicy } from './hints.js';

const prepared = new WeakSet<ReactiveElement>();

/** Gives `host` the words and looks of an attempt, and leads the focus through it. Once is enough. */
export function prepare(host: ReactiveElement, adoptStyles: (styles: CSSResult) => void): void {
  if (prepared.has(host)) return;
  prepared.add(host);
  completeEnglish(attemptEnglish);
  adoptStyles(attemptStyles);
  keepFocus(host);
}
