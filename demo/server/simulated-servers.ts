import type { Simulator } from 'ghl-social-connect/simulator';
import { startAppServers } from './app-servers.js';
import type { DemoServers, DemoServersOptions, ProxyModule, SimulatorModule } from './demo-servers.js';
import { listen, type FetchHandler, type LocalServer } from './listen.js';
import { createProxyMounts } from './proxy-mounts.js';
import { createSessionIssuer } from './session-issuer.js';
import { startShellServers } from './shell-servers.js';

/** How many accounts a login may manage. The simulator of a direct start is the one with the usual number. */
const ACCOUNTS = [0, 1, 3, 60];
const USUAL_ACCOUNTS = 3;

const DEMO_SESSION = { locationId: 'demo-location', userId: 'demo-user' };

/** The page of accounts also disconnects. */
const PERMISSIONS = ['connect', 'attach', 'list', 'disconnect'] as const;

/** The login pages of the simulator. `default` leaves the choice to the scenario. */
const LOGINS = ['default', 'none', 'plain', 'coop'];

const DAY_MS = 86_400_000;

/** Makes every request of a proxy name its scenario, and the platform's login page if that is chosen. */
function createScenarioFetch(scenario: string, login: string): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    url.searchParams.set('scenario', scenario);
    if (login !== LOGINS[0]) url.searchParams.set('login', login);
    return fetch(url, init);
  };
}

/** Starts the simulator, in HighLevel's part and in the platforms', and a proxy in front of it. */
export async function startSimulatedServers({ load, pageOrigin, firstPort }: DemoServersOptions): Promise<DemoServers> {
  const { createSimulator, SCENARIOS } = (await load('ghl-social-connect/simulator')) as SimulatorModule;
  const { createProxyHandler, createSessionToken, sessionAuthorize } = (await load(
    'ghl-social-connect/proxy',
  )) as ProxyModule;

  // A simulator must know where the platforms are before it exists, so their server looks it up with each request:
  // a page of theirs is for the simulator that it leads back to. The files of the pages are the same of all.
  const simulators = new Map<string, Simulator>();
  const answer: FetchHandler = (request) => {
    const target = new URL(request.url).searchParams.get('redirect_uri') ?? '';
    const asked = URL.canParse(target) ? simulators.get(new URL(target).origin) : undefined;
    return (asked ?? files).fetch(request);
  };
  const provider = await listen(answer, firstPort);
  const { origin: providerOrigin } = provider;
  const files = createSimulator({ providerOrigin });
  const highLevels = new Map<number, LocalServer>();
  let { port } = provider;
  for (const accounts of ACCOUNTS) {
    const simulator = createSimulator({ providerOrigin, accounts });
    const highLevel = await listen(simulator.fetch, port + 1);
    simulators.set(highLevel.origin, simulator);
    highLevels.set(accounts, highLevel);
    port = highLevel.port;
  }
  const originOf = (accounts: number) => highLevels.get(accounts)?.origin ?? '';

  const key = crypto.getRandomValues(new Uint8Array(32));
  const createProxy = (accounts: number, scenario: string, login: string) =>
    createProxyHandler({
      getToken: () => 'simulated-token',
      authorize: sessionAuthorize({ key }),
      allowedOrigins: [pageOrigin],
      upstream: originOf(accounts),
      fetch: createScenarioFetch(scenario, login),
    });
  const proxy = await listen(createProxyMounts(ACCOUNTS, Object.keys(SCENARIOS), LOGINS, createProxy), port + 1);

  const app = await startAppServers({ load, pageOrigin, firstPort: proxy.port + 1 });
  const shell = await startShellServers({ load, pageOrigin, firstPort: proxy.port + 3 }, providerOrigin);
  simulators.set(shell.origin, shell.simulator);

  return {
    config: {
      live: false,
      highLevelOrigin: originOf(USUAL_ACCOUNTS),
      highLevelOrigins: Object.fromEntries(ACCOUNTS.map((accounts) => [accounts, originOf(accounts)])),
      providerOrigin,
      proxyOrigin: proxy.origin,
      shell: { url: shell.shellUrl, origin: shell.origin, proxyOrigin: shell.proxyOrigin },
      ...DEMO_SESSION,
      // Those of HighLevel's page are chosen there.
      scenarios: Object.fromEntries(Object.entries(SCENARIOS).filter(([name]) => !name.startsWith('context-'))),
    },
    issueSession: createSessionIssuer(() =>
      createSessionToken({ ...DEMO_SESSION, origin: pageOrigin, can: PERMISSIONS }, { key }),
    ),
    answerAppStatus: app.answerStatus,
    reset() {
      app.reset();
      for (const simulator of simulators.values()) simulator.reset();
    },
    setClock(days) {
      for (const { clock } of simulators.values()) {
        clock.reset();
        clock.advance(days * DAY_MS);
      }
    },
    async close() {
      await Promise.all([...highLevels.values(), provider, proxy, app, shell].map((server) => server.close()));
    },
  };
}
