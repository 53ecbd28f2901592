import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;
const POLLS = 3_000;

async function waitForNewestPopup(launcher, sessionId) {
  for (let poll = 0; poll < POLLS; poll += 1) {
    const popup = (await launcher.popups(sessionId)).at(-1);
    if (popup) return popup;
    await delay(POLL_MS);
  }
  throw new Error('No popup is open.');
}

async function clickInNewestPopup(launcher, sessionId, selector) {
  for (let poll = 0; poll < POLLS; poll += 1) {
    const popup = await waitForNewestPopup(launcher, sessionId);
    // It may be on its way out, or on its way to the page that is meant.
    if (await popup.click(selector)) return;
    await delay(POLL_MS);
  }
  throw new Error(`No popup has "${selector}".`);
}

const ACTIONS = {
  count: async (launcher, id) => (await launcher.popups(id)).length,
  url: async (launcher, id) => (await waitForNewestPopup(launcher, id)).url(),
  close: async (launcher, id) => (await waitForNewestPopup(launcher, id)).close(),
  closeAll: async (launcher, id) => {
    for (const popup of await launcher.popups(id)) await popup.close();
  },
  click: (launcher, id, { selector }) => clickInNewestPopup(launcher, id, selector),
};

/**
 * The command `popup`: what a person does with a window that the test page opened. Tests use it through `popup.ts`.
 * All actions but `count` and `closeAll` mean the newest popup, and wait until there is one.
 */
export function popupCommand() {
  return {
    name: 'popup-command',
    async executeCommand({ command, payload, session }) {
      if (command !== 'popup') return undefined;
      const action = ACTIONS[payload.action];
      if (!action) throw new Error(`The popup command has no action "${payload.action}".`);
      // Anything but undefined tells the runner that the command was known.
      return (await action(session.browser, session.id, payload)) ?? true;
    },
  };
}
