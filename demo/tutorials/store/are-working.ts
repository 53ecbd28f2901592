import { env } from 'node:process';
import { parseAccounts } from 'ghl-social-connect/connect';

const HIGHLEVEL = env.GHL_UPSTREAM ?? 'https://services.leadconnectorhq.com';

/** Whether HighLevel lists all of these accounts in the location, and says of none that it has expired. */
export async function areWorking(locationId: string, accountIds: readonly string[]): Promise<boolean> {
  const headers = { Authorization: `Bearer ${env.GHL_TOKEN}`, Version: 'v3', Accept: 'application/json' };
  const path = `/social-media-posting/${encodeURIComponent(locationId)}/accounts`;
  const response = await fetch(HIGHLEVEL + path, { headers });
  if (!response.ok) return false;
  const working = parseAccounts(await response.json()).filter(({ status }) => status !== 'expired');
  return accountIds.length > 0 && accountIds.every((wanted) => working.some(({ id }) => id === wanted));
}
