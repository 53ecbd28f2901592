import type { OpenWindow, Source } from '../connect/options.js';
import { SocialConnectError } from '../errors.js';
import { requireOptions } from '../protocol/own-options.js';
import type { Platform } from '../protocol/platforms.js';
import { HIGHLEVEL_ORIGIN, type StartRequest } from '../protocol/routes.js';
import { redrawElements } from './base/element-registry.js';
import { warnIfUnused } from './copies.js';
import { flag, number, object, text, type SettingValues } from './base/setting.js';
import type { Labels } from './i18n/labels.js';

/** What follows connecting: nothing, attaching the only account there is, or a choice by the user. */
export type AttachMode = 'none' | 'auto' | 'choose';

/** How the button looks. */
export type Appearance = 'filled' | 'outline' | 'plain' | 'icon';

/** How big the element is. */
export type Size = 'small' | 'medium' | 'large';

/** What can be set on an element and, with {@link configure}, for a whole page. */
export const SETTINGS = {
  /** The location (sub-account) to connect to. Required without a proxy; with one, the default is the session's own. */
  locationId: text(),
  /** The HighLevel user who connects. Required without a proxy; with one, the default is the session's own. */
  userId: text(),
  /** Value of the `page` query parameter of HighLevel's start URL. */
  page: text(),
  /** Whether an expired account is connected again. */
  reconnect: flag,
  /**
   * URL of HighLevel's own page, offered after a sign-in was cut off twice; `{locationId}` is replaced. White-label hosts set
   * their own. Default: the Social Planner at `app.gohighlevel.com`.
   */
  highlevelUrl: text(),
  /** URL with `{platform}` to start at instead of HighLevel's; the start query is added to it. */
  startUrl: text(),
  /** Returns the complete URL to start at. Called after the popup is open; it has 10 s to answer. */
  getStartUrl: object<(request: StartRequest) => string | Promise<string>>(),
  /** Base URL of the proxy that holds the HighLevel token, absolute or relative. */
  proxyUrl: text(),
  /** Session token, sent to the proxy as a Bearer token. */
  sessionToken: text(),
  /** Returns the session token for the proxy. Called again, once, after a 401. */
  getSessionToken: object<Source<string>>(),
  /**
   * Where the session comes from: `highlevel` requests HighLevel's user context and exchanges it at the proxy, for pages
   * inside HighLevel. Needs `proxy-url`; excludes `session-token` and `getSessionToken`.
   */
  session: text<'highlevel' | undefined>(undefined),
  /** Id of the marketplace app; needed with `session="highlevel"` in Custom JavaScript only. */
  appId: text(),
  /** Credentials mode of requests to the proxy. */
  credentials: text<RequestCredentials>('same-origin'),
  /** Whether to ask the proxy, after connecting, which accounts the login manages; needs `proxy-url`. */
  fetchDetails: flag,
  /** What follows connecting: `none`, `auto` (attach the only account there is, otherwise let the user choose) or `choose`. */
  attach: text<AttachMode>('none'),
  /** Whether to show initials instead of loading pictures. */
  noAvatars: flag,
  /** How the button looks: `filled`, `outline`, `plain` or `icon`. */
  appearance: text<Appearance>('filled'),
  /** How big the element is: `small`, `medium` or `large`. */
  size: text<Size>('medium'),
  /** Whether a form around the element needs a connected account. */
  required: flag,
  /** Exact origins whose messages are accepted, separated by spaces; replaces the default, HighLevel's own. */
  allowedOrigins: text<string | readonly string[]>(HIGHLEVEL_ORIGIN),
  /** Time limit for a whole attempt, in ms. */
  timeout: number(600_000),
  /** Width of the popup in CSS pixels, at most the screen's. */
  popupWidth: number(600),
  /** Height of the popup in CSS pixels, at most the screen's. */
  popupHeight: number(720),
  /** Whether no button in the element can be pressed. */
  disabled: flag,
  /** Name of the form value, which is the id of the connected login. */
  name: text(),
  /** Labels that replace the element's own. */
  labels: object<Partial<Labels>>(),
  /** Replaces `window.open`, for Electron, Tauri, Capacitor and tests. Must return a new window at each call. */
  openWindow: object<OpenWindow>(),
  /** Whether to log each step, and each ignored message with the setting that would accept it. */
  debug: flag,
};

/** What only an element has: one platform for a whole page would make no sense. */
const OWN_SETTINGS = {
  /** The platform to connect: `facebook`, `instagram`, `linkedin`, `tiktok-business`, `tiktok`, `google`, `youtube`, `pinterest` or `threads`. Required. */
  platform: text<Platform | undefined>(undefined),
  /**
   * Id, in the location's list, of the account that is to be reconnected. Implies `reconnect`; `account-connected` then has
   * `matched`.
   */
  reconnectAccount: text(),
  /** Id of a login that your server knows: shows the element as connected with it, without an event. */
  accountId: text(),
};

/** The settings of an element: one row is a property, its attribute, its type and its default. */
export const ELEMENT_SETTINGS = { ...OWN_SETTINGS, ...SETTINGS };

/** What {@link configure} accepts, and every element has. */
export type Settings = SettingValues<typeof SETTINGS>;

/** The properties of an element that can be set. */
export interface ElementSettings extends Settings, SettingValues<typeof OWN_SETTINGS> {}

/** Inherits nothing, like an element's own settings: a script may have added the name of one to `Object.prototype`. */
let pageSettings: Readonly<Record<string, unknown>> = { __proto__: null };

/**
 * Sets defaults for every element of the page. An element's own attribute or property takes precedence.
 * Each call changes only the settings that it names; `undefined` restores the built-in default.
 *
 * @example
 * ```ts
 * configure({ proxyUrl: '/api/highlevel', fetchDetails: true });
 * ```
 * @throws {SocialConnectError} `invalid_config` if `settings` is not an object, or one of its names is not a setting.
 */
export function configure(settings: Partial<Settings>): void {
  requireOptions(settings);
  for (const name of Object.keys(settings)) {
    if (Object.hasOwn(SETTINGS, name)) continue;
    const message = `${name} is not a setting; names are like locationId.`;
    throw new SocialConnectError('invalid_config', message, { option: name });
  }
  pageSettings = { __proto__: null, ...pageSettings, ...settings };
  redrawElements();
  warnIfUnused('configure');
}

/** The page's value of a setting; `undefined` if the page has none. */
export function readPageSetting(name: string): unknown {
  return pageSettings[name];
}
