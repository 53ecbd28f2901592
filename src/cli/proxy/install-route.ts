import type { Store } from '../../store/index.js';
import type { AppTokens } from '../../tokens/index.js';
import type { FetchHandler } from '../serve.js';

/** Below the mount of the app. */
export const INSTALL_PATH = '/install';

/** Each visit stores a `state` for an hour. The limit keeps visitors from filling the store. */
const MAX_VISITS = 100;
const INTERVAL_S = 60;
const KEY = 'ghl-connect:install-visits';

const HEADERS = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' };

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { message } }, { status, headers: { ...HEADERS, ...headers } });
}

/**
 * Creates `GET /app/install`: sends an admin to HighLevel's page on which the app is installed. The link can be passed on,
 * unlike the address that it leads to, which works once and for an hour.
 */
export function createInstallRoute(tokens: AppTokens, store: Store, report: (error: unknown) => void): FetchHandler {
  return async ({ method }) => {
    if (method !== 'GET') return refuse(405, 'This route answers GET only.', { Allow: 'GET' });
    try {
      const { count, endsIn } = await store.increment(KEY, { ttl: INTERVAL_S });
      if (count > MAX_VISITS)
        return refuse(429, 'Too many visits: wait.', { 'Retry-After': String(Math.ceil(endsIn)) });
      return new Response(null, { status: 302, headers: { ...HEADERS, Location: await tokens.installUrl() } });
    } catch (error) {
      report(error);
      return refuse(503, 'The store failed: try again.', { 'Retry-After': '10' });
    }
  };
}
