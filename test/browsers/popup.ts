import { executeServerCommand, sendMouse } from '@web/test-runner-commands';

const CLICKS = 5;
const ARRIVAL_MS = 5_000;

/**
 * Clicks the middle of `element` like a person, who tries again after missing it. `findMiddle` returns the position in the
 * coordinates of the test page. WebKitGTK sometimes lays out an element that was just reinserted without its styles.
 */
export async function clickUntilReceived(
  element: Element,
  findMiddle: () => readonly [x: number, y: number],
): Promise<void> {
  const view = element.ownerDocument.defaultView!;
  element.scrollIntoView({ block: 'center' });
  for (let click = 1; click <= CLICKS; click += 1) {
    let timer: ReturnType<typeof setTimeout>;
    const settled = new AbortController();
    const isReceived = new Promise<boolean>((resolve) => {
      const receive = (event: Event) => event.composedPath().includes(element) && resolve(true);
      view.addEventListener('mousedown', receive, { capture: true, signal: settled.signal });
      timer = setTimeout(resolve, ARRIVAL_MS, false);
    });
    const [x, y] = findMiddle();
    await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
    const received = await isReceived;
    clearTimeout(timer!);
    settled.abort();
    if (received) return;
  }
  throw new Error(`${CLICKS} clicks did not reach the ${element.localName}.`);
}

/** Clicks the middle of `element` like a person. The browser treats it as a gesture, so a popup may open. */
export async function clickForReal(element: Element): Promise<void> {
  await clickUntilReceived(element, () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
}

/** Resolves with the number of open popups, which the page that opened them may not be able to see. */
export function countPopups(): Promise<number> {
  return executeServerCommand<number, { action: 'count' }>('popup', { action: 'count' });
}

/** Resolves with the address of the newest popup, once there is one. */
export function readPopupUrl(): Promise<string> {
  return executeServerCommand<string, { action: 'url' }>('popup', { action: 'url' });
}

/** Closes the newest popup like a person, once there is one. */
export async function closePopup(): Promise<void> {
  await executeServerCommand('popup', { action: 'close' });
}

/** Closes every open popup. */
export async function closePopups(): Promise<void> {
  await executeServerCommand('popup', { action: 'closeAll' });
}

/** Clicks the match of `selector` in the newest popup, whatever its origin, once there is one. */
export async function clickInPopup(selector: string): Promise<void> {
  await executeServerCommand('popup', { action: 'click', selector });
}

/** Clicks at a place of the test page, in its coordinates, whatever is there. Resolves when the page has seen the click. */
export async function clickAt(x: number, y: number): Promise<void> {
  const clicked = new Promise((resolve) => addEventListener('click', resolve, { capture: true, once: true }));
  await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
  await clicked;
}
