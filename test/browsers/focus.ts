/**
 * Replaces `hasFocus()` of documents until {@link FocusStub.restore}. On a desktop, a popup takes the focus from its page. In
 * headless Chromium, and in WebKitGTK on a screen without a window manager, both pages have it.
 */
export interface FocusStub {
  set(focused: boolean): void;
  restore(): void;
}

/** Sets whether the page appears to have the focus. */
export function stubFocus(focused: boolean): FocusStub {
  let current = focused;
  const { hasFocus } = Document.prototype;
  Document.prototype.hasFocus = () => current;
  return {
    set(next) {
      current = next;
      if (next) window.dispatchEvent(new Event('focus'));
    },
    restore: () => void (Document.prototype.hasFocus = hasFocus),
  };
}
