import { configure } from 'ghl-social-connect';
import { createSimulatedSettings, describe, LABELS } from '../settings.js';

configure(createSimulatedSettings());

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector) as T;
const element = find<HTMLElementTagNameMap['ghl-social-connect']>('ghl-social-connect');
const platform = find<HTMLSelectElement>('#platform');
const shown = find<HTMLInputElement>('#shown');

element.labels = LABELS;
for (const type of ['account-connected', 'connect-cancelled', 'connect-failed'] as const) {
  element.addEventListener(type, (event) => {
    const line = document.createElement('li');
    line.textContent = describe(event);
    find('#log').append(line);
  });
}
platform.addEventListener('change', () => element.setAttribute('platform', platform.value));
shown.addEventListener('change', () => (shown.checked ? find('#stage').append(element) : element.remove()));
