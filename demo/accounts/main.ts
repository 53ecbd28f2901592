import 'ghl-social-connect/accounts';
import { fetchConfig, fetchSessionToken, setSimulatedDays } from '../config.js';
import { copyOnClick } from '../copy-text.js';
import { createSnippet, LANGUAGES, LIST, type Attribute, type SnippetLanguage } from '../docs/live/snippets.js';
import { EventLog } from '../event-log.js';
import { showIcons, type Icons } from '../icons.js';

function find<Type extends HTMLElement = HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

const list = document.createElement('ghl-social-accounts');
const notice = find('notice');
const days = find<HTMLInputElement>('days');
const scenario = find<HTMLSelectElement>('scenario');
const show = find<HTMLSelectElement>('show');
const icons = find<HTMLSelectElement>('icons');
const language = find<HTMLSelectElement>('language');

function describeList(): string {
  const { accounts } = list;
  const count = accounts.filter(({ status }) => status === 'expired' || status === 'expiring').length;
  return `${accounts.length} accounts, ${count} of them need a person.`;
}

/** The code that shows this list on a page of one's own. */
function showSnippet(): void {
  const attributes: Attribute[] = [['proxy-url', '/highlevel']];
  if (show.value !== 'all') attributes.push(['show', show.value]);
  find('snippet').textContent = createSnippet(language.value as SnippetLanguage, attributes, LIST);
}

async function moveClock(): Promise<void> {
  if (!days.reportValidity()) return;
  await setSimulatedDays(days.value || '0');
  await list.refresh();
}

async function start(): Promise<void> {
  const { proxyOrigin, live, highLevelOrigin } = await fetchConfig();
  const useScenario = () => {
    list.proxyUrl = live ? proxyOrigin : `${proxyOrigin}/3/${scenario.value}/default`;
  };
  list.getSessionToken = fetchSessionToken;
  if (!live && highLevelOrigin) list.allowedOrigins = highLevelOrigin;
  useScenario();
  // The clock may be where another page has left it.
  if (!live) await setSimulatedDays(days.value || '0');
  // The list loads as soon as it is on the page, and complains without the address of a proxy.
  find('element').append(list);
  find('controls').addEventListener('submit', (event) => event.preventDefault());
  scenario.addEventListener('change', useScenario);
  show.addEventListener('change', () => (list.show = show.value as typeof list.show));
  icons.addEventListener('change', () => void showIcons(icons.value as Icons));
  days.addEventListener('change', () => void moveClock());
  for (const control of [scenario, days]) control.disabled = live;
}

language.append(...LANGUAGES.map(([value, name]) => new Option(name, value)));
for (const control of [language, show]) control.addEventListener('change', showSnippet);
copyOnClick(find('copy'), find('snippet'));
showSnippet();

const log = new EventLog(find('log'), list);
find('clear').addEventListener('click', () => log.clear());
list.addEventListener('accounts-change', () => (notice.textContent = describeList()));
list.addEventListener('accounts-failed', ({ detail }) => (notice.textContent = `No list: ${detail.error.message}`));

start().catch((error: unknown) => {
  notice.textContent = `The demo could not start: ${(error as Error).message}`;
  notice.classList.add('live');
});
