import { highLevelSession } from 'ghl-social-connect/highlevel';

const WEBHOOK = 'https://n8n.example/webhook/social-connect-start';

// The backend exchanges the user context for a session token. n8n verifies that token.
const { getSessionToken } = highLevelSession({ proxyUrl: '/highlevel' });

async function getStartUrl({ platform }) {
  const response = await fetch(WEBHOOK, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await getSessionToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ platform }),
  });
  if (!response.ok) throw new Error(`n8n answered with status ${response.status}.`);
  const { url } = await response.json();
  return url;
}

document.querySelector('ghl-social-connect').getStartUrl = getStartUrl;
