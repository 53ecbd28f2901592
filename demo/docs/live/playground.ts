import { PLATFORM_NAMES } from 'ghl-social-connect/connect';
import { SCENARIOS } from 'ghl-social-connect/simulator';
import type { Mode } from '../../settings.js';
import { DEMO_SESSION } from './addresses.js';
import type { Attribute } from './snippets.js';

/** What the reader chooses in the playground. */
export interface PlaygroundSettings {
  platform: string;
  mode: Mode;
  scenario: string;
  accounts: number;
  appearance: string;
  size: string;
  attach: string;
  reconnect: boolean;
  fetchDetails: boolean;
  noAvatars: boolean;
  disabled: boolean;
}

/** The choices of each list. */
export const CHOICES = {
  platform: PLATFORM_NAMES,
  appearance: ['filled', 'outline', 'plain', 'icon'],
  size: ['medium', 'small', 'large'],
  attach: ['none', 'auto', 'choose'],
} as const;

/** The scenarios that work on one origin: here, the simulated platform is on the origin of this site. */
export const PLAYABLE: readonly string[] = Object.keys(SCENARIOS).filter((name) => name !== 'wrong-origin');

/** The events of the log, and how each reads at a glance. */
export const EVENTS: Readonly<Record<string, 'good' | 'bad' | 'attention' | 'plain'>> = {
  'connect-start': 'plain',
  'account-connected': 'good',
  'account-details': 'good',
  'account-attached': 'good',
  'connect-failed': 'bad',
  'account-details-failed': 'bad',
  'account-attach-failed': 'bad',
  'connect-cancelled': 'attention',
  'connect-unconfirmed': 'attention',
  'message-rejected': 'attention',
  'state-change': 'plain',
};

/** The settings of a new playground. */
export function createSettings(): PlaygroundSettings {
  return {
    platform: 'facebook',
    mode: 'proxy',
    scenario: 'ok',
    accounts: 3,
    appearance: 'filled',
    size: 'medium',
    attach: 'choose',
    reconnect: false,
    fetchDetails: false,
    noAvatars: false,
    disabled: false,
  };
}

/** The settings as attributes. Defaults, and what the mode ignores, are left out. */
export function listAttributes(settings: PlaygroundSettings): Attribute[] {
  const { mode, platform, appearance, size, attach } = settings;
  const isProxy = mode === 'proxy';
  const wanted: readonly (readonly [name: string, value: string | boolean])[] = [
    ['platform', platform],
    ['proxy-url', isProxy && '/highlevel'],
    ['location-id', !isProxy && DEMO_SESSION.locationId],
    ['user-id', !isProxy && DEMO_SESSION.userId],
    ['appearance', appearance !== 'filled' && appearance],
    ['size', size !== 'medium' && size],
    ['attach', isProxy && attach !== 'none' && attach],
    ['reconnect', settings.reconnect],
    ['fetch-details', isProxy && settings.fetchDetails],
    ['no-avatars', isProxy && settings.noAvatars],
    ['disabled', settings.disabled],
  ];
  return wanted.filter((entry): entry is Attribute => entry[1] !== false);
}

/** JSON leaves out what matters about an error. */
function showError(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, cause, ...others } = value;
  return { name, message, ...others, cause };
}

/** The detail of an event, to be read. */
export function describeDetail(event: Event): string {
  return JSON.stringify((event as CustomEvent).detail, showError, 2);
}
