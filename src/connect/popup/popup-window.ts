import type { OpenWindow } from '../options.js';

/** Popups of attempts, running or ended. A window belongs to one attempt for good. */
const claimed = new WeakSet<MessageEventSource>();

/** Reserves `popup` for the attempt that calls this. */
export function claimWindow(popup: MessageEventSource): void {
  claimed.add(popup);
}

/** Window features for a popup centred on `view` and kept within the screen it is on. */
export function createPopupFeatures(width: number, height: number, view: Window): string {
  const { screen } = view;
  const screenLeft = (screen as Screen & { availLeft?: number }).availLeft ?? 0;
  const screenTop = (screen as Screen & { availTop?: number }).availTop ?? 0;
  const place = (wanted: number, start: number, room: number, windowStart: number, windowSize: number) => {
    const size = Math.min(wanted, room || wanted);
    const centred = windowStart + (windowSize - size) / 2;
    return [size, Math.max(start, Math.min(centred, start + (room || size) - size))].map(Math.round);
  };
  const [w, x] = place(width, screenLeft, screen.availWidth, view.screenX, view.outerWidth);
  const [h, y] = place(height, screenTop, screen.availHeight, view.screenY, view.outerHeight);
  return `popup=1,width=${w},height=${h},left=${x},top=${y}`;
}

/**
 * Opens the popup, synchronously: WebKit blocks it after any `await`. The target is `_blank`, so that no other page can
 * get a handle by its name; there is no `noopener`, because the finish page must reach its opener.
 *
 * @param views The windows of this page.
 * @returns The window; `null` if the browser blocked it or closed it at once, or if `open` returned something else.
 * @throws Whatever `open` throws, as Firefox does in a sandboxed frame.
 */
export function openPopup(url: string, features: string, open: OpenWindow, views: readonly Window[]): Window | null {
  const popup = open(url, '_blank', features);
  // A promise, or an embedder's own object, cannot be watched. Some in-app browsers return the page itself.
  if (popup?.closed !== false || views.includes(popup)) return null;
  claimWindow(popup);
  return popup;
}

/**
 * Whether a link in one of `views` opened the window. Nobody has a handle to it, but its opener can be read across origins.
 */
export function wasOpenedByLink(source: MessageEventSource, views: readonly unknown[]): boolean {
  try {
    return !claimed.has(source) && !views.includes(source) && views.includes((source as Window).opener);
  } catch {
    return false;
  }
}

/** Uses a window that may refuse: an unreachable one, or an embedder's own. There is nothing else to do then. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The window stays as it is.
  }
}

/** Writes a text into a blank popup, so that nobody looks at an empty window. */
export function showConnecting(popup: Window, text: string): void {
  attempt(() => (popup.document.title = popup.document.body.textContent = text));
}

/** Closes the popup, if the browser still allows it. */
export function closePopup(popup: Window | null): void {
  attempt(() => popup?.close());
}

/** Brings the popup to the front, if the browser allows it. */
export function focusPopup(popup: Window | null): void {
  attempt(() => popup?.focus());
}
