/** One who waits for messages. */
export interface MessageReceiver {
  /** Whether `source` is the window it waits for. */
  owns(source: MessageEventSource): boolean;
  /** Gets every message from a window it owns, and those from windows that nobody owns. */
  receive(event: MessageEvent<unknown>, owned: boolean): void;
}

const receivers = new Set<MessageReceiver>();

/**
 * Never touches `event.data`: browsers deserialise it on the first look, and a huge message from elsewhere must cost nothing.
 */
function dispatch(event: MessageEvent<unknown>): void {
  const { source } = event;
  for (const receiver of receivers) if (source && receiver.owns(source)) return receiver.receive(event, true);
  for (const receiver of receivers) receiver.receive(event, false);
}

/**
 * Sends window messages to `receiver` until `signal` aborts. All receivers share one listener, which is there only while
 * there is one: a message costs the same however many wait. It captures, so that a listener of the page that stops the
 * event comes after it.
 */
export function listenForMessages(receiver: MessageReceiver, signal: AbortSignal): void {
  receivers.add(receiver);
  addEventListener('message', dispatch, true);
  signal.addEventListener('abort', () => {
    receivers.delete(receiver);
    if (receivers.size === 0) removeEventListener('message', dispatch, true);
  });
}
