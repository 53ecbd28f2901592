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
    // The popup may be closing, or loading the page that the test waits for.
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
 * Adds the command `popup`, which does what a person does with a window that the test page opened. Tests call it through
 * `popup.ts`. All actions except `count` and `closeAll` apply to the newest popup, and wait until there is one.
 */
export function popupCommand() {
  return {
    name: 'popup-command',
    async executeCommand({ command, payload, session }) {
      if (command !== 'popup') return undefined;
      const action = ACTIONS[payload.action];
      if (!action) throw new Error(`The popup command has no action "${payload.action}".`);
      // The runner takes `undefined` for an unknown command.
      return (await action(session.browser, session.id, payload)) ?? true;
    },
  };
}
