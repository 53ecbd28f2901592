import type { OpenWindow } from '../options.js';

const openBrowserWindow: OpenWindow = (url, target, features) => window.open(url, target, features);

/**
 * Windows, and whether they are free: one that a link opened is, until an attempt claims it. One of an attempt belongs to
 * that one, also after it has ended. Kept, for a window that has posted and gone names its opener no more.
 */
const windows = new WeakMap<MessageEventSource, boolean>();

/** Keeps `popup` from every attempt but the one it belongs to. */
export function claimWindow(popup: MessageEventSource): void {
  windows.set(popup, false);
}

/** Window features for a popup centred on this window and kept within the screen it is on. */
export function createPopupFeatures(width: number, height: number): string {
  const screenLeft = (screen as Screen & { availLeft?: number }).availLeft ?? 0;
  const screenTop = (screen as Screen & { availTop?: number }).availTop ?? 0;
  const place = (wanted: number, start: number, room: number, windowStart: number, windowSize: number) => {
    const size = Math.min(wanted, room || wanted);
    const centred = windowStart + (windowSize - size) / 2;
    return { size, position: Math.max(start, Math.min(centred, start + (room || size) - size)) };
  };
  const x = place(width, screenLeft, screen.availWidth, window.screenX, window.outerWidth);
  const y = place(height, screenTop, screen.availHeight, window.screenY, window.outerHeight);
  return Object.entries({ popup: 1, width: x.size, height: y.size, left: x.position, top: y.position })
    .map(([name, value]) => `${name}=${Math.round(value)}`)
    .join();
}

/**
 * Opens the popup, synchronously: WebKit refuses it after any `await`. The target is `_blank`, so that no other page
 * can hold a handle by its name; without `noopener`, for the finish page must reach its opener.
 *
 * @returns The window; `null` if the browser blocked it or closed it at once, or if what `open` gave is no window.
 * @throws What `open` throws, as Firefox does in a sandboxed frame.
 */
export function openPopup(url: string, features: string, open: OpenWindow = openBrowserWindow): Window | null {
  const popup = open(url, '_blank', features);
  // A promise, or an embedder's own object, cannot be watched.
  if (popup?.closed !== false) return null;
  claimWindow(popup);
  return popup;
}

/** Whether a link of this page opened the window: nobody holds a handle to it, but its opener is readable across origins. */
export function wasOpenedByLink(source: MessageEventSource): boolean {
  try {
    if (!windows.has(source)) windows.set(source, source !== window && (source as Window).opener === window);
    return windows.get(source) ?? false;
  } catch {
    return false;
  }
}

/** Asks something of a window that may refuse it: one that was cut off, or an embedder's own. Nothing else can be done then. */
function ask(action: () => void): void {
  try {
    action();
  } catch {
    // It stays as it is.
  }
}

/** Puts a few words into a blank popup, so that nobody looks at an empty window. */
export function showConnecting(popup: Window, text: string): void {
  ask(() => (popup.document.title = popup.document.body.textContent = text));
}

/** Closes the popup, where the browser still lets us. */
export function closePopup(popup: Window | null): void {
  ask(() => popup?.close());
}

/** Brings the popup to the front, where the browser lets us. */
export function focusPopup(popup: Window | null): void {
  ask(() => popup?.focus());
}
