/**
 * Calls `listener` for events of `target`, in the capture phase, until `signal` aborts.
 *
 * The signal is never passed to `addEventListener`: with zone.js up to 0.14.2 on the page, its abort would silence other
 * listeners of the same event (https://github.com/angular/angular/issues/49591).
 */
export function listen(target: EventTarget, type: string, listener: (event: Event) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  // First: if the page has replaced `addEventListener` by something that throws, nothing may remain.
  signal.addEventListener('abort', () => target.removeEventListener(type, listener, true));
  target.addEventListener(type, listener, true);
}
