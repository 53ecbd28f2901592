import { fetchAccountDetails } from '../../../src/connect/index.js';
import { highLevelSession } from '../../../src/highlevel/index.js';

/** Asks the proxy in its query, and tells the page around it what becomes of that. */
const { note } = parent as unknown as { note: (entry: string) => void };
const proxyUrl = new URLSearchParams(location.search).get('proxy')!;

const send: typeof fetch = (...request) => {
  note('sent');
  return fetch(...request);
};

highLevelSession({ proxyUrl, fetch: send, onHint: (hint) => note(`hint: ${hint}`) })
  .getSessionToken()
  .catch((error: unknown) => note(`session: ${String(error)}`));
fetchAccountDetails({ proxyUrl, fetch: send, platform: 'facebook', accountId: 'login-1' }).catch((error: unknown) =>
  note(`details: ${String(error)}`),
);
