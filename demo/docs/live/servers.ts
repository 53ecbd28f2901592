import { createProxyHandler, createSessionToken, sessionAuthorize } from 'ghl-social-connect/proxy';
import { createSimulator } from 'ghl-social-connect/simulator';
import { ACCOUNT_COUNTS, DEMO_SESSION } from './addresses.js';
import { copyRequest, mount, relocate, type FetchHandler } from './mount.js';

const createText = (status: number, text = ''): Response =>
  new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });

/** Makes every request to the simulator name its scenario. */
function addScenario(send: FetchHandler, scenario: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    url.searchParams.set('scenario', scenario);
    return send(await copyRequest(request, url));
  };
}

/**
 * Creates the servers of the live demo: a simulated HighLevel for each number of accounts that a login may manage, and
 * a proxy for each of them and each scenario. The result answers requests to
 *
 * - `ROOT/highlevel/ACCOUNTS/…`: HighLevel and the platforms,
 * - `ROOT/proxy/ACCOUNTS/SCENARIO/…`: the proxy,
 * - `ROOT/session`: a session token for the proxy,
 * - `ROOT/reset`: forgets what was connected,
 * - `ROOT/ping`: nothing; a request keeps a service worker alive.
 *
 * @param root Address of the folder that they are served from, without a slash at the end.
 */
export function createLiveServers(root: string): FetchHandler {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const simulators = new Map(ACCOUNT_COUNTS.map((accounts) => [String(accounts), createSimulator({ accounts })]));
  const proxies = new Map<string, FetchHandler>();

  async function answer(request: Request): Promise<Response> {
    const [name, accounts = '', scenario = ''] = request.url.slice(root.length + 1).split(/[/?]/);
    if (name === 'ping') return createText(200);
    if (name === 'session') return createText(200, await createSessionToken(DEMO_SESSION, { key }));
    if (name === 'reset') {
      for (const simulator of simulators.values()) simulator.reset();
      return createText(200);
    }
    const simulator = simulators.get(accounts);
    if (!simulator) return createText(404, 'The live demo has nothing at this address.');

    // A loopback name: the proxy accepts `http:` sign-in pages on no other.
    const innerOrigin = `http://accounts-${accounts}.localhost`;
    const outerUrl = `${root}/highlevel/${accounts}`;
    if (name === 'highlevel') return mount(simulator.fetch, innerOrigin, outerUrl)(request);

    const id = `${accounts}/${scenario}`;
    const proxy =
      proxies.get(id) ??
      createProxyHandler({
        authorize: sessionAuthorize({ key }),
        getToken: () => 'simulated-token',
        upstream: innerOrigin,
        fetch: addScenario(simulator.fetch, scenario),
      });
    proxies.set(id, proxy);
    // The address of the sign-in page is the simulator's.
    return relocate(await proxy(await copyRequest(request, request.url)), innerOrigin, outerUrl);
  }

  return (request) => answer(request).catch((error: unknown) => createText(500, String(error)));
}
