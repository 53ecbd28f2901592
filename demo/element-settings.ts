import type { Settings } from 'ghl-social-connect';
import { fetchSessionToken, type DemoConfig } from './config.js';
import type { DemoSettings } from './settings.js';

function createStartUrl(origin: string, scenario: string): string {
  return `${origin}/social-media-posting/oauth/{platform}/start?scenario=${encodeURIComponent(scenario)}`;
}

function createProxySettings({ scenario, accounts, after }: DemoSettings, config: DemoConfig): Partial<Settings> {
  return {
    // The session says which location and user.
    locationId: undefined,
    userId: undefined,
    startUrl: undefined,
    proxyUrl: config.live ? config.proxyOrigin : `${config.proxyOrigin}/${accounts}/${scenario}`,
    getSessionToken: fetchSessionToken,
    fetchDetails: after !== 'nothing',
    attach: after === 'auto' || after === 'choose' ? after : 'none',
  };
}

function createDirectSettings({ scenario, locationId, userId }: DemoSettings, config: DemoConfig): Partial<Settings> {
  const { highLevelOrigin } = config;
  return {
    locationId,
    userId,
    startUrl: highLevelOrigin && createStartUrl(highLevelOrigin, scenario),
    proxyUrl: undefined,
    getSessionToken: undefined,
    fetchDetails: false,
    attach: 'none',
  };
}

/** What the visitor's choice means for every button: the page-wide defaults to configure. */
export function createElementSettings(settings: DemoSettings, config: DemoConfig): Partial<Settings> {
  const { mode, reconnect, appearance, size } = settings;
  return {
    ...(mode === 'proxy' ? createProxySettings : createDirectSettings)(settings, config),
    reconnect,
    appearance,
    size,
    // Invented accounts have no pictures anywhere.
    noAvatars: !config.live,
    // Undefined is the built-in default, the real HighLevel's.
    allowedOrigins: config.live ? undefined : Object.values(config.highLevelOrigins),
  };
}
