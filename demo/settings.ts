import type { Settings } from 'ghl-social-connect';
import type { DemoConfig } from './config.js';
import type { Icons } from './icons.js';

/** Where the popup's start comes from: HighLevel itself, or a proxy that holds the token. */
export type Mode = 'direct' | 'proxy';

/** What follows a connection through the proxy. */
export type After = 'nothing' | 'details' | 'auto' | 'choose';

/** What the visitor has chosen. */
export interface DemoSettings {
  readonly scenario: string;
  /** The platform's login page before its consent page. */
  readonly login: string;
  /** The simulated time, in days from now. */
  readonly days: string;
  readonly mode: Mode;
  readonly locationId: string;
  readonly userId: string;
  readonly reconnect: boolean;
  readonly after: After;
  /** How many accounts the simulated login manages. */
  readonly accounts: string;
  readonly appearance: Settings['appearance'];
  readonly size: Settings['size'];
  readonly icons: Icons;
  /** Of the buttons. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A value of CSS `color-scheme`. */
  readonly scheme: string;
}

type Entries = Map<string, string>;

function readEntries(form: HTMLFormElement): Entries {
  return new Map([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** Reads the form. A field that is switched off counts as what the config says. */
export function readSettings(form: HTMLFormElement, config: DemoConfig): DemoSettings {
  const entries = readEntries(form);
  return {
    scenario: entries.get('scenario') ?? 'ok',
    login: entries.get('login') ?? 'default',
    days: entries.get('days') ?? '0',
    mode: entries.get('mode') === 'direct' ? 'direct' : 'proxy',
    locationId: entries.get('location-id')?.trim() ?? config.locationId,
    userId: entries.get('user-id')?.trim() ?? config.userId,
    reconnect: entries.has('reconnect'),
    // The form offers these values and no others.
    after: (entries.get('after') ?? 'choose') as After,
    accounts: entries.get('accounts') ?? '3',
    appearance: (entries.get('appearance') ?? 'filled') as Settings['appearance'],
    size: (entries.get('size') ?? 'medium') as Settings['size'],
    icons: entries.get('icons') === 'brands' ? 'brands' : 'built-in',
    language: entries.get('language') ?? 'en',
    direction: entries.get('direction') === 'rtl' ? 'rtl' : 'ltr',
    scheme: entries.get('scheme') ?? 'light dark',
  };
}

function applyValue(control: Element | RadioNodeList | null, value: string): void {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = true;
  else if (control instanceof HTMLSelectElement) selectIfThere(control, value);
  else if (control instanceof HTMLInputElement || control instanceof RadioNodeList) control.value = value;
}

function selectIfThere(select: HTMLSelectElement, value: string): void {
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}

/** Keeps the settings in the page's address, so that they survive a reload and can be passed on. */
export function keepInAddress(form: HTMLFormElement): () => void {
  const defaults = readEntries(form);
  for (const [name, value] of new URLSearchParams(location.search)) applyValue(form.elements.namedItem(name), value);

  return () => {
    const changed = [...readEntries(form)].filter(([name, value]) => defaults.get(name) !== value);
    const query = new URLSearchParams(changed).toString();
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
  };
}
