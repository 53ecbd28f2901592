import type { Settings } from 'ghl-social-connect';
import { fetchSessionToken, type DemoConfig } from './config.js';
import type { DemoSettings } from './settings.js';

function createStartUrl(origin: string, { scenario, login }: DemoSettings): string {
  const query = new URLSearchParams({ scenario, ...(login !== 'default' && { login }) });
  return `${origin}/social-media-posting/oauth/{platform}/start?${query}`;
}

/** HighLevel's own page, as the simulator plays it. */
function createPlannerUrl({ accounts, scenario, mode }: DemoSettings, config: DemoConfig): string | undefined {
  const origin = mode === 'proxy' ? config.highLevelOrigins[accounts] : config.highLevelOrigin;
  return origin && `${origin}/v2/location/${config.locationId}/marketing/social-planner?scenario=${scenario}`;
}

function createProxySettings(
  { scenario, login, accounts, after }: DemoSettings,
  config: DemoConfig,
): Partial<Settings> {
  return {
    // The session says which location and user.
    locationId: undefined,
    userId: undefined,
    startUrl: undefined,
    proxyUrl: config.live ? config.proxyOrigin : `${config.proxyOrigin}/${accounts}/${scenario}/${login}`,
    getSessionToken: fetchSessionToken,
    fetchDetails: after !== 'nothing',
    attach: after === 'auto' || after === 'choose' ? after : 'none',
  };
}

function createDirectSettings(settings: DemoSettings, config: DemoConfig): Partial<Settings> {
  const { locationId, userId } = settings;
  const { highLevelOrigin } = config;
  return {
    locationId,
    userId,
    startUrl: highLevelOrigin && createStartUrl(highLevelOrigin, settings),
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
    highlevelUrl: createPlannerUrl(settings, config),
    appearance,
    size,
    // Invented accounts have no pictures anywhere.
    noAvatars: !config.live,
    // Undefined is the built-in default, the real HighLevel's.
    allowedOrigins: config.live ? undefined : Object.values(config.highLevelOrigins),
  };
}
