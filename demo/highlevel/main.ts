import { configure } from 'ghl-social-connect';
import 'ghl-social-connect/accounts';
import { fetchConfig, type DemoConfig } from '../config.js';

const EVENTS = [
  'account-connected',
  'account-attached',
  'connect-cancelled',
  'connect-unconfirmed',
  'connect-failed',
  'accounts-change',
  'account-disconnected',
  'account-disconnect-failed',
] as const;

function find<Type extends HTMLElement = HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

const notice = find('notice');

/** Writes an event to the log, without the list of all accounts and without what is signed. */
function log({ type, target, detail }: CustomEvent<Record<string, unknown>>): void {
  const { accounts, receipt, error, ...rest } = detail;
  const { code, message } = (error ?? {}) as Partial<Error & { code: string }>;
  const shown = {
    ...rest,
    ...(Array.isArray(accounts) && { accounts: accounts.length }),
    ...(typeof receipt === 'string' && { receipt: 'signed' }),
    ...(message !== undefined && { code, message }),
  };
  const entry = document.createElement('li');
  const text = document.createElement('code');
  text.textContent = `${(target as Element).localName}: ${type} ${JSON.stringify(shown)}`;
  entry.append(text);
  find('events').append(entry);
}

/** Outside a frame there is nobody to ask: the page leads to HighLevel. */
function showLink(shellUrl: string): void {
  notice.textContent = 'This page works inside HighLevel only, in a frame of it.';
  find('top').hidden = false;
  const link = find<HTMLAnchorElement>('open');
  link.href = shellUrl;
  link.hidden = false;
}

function showElements({ origin, proxyOrigin }: NonNullable<DemoConfig['shell']>): void {
  // The proxy has an origin of its own, so only the page may name it, and no attribute: it gets HighLevel's user context.
  configure({ proxyUrl: proxyOrigin, session: 'highlevel', allowedOrigins: origin });
  const button = document.createElement('ghl-social-connect');
  button.platform = 'facebook';
  button.attach = 'choose';
  const list = document.createElement('ghl-social-accounts');
  for (const element of [button, list]) {
    for (const type of EVENTS) element.addEventListener(type, (event) => log(event as CustomEvent));
  }
  const location = new URLSearchParams(window.location.search).get('location');
  notice.textContent = location
    ? `HighLevel opened this page for the location ${location}.`
    : 'HighLevel opened this page for the whole agency.';
  // The list learns of what the button has connected.
  button.addEventListener('account-attached', () => void list.refresh());
  find('button-card').append(button);
  find('list-card').append(list);
  for (const id of ['button-card', 'list-card', 'events-card']) find(id).hidden = false;
}

async function start(): Promise<void> {
  const { shell } = await fetchConfig();
  if (!shell) throw new Error('HighLevel’s page is simulated: start the demo without GHL_TOKEN to see it.');
  if (window === window.parent) showLink(shell.url);
  else showElements(shell);
}

start().catch((error: unknown) => {
  notice.textContent = (error as Error).message;
  notice.classList.add('live');
});
