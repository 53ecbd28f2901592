// Requests for the details of a login, each with a session token of one of many locations.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

/** The build of this tree. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
export const KEY = randomBytes(32).toString('hex');
/** Enough that no location reaches its limit. */
const LOCATIONS = 5_000;

/** Creates what a contestant of `compare` sends. The locations take turns. */
export async function createDetailsLoad() {
  const { createSessionToken } = await import('../../dist/proxy/index.js');
  const create = (_, index) =>
    createSessionToken({ locationId: `location${index}`, userId: 'user1' }, { key: KEY, expiresIn: 600 });
  const tokens = await Promise.all(Array.from({ length: LOCATIONS }, create));
  return {
    path: '/social-media-posting/oauth/-/facebook/accounts/65f1a2b3c4d5e6f708192a3b',
    connections: 16,
    createHeaders: (index) => ({
      Authorization: `Bearer ${tokens[index % LOCATIONS]}`,
      'X-GHL-Connect': '1',
      'Sec-Fetch-Site': 'same-origin',
    }),
  };
}
