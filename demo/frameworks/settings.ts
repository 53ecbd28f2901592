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

/** What all tags of a page share. */
export const createPageSettings = () => ({
  /** The response has a receipt, which the server stores. */
  fetchDetails: true,
  /** The simulated HighLevel: the same server under its other name, and so another origin. */
  allowedOrigins: `http://127.0.0.1:${location.port}`,
});

interface StoredConnection {
  readonly platform: string;
  readonly loginId: string;
}

/** Sends a receipt to the server, which verifies it, and reads what the server has stored. */
export async function storeConnection(receipt: string | undefined): Promise<readonly string[]> {
  const response = await fetch('/connections', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt }),
  });
  if (!response.ok) return [await response.text()];
  const stored = (await (await fetch('/connections')).json()) as readonly StoredConnection[];
  return stored.map(({ platform, loginId }) => `${platform} ${loginId}`);
}

/** A line of the log. */
export function describe(event: AccountConnectedEvent | ConnectCancelledEvent | ConnectFailedEvent): string {
  const { type, detail } = event;
  if ('error' in detail) return `${type} ${detail.platform} ${detail.error.code}`;
  if ('reason' in detail) return `${type} ${detail.platform} ${detail.reason}`;
  return `${type} ${detail.platform} ${detail.accountId ?? ''}`;
}
