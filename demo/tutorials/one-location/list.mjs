// node --env-file=.env list.mjs [proxy] [location]
import { createSessionToken } from 'ghl-social-connect/proxy';

const { GHL_LOCATION_ID, SESSION_KEY } = process.env;
const [proxy = 'http://localhost:8787', locationId = GHL_LOCATION_ID] = process.argv.slice(2);

const token = await createSessionToken({ locationId, userId: 'user-1' }, { key: SESSION_KEY });
const response = await fetch(`${proxy}/social-media-posting/-/accounts`, {
  headers: { Authorization: `Bearer ${token}`, 'X-GHL-Connect': '1' },
});
const { error, results } = await response.json();
console.log(response.status, error?.message ?? results.accounts.map(({ name, platform }) => `${name} (${platform})`));
