/** What the element needs from its first attempt on, and not before: it comes while the popup loads. */
export { attemptEnglish } from './attempt-english.js';
export { keepFocus } from './focus.js';
export { adviseOnClose, adviseOnRejection, hintAtBlockedPopup, hintAtOpenerPolicy } from './hints.js';
