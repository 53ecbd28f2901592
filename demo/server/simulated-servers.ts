import type { DemoServers, DemoServersOptions, ProxyModule, SimulatorModule } from './demo-servers.js';
import { listen, type FetchHandler } from './listen.js';
import { createProxyMounts } from './proxy-mounts.js';
import { createSessionIssuer } from './session-issuer.js';

const DEMO_SESSION = { locationId: 'demo-location', userId: 'demo-user' };

/** Makes every request of a proxy name its scenario. */
function createScenarioFetch(scenario: string): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    url.searchParams.set('scenario', scenario);
    return fetch(url, init);
  };
}

/** Starts the simulator, in HighLevel's part and in the platforms', and a proxy in front of it. */
export async function startSimulatedServers({ load, pageOrigin, firstPort }: DemoServersOptions): Promise<DemoServers> {
  const { createSimulator, SCENARIOS } = (await load('ghl-social-connect/simulator')) as SimulatorModule;
  const { createProxyHandler, createSessionToken, sessionAuthorize } = (await load(
    'ghl-social-connect/proxy',
  )) as ProxyModule;

  // The simulator must know where the platforms are before it exists, so their server looks it up with each request.
  const answer: FetchHandler = (request) => simulator.fetch(request);
  const highLevel = await listen(answer, firstPort);
  const provider = await listen(answer, highLevel.port + 1);
  const simulator = createSimulator({ providerOrigin: provider.origin });

  const key = crypto.getRandomValues(new Uint8Array(32));
  const createProxy = (scenario: string) =>
    createProxyHandler({
      getToken: () => 'simulated-token',
      authorize: sessionAuthorize({ key }),
      allowedOrigins: [pageOrigin],
      upstream: highLevel.origin,
      fetch: createScenarioFetch(scenario),
    });
  const proxy = await listen(createProxyMounts(Object.keys(SCENARIOS), 'ok', createProxy), provider.port + 1);

  return {
    config: {
      live: false,
      highLevelOrigin: highLevel.origin,
      providerOrigin: provider.origin,
      proxyOrigin: proxy.origin,
      ...DEMO_SESSION,
      scenarios: SCENARIOS,
    },
    issueSession: createSessionIssuer(() => createSessionToken({ ...DEMO_SESSION, origin: pageOrigin }, { key })),
    async close() {
      await Promise.all([highLevel, provider, proxy].map((server) => server.close()));
    },
  };
}
