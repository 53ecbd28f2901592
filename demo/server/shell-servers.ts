import type { Simulator } from 'ghl-social-connect/simulator';
import type { DemoServersOptions, ProxyModule, SimulatorModule } from './demo-servers.js';
import { listen, type FetchHandler } from './listen.js';

/** HighLevel's page around a custom page, and the proxy of that custom page. */
export interface ShellServers {
  /** Origin of the simulated HighLevel. */
  readonly origin: string;
  readonly simulator: Simulator;
  /** Address of HighLevel's page, with the custom page in a frame. */
  readonly shellUrl: string;
  /** Address of the same page on the agency's white-label domain. */
  readonly whiteLabelUrl: string;
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

  // A simulator must know its white-label domain before it exists, so the servers look it up with each request.
  const answer: FetchHandler = (request) => simulator.fetch(request);
  const highLevel = await listen(answer, firstPort);
  const whiteLabel = await listen(answer, highLevel.port + 1);
  const simulator = createSimulator({
    providerOrigin,
    token: 'simulated-token',
    app: { locations: LOCATIONS },
    shell: {
      customPage: `${pageOrigin}/highlevel/?location={{location.id}}`,
      sharedSecret: SHARED_SECRET,
      whiteLabelDomain: new URL(whiteLabel.origin).host,
    },
  });
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
        // The loopback has no `https:`, which the white-label domain in a user context needs.
        parentOrigins: [highLevel.origin, whiteLabel.origin],
      },
    }),
    whiteLabel.port + 1,
  );
  const path = `/v2/location/${FIRST}/custom-page`;
  return {
    origin: highLevel.origin,
    simulator,
    shellUrl: highLevel.origin + path,
    whiteLabelUrl: whiteLabel.origin + path,
    proxyOrigin: proxy.origin,
    async close() {
      await Promise.all([highLevel, whiteLabel, proxy].map((server) => server.close()));
    },
  };
}
