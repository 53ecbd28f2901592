import { loadSource } from './source-module.mjs';

const TOKEN = 'pit-simulated-0123456789abcdef';
const SESSION = { locationId: 'loc1', userId: 'user1' };

/** Makes the simulated HighLevel follow a scenario, and its consent page agree by itself after a short time. */
function createScenarioFetch(scenario, highLevel) {
  return (input, init) => {
    const url = new URL(input);
    url.searchParams.set('scenario', scenario);
    url.searchParams.set('consent', 'allow');
    url.searchParams.set('delay', '300');
    return highLevel(new Request(url, init));
  };
}

/**
 * Serves the proxy in front of the simulator, once per scenario: `/{scenario}/social-media-posting/…`, or with a version of
 * the API, `/{scenario},{version}/…`. `POST /session` mints session tokens for the runner's pages, the `location` of the
 * query, and what it says that the session `can` do.
 */
export async function createProxyMounts(port, highLevel) {
  const { createProxyHandler, createSessionToken, sessionAuthorize } = await loadSource('proxy');
  const pageOrigin = `http://localhost:${port}`;
  const key = crypto.getRandomValues(new Uint8Array(32));
  const handlers = new Map();

  function createHandler(mount) {
    const [scenario, apiVersion] = mount.split(',');
    return createProxyHandler({
      apiVersion,
      authorize: sessionAuthorize({ key }),
      getToken: () => TOKEN,
      allowedOrigins: [pageOrigin],
      upstream: `http://highlevel.localhost:${port}`,
      fetch: createScenarioFetch(scenario, highLevel),
      rateLimit: false,
    });
  }

  async function issueSession(locationId = SESSION.locationId, can = undefined) {
    const session = { ...SESSION, locationId, origin: pageOrigin, ...(can && { can: can.split(' ') }) };
    const token = await createSessionToken(session, { key });
    return new Response(token, { headers: { 'Access-Control-Allow-Origin': pageOrigin } });
  }

  return (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, mount] = pathname.split('/');
    if (mount === 'session') return issueSession(searchParams.get('location') ?? undefined, searchParams.get('can'));
    const handle = handlers.get(mount) ?? createHandler(mount);
    handlers.set(mount, handle);
    return handle(request);
  };
}
