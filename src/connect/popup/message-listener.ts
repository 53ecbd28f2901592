/** An attempt that waits for messages. */
export interface MessageReceiver {
  /** Whether `source` is the window that it waits for, or may be. */
  owns(source: MessageEventSource): boolean;
  /**
   * Called with every message from a window that it owns, and with those from windows that nobody owns.
   * @param source The window, if the receiver owns it.
   * @returns Whether it used the message; if not, the next receiver that owns the window gets it.
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
 * Passes window messages to `receiver` until `signal` aborts. All receivers share one listener, which exists only while
 * there is a receiver: a message costs the same however many wait. It precedes every listener that the page adds later. It
 * captures, so that in Firefox and WebKit it also precedes earlier ones that do not capture; Chromium calls the listeners
 * of a window in the order in which they were added.
 */
export function listenForMessages(receiver: MessageReceiver, signal: AbortSignal): void {
  // First: if the page has replaced `addEventListener` by something that throws, nothing may remain.
  signal.addEventListener('abort', () => {
    receivers.delete(receiver);
    if (receivers.size === 0) removeEventListener('message', dispatch, true);
  });
  receivers.add(receiver);
  addEventListener('message', dispatch, true);
}
