/** One who waits for messages. */
export interface MessageReceiver {
  /** Whether `source` is the window it waits for, or may be. */
  owns(source: MessageEventSource): boolean;
  /**
   * Gets every message from a window it owns, and those from windows that nobody owns.
   * @param source The window, if it owns it; also where the event names it no more.
   * @returns Whether it was waiting for this one; if not, the next that owns the window gets it.
   */
  receive(event: MessageEvent<unknown>, source?: MessageEventSource): boolean;
}

const receivers = new Set<MessageReceiver>();

/**
 * Passes a message to the attempt that waits for it. Never reads `event.data`: browsers deserialise it at the first
 * access, and a huge message from another window must cost nothing.
 */
function dispatch(event: MessageEvent<unknown>): void {
  const { source } = event;
  let owned = false;
  for (const receiver of receivers) {
    if (!source || !receiver.owns(source)) continue;
    owned = true;
    if (receiver.receive(event, source)) return;
  }
  if (owned) return;
  for (const receiver of receivers) receiver.receive(event);
}

/**
 * Sends window messages to `receiver` until `signal` aborts. All receivers share one listener, which is there only while
 * there is one: a message costs the same however many wait. It comes before every listener that the page adds while one
 * runs. It captures, so that in Firefox and WebKit it also comes before those that were there first and do not capture;
 * Chromium calls the listeners of a window in the order they were added.
 */
export function listenForMessages(receiver: MessageReceiver, signal: AbortSignal): void {
  receivers.add(receiver);
  addEventListener('message', dispatch, true);
  signal.addEventListener('abort', () => {
    receivers.delete(receiver);
    if (receivers.size === 0) removeEventListener('message', dispatch, true);
  });
}
