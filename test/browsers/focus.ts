/**
 * Takes the place of the page's focus until {@link FocusStub.restore}. A popup takes the focus from its page on a desktop;
 * a headless Chromium, and WebKitGTK on a screen without a window manager, leave it with both.
 */
export interface FocusStub {
  set(focused: boolean): void;
  restore(): void;
}

/** Sets whether the page has the focus, whatever the browser says. */
export function stubFocus(focused: boolean): FocusStub {
  let current = focused;
  document.hasFocus = () => current;
  return {
    set(next) {
      current = next;
      if (next) window.dispatchEvent(new Event('focus'));
    },
    // The own property goes, the method of the prototype is seen again.
    restore: () => void Reflect.deleteProperty(document, 'hasFocus'),
  };
}
