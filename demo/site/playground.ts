import { PLATFORM_NAMES } from 'ghl-social-connect/connect';
import 'ghl-social-connect';
import type { GhlSocialConnectElement } from 'ghl-social-connect';
import { fetchConfig, fetchSessionToken, resetSimulator, type DemoConfig } from '../config.js';
import { EventLog } from '../event-log.js';
import { adviseOnScenario, fillScenarioPicker } from '../scenario-picker.js';
import type { Mode } from '../settings.js';
import { SNIPPETS, type Attribute, type SnippetLanguage } from './snippets.js';

function find<Type extends HTMLElement = HTMLElement>(selector: string): Type {
  return document.querySelector<Type>(selector)!;
}

const form = find<HTMLFormElement>('#settings');
const button = find<GhlSocialConnectElement>('#button');
const code = find('#code code');
const notice = find('#notice');
const log = new EventLog(find('#log'), button.parentElement!);

const SELECTS: Readonly<Record<string, readonly string[]>> = {
  platform: PLATFORM_NAMES,
  appearance: ['filled', 'outline', 'plain', 'icon'],
  size: ['medium', 'small', 'large'],
  attach: ['none', 'auto', 'choose'],
};
const SWITCHES = ['reconnect', 'fetch-details', 'no-avatars', 'disabled'];
const PROXY_ONLY = ['attach', 'fetch-details', 'no-avatars'];
const DEFAULTS: ReadonlySet<string> = new Set(['filled', 'medium', 'none']);

/** How many accounts the simulated login manages. */
const ACCOUNTS = 3;

/** The servers of the demo; none where the site is served as files. */
let config: DemoConfig | undefined;

function readValue(name: string): string {
  return String(new FormData(form).get(name) ?? '');
}

/** What is chosen, as attributes; defaults are left out. */
function readAttributes(): Attribute[] {
  const isProxy = readValue('way') === 'proxy';
  const chosen = ['platform', 'appearance', 'size', 'attach'].map((name): Attribute => [name, readValue(name)]);
  const switches = SWITCHES.filter((name) => readValue(name)).map((name): Attribute => [name, true]);
  const ids: Attribute[] = isProxy
    ? [['proxy-url', '/highlevel']]
    : [
        ['location-id', config?.locationId ?? 'LOCATION_ID'],
        ['user-id', config?.userId ?? 'USER_ID'],
      ];
  const [platform, ...others] = [...chosen, ...switches].filter(
    ([name, value]) => !DEFAULTS.has(String(value)) && (isProxy || !PROXY_ONLY.includes(name)),
  );
  return [platform!, ...ids, ...others];
}

/** Where this page's button goes, which is not for the code to copy. */
function pointAtServers(): void {
  if (!config) return;
  const { highLevelOrigin, highLevelOrigins, proxyOrigin, live } = config;
  const scenario = readValue('scenario');
  const isProxy = readValue('way') === 'proxy';
  // The simulator's pictures stand on a name that leads nowhere.
  if (!live) button.noAvatars = true;
  button.proxyUrl = isProxy ? (live ? proxyOrigin : `${proxyOrigin}/${ACCOUNTS}/${scenario}`) : undefined;
  button.getSessionToken = isProxy ? fetchSessionToken : undefined;
  if (!highLevelOrigin) return;
  button.startUrl = isProxy
    ? undefined
    : `${highLevelOrigin}/social-media-posting/oauth/{platform}/start?scenario=${scenario}`;
  button.allowedOrigins = Object.values(highLevelOrigins);
}

function showButton(attributes: readonly Attribute[]): void {
  const own = ['id', 'class', 'part', 'style'];
  const wanted = new Map(attributes.map(([name, value]) => [name, value === true ? '' : value]));
  // A platform that goes away, if only to come back, takes the result along.
  for (const name of button.getAttributeNames()) {
    if (!own.includes(name) && !wanted.has(name)) button.removeAttribute(name);
  }
  for (const [name, value] of wanted) {
    if (button.getAttribute(name) !== value) button.setAttribute(name, value);
  }
  pointAtServers();
}

/** Why something that follows a connection does nothing here; empty if all of it does. */
function describeProxyOnly(way: Mode): string {
  if (way === 'direct') return 'What is “proxy only” needs Proxy as the way to HighLevel.';
  if (!config || config.live) return '';
  return 'The simulated accounts have no pictures: no-avatars changes the code, and not what is seen here.';
}

/** Says what the settings mean, and switches off those that mean nothing. */
function showSettings(): void {
  const way: Mode = readValue('way') === 'proxy' ? 'proxy' : 'direct';
  for (const name of PROXY_ONLY) find<HTMLInputElement>(`[name="${name}"]`).disabled = way === 'direct';
  find('#proxy-hint').textContent = describeProxyOnly(way);

  const scenario = readValue('scenario');
  const fetchesDetails = readValue('fetch-details') !== '' || readValue('attach') !== 'none';
  find('#scenario-text').textContent = config?.scenarios[scenario] ?? '';
  find('#scenario-advice').textContent = adviseOnScenario(scenario, way, fetchesDetails);
}

function showCode(): void {
  const language = find<HTMLInputElement>('[name="language"]:checked').value as SnippetLanguage;
  code.textContent = SNIPPETS[language](readAttributes());
}

function update(): void {
  showSettings();
  showButton(readAttributes());
  showCode();
}

async function copy(): Promise<void> {
  const status = find('#copied');
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    status.textContent = 'Copied.';
  } catch {
    // Without the permission, the selected text is one key away from being copied.
    getSelection()?.selectAllChildren(code);
    status.textContent = 'Selected; press Ctrl+C.';
  }
}

async function reset(): Promise<void> {
  if (config) await resetSimulator();
  button.reset();
}

async function start(): Promise<void> {
  for (const [name, values] of Object.entries(SELECTS)) {
    find<HTMLSelectElement>(`[name="${name}"]`).append(...values.map((value) => new Option(value)));
  }
  try {
    config = await fetchConfig();
    fillScenarioPicker(find<HTMLSelectElement>('[name="scenario"]'), Object.keys(config.scenarios));
    notice.textContent = config.live
      ? 'Live: this is the real HighLevel.'
      : 'Simulated: HighLevel and the platforms are played by this machine.';
  } catch {
    notice.textContent =
      'No simulator here: this site is served as files. `npm start` has one. The code below is good all the same.';
  }
  find('#scenario-field').hidden = !config || config.live;
  update();
}

form.addEventListener('input', update);
form.addEventListener('submit', (event) => event.preventDefault());
find('#languages').addEventListener('input', showCode);
find('#copy').addEventListener('click', () => void copy());
find('#reset').addEventListener('click', () => void reset());
find('#clear').addEventListener('click', () => log.clear());
await start();
