import type { Simulator } from 'ghl-social-connect/simulator';
import type { DemoServersOptions, ProxyModule, SimulatorModule } from './demo-servers.js';
import { listen } from './listen.js';

/** HighLevel's page around a custom page, and the proxy of that custom page. */
export interface ShellServers {
  /** Origin of the simulated HighLevel. */
  readonly origin: string;
  readonly simulator: Simulator;
  /** Address of HighLevel's page, with the custom page in a frame. */
  readonly shellUrl: string;
  /** Origin of the proxy, which creates sessions from HighLevel's user context. */
  readonly proxyOrigin: string;
  close(): Promise<void>;
}

const [FIRST, ...OTHERS] = ['harbour-lane', 'mill-street', 'station-road'] as const;
const LOCATIONS: readonly string[] = [FIRST, ...OTHERS];
const SHARED_SECRET = 'the-shared-secret-of-the-demo';

/**
 * Starts HighLevel's page, simulated, around the demo's custom page, and the proxy that trusts its user context.
 *
 * @param providerOrigin Origin that plays the platforms' part.
 */
export async function startShellServers(options: DemoServersOptions, providerOrigin: string): Promise<ShellServers> {
  const { load, pageOrigin, firstPort } = options;
  const { createSimulator } = (await load('ghl-social-connect/simulator')) as SimulatorModule;
  const { createProxyHandler, sessionAuthorize } = (await load('ghl-social-connect/proxy')) as ProxyModule;

  const simulator = createSimulator({
    providerOrigin,
    token: 'simulated-token',
    app: { locations: LOCATIONS },
    shell: { customPage: `${pageOrigin}/highlevel/?location={{location.id}}`, sharedSecret: SHARED_SECRET },
  });
  const highLevel = await listen(simulator.fetch, firstPort);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const proxy = await listen(
    createProxyHandler({
      getToken: () => 'simulated-token',
      authorize: sessionAuthorize({ key }),
      allowedOrigins: [pageOrigin],
      upstream: highLevel.origin,
      userContext: {
        sharedSecret: SHARED_SECRET,
        key,
        isInstalled: ({ locationId }) => LOCATIONS.includes(locationId),
        can: ['connect', 'attach', 'list', 'disconnect'],
        parentOrigins: [highLevel.origin],
      },
    }),
    highLevel.port + 1,
  );
  return {
    origin: highLevel.origin,
    simulator,
    shellUrl: `${highLevel.origin}/v2/location/${FIRST}/custom-page`,
    proxyOrigin: proxy.origin,
    async close() {
      await Promise.all([highLevel.close(), proxy.close()]);
    },
  };
}
