import { executeServerCommand, sendMouse } from '@web/test-runner-commands';

const CLICKS = 5;
const ARRIVAL_MS = 2_000;

/**
 * Clicks the middle of `element`, which `findMiddle` gives in the test page's coordinates, as a person would: who missed
 * it looks again. WebKitGTK lays out an element that was just put back without its styles, now and then.
 */
export async function clickUntilFelt(
  element: Element,
  findMiddle: () => readonly [x: number, y: number],
): Promise<void> {
  const view = element.ownerDocument.defaultView!;
  element.scrollIntoView({ block: 'center' });
  for (let click = 1; click <= CLICKS; click += 1) {
    let timer: ReturnType<typeof setTimeout>;
    const settled = new AbortController();
    const isFelt = new Promise<boolean>((resolve) => {
      const feel = (event: Event) => event.composedPath().includes(element) && resolve(true);
      view.addEventListener('mousedown', feel, { capture: true, signal: settled.signal });
      timer = setTimeout(resolve, ARRIVAL_MS, false);
    });
    const [x, y] = findMiddle();
    await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
    const felt = await isFelt;
    clearTimeout(timer!);
    settled.abort();
    if (felt) return;
  }
  throw new Error(`${CLICKS} clicks have not come to the ${element.localName} that was meant.`);
}

/** Clicks the middle of `element` as a person would: the browser takes it for a gesture, so a popup may open. */
export async function clickForReal(element: Element): Promise<void> {
  await clickUntilFelt(element, () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
}

/** How many popups are open, whatever the page that opened them believes. */
export function countPopups(): Promise<number> {
  return executeServerCommand<number, { action: 'count' }>('popup', { action: 'count' });
}

/** Address of the newest popup; waits until there is one. */
export function readPopupUrl(): Promise<string> {
  return executeServerCommand<string, { action: 'url' }>('popup', { action: 'url' });
}

/** Closes the newest popup from outside, as a person does; waits until there is one. */
export async function closePopup(): Promise<void> {
  await executeServerCommand('popup', { action: 'close' });
}

/** Closes every popup that is open, if any. */
export async function closePopups(): Promise<void> {
  await executeServerCommand('popup', { action: 'closeAll' });
}

/** Clicks in the newest popup, whatever its origin; waits until there is one with a match of `selector`. */
export async function clickInPopup(selector: string): Promise<void> {
  await executeServerCommand('popup', { action: 'click', selector });
}

/** Clicks at a place of the test page, in its coordinates, whatever is there. Resolves when the page has seen the click. */
export async function clickAt(x: number, y: number): Promise<void> {
  const clicked = new Promise((resolve) => addEventListener('click', resolve, { capture: true, once: true }));
  await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
  await clicked;
}
