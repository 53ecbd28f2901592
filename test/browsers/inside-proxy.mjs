import { loadSource } from './source-module.mjs';

/** The Shared Secret of the published vectors, and the location that is in them. */
const SECRET = 'test-shared-secret-5b0c';
const LOCATION_ID = 'yLKVZpNppIdYpah4RjNE';

/** A cookie for every site. A browser that blocks the cookies of other sites neither stores nor sends it in a frame. */
const COOKIE = 'seen=1; Path=/; SameSite=None; Secure';

/** Sets {@link COOKIE} with each response, and tells at `/inside/cookies` how many requests had a cookie. */
function countCookies(handle) {
  let count = 0;
  return async (request) => {
    if (new URL(request.url).pathname === '/inside/cookies') {
      return Response.json({ count }, { headers: { 'Access-Control-Allow-Origin': '*' } });
    }
    if (request.headers.has('Cookie')) count += 1;
    const response = await handle(request);
    const headers = new Headers(response.headers);
    headers.append('Set-Cookie', COOKIE);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** The proxy of a marketplace app at `inside.localhost/inside`: sessions come from HighLevel's user context. */
export async function createInsideProxy(port, highLevel) {
  const { createProxyHandler, sessionAuthorize } = await loadSource('proxy');
  const key = crypto.getRandomValues(new Uint8Array(32));
  const handle = createProxyHandler({
    authorize: sessionAuthorize({ key }),
    getToken: () => 'pit-simulated-0123456789abcdef',
    upstream: `http://highlevel.localhost:${port}`,
    rateLimit: false,
    // HighLevel's own page too: Custom JavaScript runs there.
    allowedOrigins: [`http://localhost:${port}`],
    userContext: {
      sharedSecret: SECRET,
      key,
      can: ['connect', 'attach', 'list', 'disconnect'],
      isInstalled: ({ locationId }) => locationId === LOCATION_ID || locationId.startsWith('location-'),
      // The runner's page plays HighLevel's shell, and this name an agency's. Others that frame the app are foreign.
      parentOrigins: [`http://localhost:${port}`, `http://crm.agency.localhost:${port}`],
    },
    fetch: (input, init) => {
      const url = new URL(input);
      url.searchParams.set('consent', 'allow');
      url.searchParams.set('delay', '300');
      return highLevel(new Request(url, init));
    },
  });
  return countCookies(handle);
}
