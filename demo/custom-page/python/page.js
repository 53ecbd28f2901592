import { configure } from '/package/cdn/ghl-social-accounts.js';
import { highLevelSession } from '/package/highlevel/index.js';

// Requests the user context from HighLevel and sends it to /session of this server.
const { getSessionToken } = highLevelSession({ proxyUrl: location.origin });

configure({ proxyUrl: 'http://localhost:8787', getSessionToken });
