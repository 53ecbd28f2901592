import { invalidConfig } from '../../connect/invalid-config.js';
import { number, text, type Setting, type SettingValues } from '../base/setting.js';
import { SETTINGS, type Appearance } from '../settings.js';

/** Which accounts are shown: all, or only those that need a person. */
export type ShowMode = 'all' | 'problems';

const SHOW_MODES: readonly string[] = ['all', 'problems'] satisfies ShowMode[];

/** The settings that the list shares with the buttons in it. */
const SHARED_NAMES = [
  'locationId',
  'userId',
  'proxyUrl',
  'sessionToken',
  'getSessionToken',
  'session',
  'appId',
  'credentials',
  'noAvatars',
  'size',
  'allowedOrigins',
  'startUrl',
  'timeout',
  'popupWidth',
  'popupHeight',
  'openWindow',
  'highlevelUrl',
  'disabled',
  'labels',
  'debug',
] as const;

type SharedSettings = Pick<typeof SETTINGS, (typeof SHARED_NAMES)[number]>;

const SHARED_SETTINGS = Object.fromEntries(SHARED_NAMES.map((name) => [name, SETTINGS[name]])) as SharedSettings;

/** The settings that each button in the list gets as they are. Its labels also name the account. */
export const BUTTON_SETTINGS: readonly string[] = SHARED_NAMES.filter((name) => name !== 'labels');

/** The settings of a list of accounts: one row is a property, its attribute, its type and its default. */
export const ACCOUNTS_SETTINGS = {
  ...SHARED_SETTINGS,
  /** How the buttons look: `filled`, `outline` or `plain`. */
  appearance: { ...SETTINGS.appearance, default: 'outline' } as Setting<Appearance>,
  /** The platforms to show, separated by spaces. Default: all that the session may use. */
  platforms: text<string | readonly string[] | undefined>(undefined),
  /** Which accounts are shown: `all`, or `problems`, which takes no space when no account needs a person. */
  show: text<ShowMode>('all'),
  /** Days before the expiry from which an account is `expiring`. */
  expiringWithin: number(7),
  /** Seconds between loads while the page is visible, at least 60; 0 loads only when the page becomes visible and after changes. */
  refreshEvery: number(0),
};

/** The properties of a list of accounts that can be set. */
export type AccountsSettings = SettingValues<typeof ACCOUNTS_SETTINGS>;

/** The platforms that the setting names. */
export function readPlatforms(platforms: string | readonly string[] | undefined): readonly string[] {
  return typeof platforms === 'string' ? platforms.split(/[\s,]+/).filter(Boolean) : (platforms ?? []);
}

/**
 * Checks the setting `show`.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function checkShow(show: string): void {
  if (!SHOW_MODES.includes(show)) throw invalidConfig('show', 'must be all or problems.');
}
