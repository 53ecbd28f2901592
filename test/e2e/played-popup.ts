import type { OpenWindow } from '../../src/connect/options.js';
import { HIGHLEVEL } from '../element/fixture.js';

const SIGN_IN = `http://sign-in.localhost:${location.port}`;

const open = new Set<MessagePort>();

/** How many of the popups below are open. */
export const countPlayedPopups = (): number => open.size;

/**
 * Opens no window, but signs in at the simulator by requests, and says what its finish page says: for tests of what comes
 * before or after a sign-in. A real window costs Firefox a second of a processor.
 */
export const playPopup: OpenWindow = (url) => {
  // The source of a message can be a window or a port, and only a port can be given other members.
  const popup = Object.assign(new MessageChannel().port1, {
    closed: false,
    opener: window,
    focus() {},
    close() {
      popup.closed = true;
      open.delete(popup);
    },
    location: { replace: (address: string) => void signIn(address) },
  });

  async function signIn(address: string): Promise<void> {
    const response = await fetch(`${SIGN_IN}/?${new URLSearchParams({ at: address })}`);
    const { body } = new DOMParser().parseFromString(await response.text(), 'text/html');
    const { messages } = JSON.parse(body.dataset['script']!) as { messages: unknown[] };
    if (!open.has(popup)) return;
    for (const data of messages) {
      dispatchEvent(new MessageEvent('message', { source: popup, origin: HIGHLEVEL, data }));
    }
    popup.close();
  }

  open.add(popup);
  if (url !== 'about:blank') void signIn(String(url));
  return popup as unknown as Window;
};
