import type { AppStatus, LocationStatus } from './status.js';

function find<Type extends HTMLElement = HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

const notice = find('notice');

function describeLocation({ isInstalled, accounts }: LocationStatus): string {
  if (!isInstalled) return 'Not installed';
  return accounts === undefined ? 'Installed; HighLevel does not answer' : `Installed, ${accounts} connected accounts`;
}

function createRow(location: LocationStatus): HTMLLIElement {
  const row = document.createElement('li');
  row.dataset.installed = String(location.isInstalled);
  const name = document.createElement('strong');
  name.textContent = location.locationId;
  const state = document.createElement('span');
  state.textContent = describeLocation(location);
  row.append(name, state);
  return row;
}

function show({ installLink, locations }: AppStatus): void {
  const count = locations.filter(({ isInstalled }) => isInstalled).length;
  notice.textContent = `Simulated: the app is installed in ${count} of ${locations.length} locations.`;
  find('locations').replaceChildren(...locations.map(createRow));
  const install = find<HTMLAnchorElement>('install');
  install.href = installLink;
  install.hidden = false;
  find('uninstall').hidden = count === 0;
}

async function request(method: 'GET' | 'POST'): Promise<void> {
  try {
    const response = await fetch('/app-status', { method });
    if (!response.ok) throw new Error(await response.text());
    show((await response.json()) as AppStatus);
  } catch (error) {
    notice.textContent = (error as Error).message;
    notice.classList.add('live');
  }
}

find('uninstall').addEventListener('click', () => void request('POST'));
// Also when a person comes back to a page that the browser has kept.
addEventListener('pageshow', () => void request('GET'));
