import type { ReactiveControllerHost } from 'lit';
import { invalidConfig, type OpenWindow, type Source } from '../connect/options.js';
import type { StartRequest } from '../protocol/routes.js';
import { HIGHLEVEL_ORIGIN } from '../protocol/routes.js';
import type { Labels } from './i18n/labels.js';

/** What follows the details: nothing, the one account there is, or the person's choice. */
export type AttachMode = 'none' | 'auto' | 'choose';

/** How the button looks. */
export type Appearance = 'filled' | 'outline' | 'plain' | 'icon';

/** How big the button is. */
export type Size = 'small' | 'medium' | 'large';

/** What can be set on the element, and, all but the platform, for a whole page with {@link configure}. */
export interface Settings {
  locationId: string | undefined;
  userId: string | undefined;
  page: string | undefined;
  reconnect: boolean;
  startUrl: string | undefined;
  getStartUrl: ((request: StartRequest) => string | Promise<string>) | undefined;
  proxyUrl: string | undefined;
  sessionToken: string | undefined;
  getSessionToken: Source<string> | undefined;
  credentials: RequestCredentials;
  fetchDetails: boolean;
  attach: AttachMode;
  noAvatars: boolean;
  appearance: Appearance;
  size: Size;
  required: boolean;
  allowedOrigins: string | readonly string[];
  timeout: number;
  popupWidth: number;
  popupHeight: number;
  disabled: boolean;
  name: string | undefined;
  labels: Partial<Labels> | undefined;
  openWindow: OpenWindow | undefined;
  debug: boolean;
}

const DEFAULTS: Settings = {
  locationId: undefined,
  userId: undefined,
  page: undefined,
  reconnect: false,
  startUrl: undefined,
  getStartUrl: undefined,
  proxyUrl: undefined,
  sessionToken: undefined,
  getSessionToken: undefined,
  credentials: 'same-origin',
  fetchDetails: false,
  attach: 'none',
  noAvatars: false,
  appearance: 'filled',
  size: 'medium',
  required: false,
  allowedOrigins: HIGHLEVEL_ORIGIN,
  timeout: 600_000,
  popupWidth: 600,
  popupHeight: 720,
  disabled: false,
  name: undefined,
  labels: undefined,
  openWindow: undefined,
  debug: false,
};

let pageSettings: Partial<Settings> = {};
const elements = new Set<ReactiveControllerHost>();

/**
 * Sets defaults for every element of the page; an element's own attribute or property wins.
 * May be called again: what it names is replaced, `undefined` gives the built-in default back.
 *
 * @example
 * ```ts
 * configure({ proxyUrl: '/api/highlevel', fetchDetails: true });
 * ```
 * @throws {SocialConnectError} `invalid_config` for a name that is not a setting.
 */
export function configure(settings: Partial<Settings>): void {
  for (const name of Object.keys(settings)) {
    if (!Object.hasOwn(DEFAULTS, name)) throw invalidConfig(name, 'is not a setting that configure() knows.');
  }
  pageSettings = { ...pageSettings, ...settings };
  redrawElements();
}

/** Redraws every element that is in a document. */
export function redrawElements(): void {
  for (const element of elements) element.requestUpdate();
}

/** The value of a setting where the element has none of its own. */
export function defaultSetting(name: PropertyKey): unknown {
  return pageSettings[name as keyof Settings] ?? DEFAULTS[name as keyof Settings];
}

/** Says that `element` came into a document, or left it: while it is there, it is redrawn as {@link redrawElements} tells. */
export function follow(element: ReactiveControllerHost, isThere: boolean): void {
  if (isThere) elements.add(element);
  else elements.delete(element);
}
