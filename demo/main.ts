import { configure, type GhlSocialConnectElement } from 'ghl-social-connect';
import { fetchConfig, resetSimulator, setSimulatedDays, type DemoConfig } from './config.js';
import { copyOnClick } from './copy-text.js';
import { createElementSettings } from './element-settings.js';
import { EventLog } from './event-log.js';
import { showIcons } from './icons.js';
import { speak } from './language.js';
import { adviseOnScenario, fillScenarioPicker } from './scenario-picker.js';
import { keepInAddress, readSettings, type DemoSettings } from './settings.js';
import { createSnippet, type SnippetLanguage } from './snippet.js';

function find<Type extends HTMLElement = HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

const form = find<HTMLFormElement>('settings');
const scenarioPicker = find<HTMLSelectElement>('scenario');
const buttons = find('buttons');
const notice = find('notice');

const SIMULATED_NOTICE = 'Simulated: HighLevel and the platforms are played by this demo. No real account is touched.';

let usedPlatform = 'facebook';

function describeMode({ mode }: DemoSettings, { live, proxyOrigin }: DemoConfig): string {
  if (mode === 'direct') return 'The window opens at HighLevel. No server of yours is needed.';
  const session = 'The session says which location and user.';
  return `A server of yours holds the HighLevel token${live ? '' : ', here'} at ${proxyOrigin}. ${session}`;
}

/** Shows what the settings mean, without changing any. */
function showSettings(settings: DemoSettings, config: DemoConfig): void {
  const { scenario, mode, direction, scheme, after, language } = settings;
  document.documentElement.dir = direction;
  document.documentElement.style.colorScheme = scheme;
  find('mode-text').textContent = describeMode(settings, config);
  find('scenario-text').textContent = config.scenarios[scenario] ?? '';
  find('scenario-hint').textContent = adviseOnScenario(scenario, mode, after !== 'nothing');
  find<HTMLInputElement>('location-id').disabled = mode === 'proxy';
  find<HTMLInputElement>('user-id').disabled = mode === 'proxy';
  find('after-field').hidden = mode === 'direct';
  find('accounts-field').hidden = mode === 'direct' || config.live;
  buttons.dataset.appearance = settings.appearance;
  void speak(buttons, language);
  void showIcons(settings.icons);
}

function showSnippet(settings: DemoSettings): void {
  const language = document.querySelector<HTMLInputElement>('input[name="code"]:checked')?.value as SnippetLanguage;
  find('snippet').textContent = createSnippet(language, usedPlatform, settings);
}

function createAccountsOption(count: string): HTMLOptionElement {
  const isUsual = count === '3';
  return new Option(
    `${count === '0' ? 'No' : count} ${count === '1' ? 'account' : 'accounts'}`,
    count,
    isUsual,
    isUsual,
  );
}

function showConfig({ live, locationId, userId, scenarios, highLevelOrigins }: DemoConfig): void {
  notice.textContent = live
    ? `Live: this is the real HighLevel. What you connect here is connected to the location ${locationId}.`
    : SIMULATED_NOTICE;
  notice.classList.toggle('live', live);
  for (const id of ['scenario-field', 'login-field', 'days-field']) find(id).hidden = live;
  find<HTMLSelectElement>('accounts').append(...Object.keys(highLevelOrigins).map(createAccountsOption));
  fillScenarioPicker(scenarioPicker, Object.keys(scenarios));
  find<HTMLInputElement>('location-id').defaultValue = locationId;
  find<HTMLInputElement>('user-id').defaultValue = userId;
}

/** What was attached is free again before a button can be pressed anew. */
async function resetAll(): Promise<void> {
  await resetSimulator();
  await setSimulatedDays(find<HTMLSelectElement>('days').value);
  for (const button of buttons.querySelectorAll<GhlSocialConnectElement>('ghl-social-connect')) button.reset();
}

function start(config: DemoConfig): void {
  showConfig(config);
  const saveAddress = keepInAddress(form);

  const moveClock = () => setSimulatedDays(readSettings(form, config).days);
  const showCode = () => showSnippet(readSettings(form, config));
  const update = () => {
    const settings = readSettings(form, config);
    configure(createElementSettings(settings, config));
    showSettings(settings, config);
    showCode();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  // Those in the page's head belong to the form and stand outside of it: their events do not pass it.
  document.addEventListener('input', ({ target }) => {
    if ((target as HTMLInputElement).form !== form) return;
    update();
    saveAddress();
    if ((target as HTMLSelectElement).name === 'days') void moveClock();
  });
  find('codes').addEventListener('input', showCode);
  buttons.addEventListener('focusin', ({ target }) => {
    usedPlatform = (target as Element).getAttribute('platform') ?? usedPlatform;
    showCode();
  });
  update();
  if (!config.live) void moveClock();
}

const log = new EventLog(find('log'), buttons);
find('clear').addEventListener('click', () => log.clear());
find('reset').addEventListener('click', () => void resetAll());
copyOnClick(find('copy'), find('snippet'));

try {
  start(await fetchConfig());
} catch (error) {
  notice.textContent = `The demo could not start: ${(error as Error).message}`;
  notice.classList.add('live');
}
