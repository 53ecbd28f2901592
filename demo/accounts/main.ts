import 'ghl-social-connect/accounts';
import type { DemoConfig } from '../config.js';
import { copyOnClick } from '../copy-text.js';
import { createSnippet, LANGUAGES, LIST, type Attribute, type SnippetLanguage } from '../docs/live/snippets.js';
import { showIcons, type Icons } from '../icons.js';

function find<Type extends HTMLElement = HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

const EVENTS = [
  'accounts-change',
  'account-expiring',
  'account-expired',
  'account-recovered',
  'before-disconnect',
  'account-disconnected',
  'account-disconnect-failed',
  'account-connected',
  'connect-cancelled',
  'connect-unconfirmed',
  'connect-failed',
  'account-attached',
] as const;

const MAX_EVENTS = 50;

const list = document.createElement('ghl-social-accounts');
const notice = find('notice');
const days = find<HTMLInputElement>('days');
const scenario = find<HTMLSelectElement>('scenario');
const show = find<HTMLSelectElement>('show');
const icons = find<HTMLSelectElement>('icons');
const language = find<HTMLSelectElement>('language');

async function fetchSessionToken(): Promise<string> {
  const response = await fetch('/session', { method: 'POST' });
  if (!response.ok) throw new Error(`No session: ${response.status}`);
  return response.text();
}

/** What an event says, without the list of all accounts. */
function describe(event: CustomEvent<Record<string, unknown>>): string {
  const { accounts, ...detail } = event.detail;
  return `${event.type} ${JSON.stringify(Array.isArray(accounts) ? { ...detail, accounts: accounts.length } : detail)}`;
}

function log(event: Event): void {
  const entry = document.createElement('li');
  const text = document.createElement('code');
  text.textContent = describe(event as CustomEvent<Record<string, unknown>>);
  entry.append(text);
  const events = find('events');
  events.append(entry);
  while (events.childElementCount > MAX_EVENTS) events.firstElementChild?.remove();
}

function describeList(): string {
  const { state, accounts } = list;
  const count = accounts.filter(({ status }) => status === 'expired' || status === 'expiring').length;
  return `${state}: ${accounts.length} accounts, ${count} of them need a person.`;
}

/** The code that shows this list on a page of one's own. */
function showSnippet(): void {
  const attributes: Attribute[] = [['proxy-url', '/highlevel']];
  if (show.value !== 'all') attributes.push(['show', show.value]);
  find('snippet').textContent = createSnippet(language.value as SnippetLanguage, attributes, LIST);
}

async function moveClock(): Promise<void> {
  await fetch(`/clock?days=${days.value || '0'}`, { method: 'POST' });
  await list.refresh();
}

async function start(): Promise<void> {
  const response = await fetch('/demo-config.json');
  if (!response.ok) throw new Error(await response.text());
  const { proxyOrigin, live, highLevelOrigin } = (await response.json()) as DemoConfig;
  const useScenario = () => {
    list.proxyUrl = live ? proxyOrigin : `${proxyOrigin}/3/${scenario.value}/default`;
  };
  list.getSessionToken = fetchSessionToken;
  if (!live && highLevelOrigin) list.allowedOrigins = highLevelOrigin;
  useScenario();
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

for (const type of EVENTS) list.addEventListener(type, log);
list.addEventListener('accounts-change', () => (notice.textContent = describeList()));

start().catch((error: unknown) => {
  notice.textContent = (error as Error).message;
  notice.classList.add('live');
});
