import type {
  AccountConnectedEvent,
  ConnectCancelledEvent,
  ConnectFailedEvent,
  Labels,
  Platform,
} from 'ghl-social-connect';

/** What the pages let people choose from. */
export const PLATFORMS: readonly Platform[] = ['facebook', 'linkedin', 'tiktok-business'];

/** An object, and so a property: no attribute can hold it. */
export const LABELS: Partial<Labels> = { connect: 'Link {platform}' };

/** The simulated HighLevel: the same server under its other name, and so another origin. */
export const createSimulatedSettings = () => {
  const highLevel = `http://127.0.0.1:${location.port}`;
  return { startUrl: `${highLevel}/social-media-posting/oauth/{platform}/start`, allowedOrigins: highLevel };
};

/** A line of the log. */
export function describe(event: AccountConnectedEvent | ConnectCancelledEvent | ConnectFailedEvent): string {
  const { type, detail } = event;
  if ('error' in detail) return `${type} ${detail.platform} ${detail.error.code}`;
  if ('reason' in detail) return `${type} ${detail.platform} ${detail.reason}`;
  return `${type} ${detail.platform} ${detail.accountId ?? ''}`;
}
