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

/** Who waits for the messages of a window, and the listener that passes them on. */
type Mailbox = readonly [waiting: Set<MessageReceiver>, dispatch: (event: MessageEvent<unknown>) => void];

const mailboxes = new Map<Window, Mailbox>();

/**
 * Creates a listener that passes a message to the attempt that waits for it. It never reads `event.data`: browsers
 * deserialise it at the first access, and a huge message from another window must cost nothing. Nor does it read
 * `event.currentTarget`: the window of a unit test is often a copy, and events name the original.
 */
function createMailbox(): Mailbox {
  const waiting = new Set<MessageReceiver>();
  return [
    waiting,
    (event) => {
      const { source } = event;
      let owned = false;
      for (const receiver of waiting) {
        if (!source || !receiver.owns(source)) continue;
        owned = true;
        if (receiver.receive(event, source)) return;
      }
      if (owned) return;
      for (const receiver of waiting) receiver.receive(event);
    },
  ];
}

/**
 * Passes the messages of `view` to `receiver` until `signal` aborts. All receivers of a window share one listener, which
 * exists only while there is a receiver: a message costs the same however many wait. It precedes every listener that the
 * page adds later. It captures, so that in Firefox and WebKit it also precedes earlier ones that do not capture; Chromium
 * calls the listeners of a window in the order in which they were added.
 */
export function listenForMessages(receiver: MessageReceiver, view: Window, signal: AbortSignal): void {
  const mailbox = mailboxes.get(view) ?? createMailbox();
  const [waiting, dispatch] = mailbox;
  mailboxes.set(view, mailbox);
  // First: if the page has replaced `addEventListener` by something that throws, nothing may remain.
  signal.addEventListener('abort', () => {
    waiting.delete(receiver);
    if (waiting.size > 0) return;
    mailboxes.delete(view);
    view.removeEventListener('message', dispatch, true);
  });
  waiting.add(receiver);
  view.addEventListener('message', dispatch, true);
}
