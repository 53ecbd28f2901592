import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { find } from './fixture.js';

export const findDialog = (element: GhlSocialAccountsElement) => find<HTMLDialogElement>(element, 'dialog')!;
export const findBoxes = (element: GhlSocialAccountsElement) => [
  ...element.shadowRoot!.querySelectorAll<HTMLInputElement>('li input'),
];
export const readStatus = (element: GhlSocialAccountsElement) => find(element, '[role="status"]')!.textContent;
export const readFocus = (element: GhlSocialAccountsElement) => element.shadowRoot!.activeElement;

/** A keyboard's way: the button has the focus when it is pressed. */
export function press(element: GhlSocialAccountsElement, selector: string): void {
  const button = find(element, selector)!;
  button.focus();
  button.click();
}

export async function startSelection(element: GhlSocialAccountsElement): Promise<void> {
  press(element, '.select');
  await element.updateComplete;
}

/** Selects rows and opens the question about them. */
export async function askAbout(element: GhlSocialAccountsElement, ...indices: number[]): Promise<void> {
  await startSelection(element);
  for (const index of indices) findBoxes(element)[index]!.click();
  await element.updateComplete;
  press(element, '.disconnect-selected');
  await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
}
