import { diffAccounts, parseAccounts, type Account } from 'ghl-social-connect/connect';

const HIGHLEVEL = 'https://services.leadconnectorhq.com';

/** The accounts of a location as they are now. Throws if HighLevel does not answer with a list. */
async function readAccounts(locationId: string, token: string, origin: string): Promise<Account[]> {
  const response = await fetch(`${origin}/social-media-posting/${locationId}/accounts`, {
    headers: { Authorization: `Bearer ${token}`, Version: 'v3', Accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`HighLevel answered ${response.status}.`);
  return parseAccounts(await response.json(), { expiringWithin: 14 });
}

/** Compares the accounts with those of the last check, and notifies. Call it from your scheduler, for example hourly. */
export async function checkHealth(
  last: readonly Account[] | undefined,
  { locationId, token, origin = HIGHLEVEL }: { locationId: string; token: string; origin?: string },
  notify: (text: string) => Promise<void>,
): Promise<readonly Account[] | undefined> {
  const accounts = await readAccounts(locationId, token, origin).catch(() => undefined);
  // A failed request says nothing about the accounts: keep the last list.
  if (!accounts) return last;
  const { expiring, expired, removed } = diffAccounts(last ?? accounts, accounts);
  for (const { name } of expiring) await notify(`${name} expires soon. Reconnect it.`);
  for (const { name } of expired) await notify(`${name} has expired. Reconnect it.`);
  for (const { name } of removed) await notify(`${name} was disconnected.`);
  return accounts;
}
