import { configure } from 'ghl-social-connect';
import { createPageSettings, describe, LABELS, storeConnection } from '../settings.js';

configure(createPageSettings());

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector) as T;
const element = find<HTMLElementTagNameMap['ghl-social-connect']>('ghl-social-connect');
const platform = find<HTMLSelectElement>('#platform');
const shown = find<HTMLInputElement>('#shown');

function createLine(text: string): HTMLLIElement {
  const line = document.createElement('li');
  line.textContent = text;
  return line;
}

element.labels = LABELS;
for (const type of ['account-connected', 'connect-cancelled', 'connect-failed'] as const) {
  element.addEventListener(type, (event) => find('#log').append(createLine(describe(event))));
}
element.addEventListener('account-details', async ({ detail }) => {
  find('#stored').replaceChildren(...(await storeConnection(detail.receipt)).map(createLine));
});
platform.addEventListener('change', () => element.setAttribute('platform', platform.value));
shown.addEventListener('change', () => (shown.checked ? find('#stage').append(element) : element.remove()));
