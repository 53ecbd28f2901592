import { executeServerCommand, sendMouse } from '@web/test-runner-commands';

/** Clicks the middle of `element` as a person would: the browser takes it for a gesture, so a popup may open. */
export async function clickForReal(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
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
