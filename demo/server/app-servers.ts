import type * as store from 'ghl-social-connect/store';
import type * as tokens from 'ghl-social-connect/tokens';
import type { AppStatus, LocationStatus } from '../app/status.js';
import type { DemoServersOptions, ProxyModule, SimulatorModule } from './demo-servers.js';
import { listen, type FetchHandler } from './listen.js';

/** A marketplace app, with a HighLevel of its own. */
export interface AppServers {
  /** Origin of the app. */
  readonly origin: string;
  /** `GET` returns the state of the app; `POST` removes it everywhere before. */
  readonly answerStatus: FetchHandler;
  readonly reset: () => void;
  close(): Promise<void>;
}

const LOCATIONS = ['harbour-lane', 'mill-street', 'station-road'];
const COMPANY = 'demo-agency';
const CLIENT = { clientId: '000000000000000000000000-demo', clientSecret: 'the-secret-of-the-demo' };

/** Starts HighLevel, simulated, and an app that can be installed there. */
export async function startAppServers({ load, pageOrigin, firstPort }: DemoServersOptions): Promise<AppServers> {
  const { createSimulator } = (await load('ghl-social-connect/simulator')) as SimulatorModule;
  const { createProxyHandler } = (await load('ghl-social-connect/proxy')) as ProxyModule;
  const { createAppTokens } = (await load('ghl-social-connect/tokens')) as typeof tokens;
  const { createMemoryStore } = (await load('ghl-social-connect/store')) as typeof store;

  // HighLevel must know where its webhooks go, and the app where HighLevel is: the app answers once both are there.
  let answer: FetchHandler = () => new Response('Not started yet.', { status: 503 });
  const appServer = await listen((request) => answer(request), firstPort);
  const { origin } = appServer;
  const app = { ...CLIENT, webhookUrl: `${origin}/app/webhooks`, companyId: COMPANY, locations: LOCATIONS };
  const simulator = createSimulator({ app });
  const highLevel = await listen(simulator.fetch, appServer.port + 1);

  const createTokens = async () =>
    createAppTokens({
      ...CLIENT,
      store: createMemoryStore(),
      encryptionKey: crypto.getRandomValues(new Uint8Array(32)),
      redirectUri: `${origin}/app/oauth/callback`,
      webhooks: { publicKeys: [await simulator.app.publicKey()] },
      upstream: highLevel.origin,
    });
  let appTokens = await createTokens();
  answer = async (request) => {
    if (new URL(request.url).pathname !== '/app/install') return appTokens.fetch(request);
    return Response.redirect(await appTokens.installUrl({ returnTo: `${pageOrigin}/app/` }), 302);
  };

  async function countAccounts(locationId: string): Promise<number | undefined> {
    const proxy = createProxyHandler({
      authorize: () => ({ locationId, userId: 'demo-user' }),
      getToken: appTokens.getToken,
      upstream: highLevel.origin,
    });
    const headers = { Origin: origin, 'X-GHL-Connect': '1' };
    const response = await proxy(new Request(`${origin}/social-media-posting/${locationId}/accounts`, { headers }));
    const { results } = (await response.json()) as { results?: { accounts?: unknown[] } };
    return results?.accounts?.length;
  }

  async function readLocation(locationId: string): Promise<LocationStatus> {
    const isInstalled = await appTokens.isInstalled({ locationId });
    const accounts = isInstalled ? await countAccounts(locationId) : undefined;
    return { locationId, isInstalled, ...(accounts === undefined ? {} : { accounts }) };
  }

  async function uninstall(): Promise<void> {
    await simulator.app.uninstall({ companyId: COMPANY });
    for (const locationId of LOCATIONS) await simulator.app.uninstall({ companyId: COMPANY, locationId });
  }

  return {
    origin,
    async answerStatus({ method, headers }) {
      if (method !== 'GET' && method !== 'POST')
        return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
      // Only the page itself may ask.
      if (headers.get('Sec-Fetch-Site') !== 'same-origin') return new Response(null, { status: 403 });
      if (method === 'POST') await uninstall();
      const locations = await Promise.all(LOCATIONS.map(readLocation));
      const status: AppStatus = { installLink: `${origin}/app/install`, locations };
      return Response.json(status, { headers: { 'Cache-Control': 'no-store' } });
    },
    reset() {
      simulator.reset();
      void createTokens().then((created) => (appTokens = created));
    },
    async close() {
      await Promise.all([appServer.close(), highLevel.close()]);
    },
  };
}
