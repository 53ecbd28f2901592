import { GhlSocialConnectElement, type Settings } from 'ghl-social-connect';
import { fetchSessionToken, type DemoConfig } from './config.js';
import type { DemoSettings } from './settings.js';

/** Whether the element has a setting. */
export function hasSetting(name: string): boolean {
  return name in GhlSocialConnectElement.prototype;
}

function createStartUrl(origin: string, scenario: string): string {
  return `${origin}/social-media-posting/oauth/{platform}/start?scenario=${encodeURIComponent(scenario)}`;
}

/** What the visitor's choice means for every button: the page-wide defaults to configure. */
export function createElementSettings(settings: DemoSettings, config: DemoConfig): Partial<Settings> {
  const { mode, scenario, locationId, userId, reconnect, fetchDetails, attach } = settings;
  const { highLevelOrigin, proxyOrigin } = config;
  const isProxy = mode === 'proxy';
  return {
    // Through the proxy, the session says which location and user.
    locationId: isProxy ? undefined : locationId,
    userId: isProxy ? undefined : userId,
    reconnect,
    startUrl: isProxy || !highLevelOrigin ? undefined : createStartUrl(highLevelOrigin, scenario),
    proxyUrl: isProxy ? (config.live ? proxyOrigin : `${proxyOrigin}/${scenario}`) : undefined,
    getSessionToken: isProxy ? fetchSessionToken : undefined,
    // Undefined is the built-in default, the real HighLevel's.
    allowedOrigins: highLevelOrigin,
    ...(hasSetting('fetchDetails') ? { fetchDetails: isProxy && fetchDetails } : {}),
    ...(hasSetting('attach') ? { attach: isProxy ? attach : 'none' } : {}),
  };
}
