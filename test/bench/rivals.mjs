// What people would write instead of the proxy, for one of its routes: the details of a login. Each comes as a short route,
// which checks the token's signature and time, and as a careful one, which does what the proxy's documents promise wherever
// a few lines or a library suffice: it checks the claims and the ids, counts requests on two levels, limits the time,
// refuses forms of other sites, passes on known fields only, and sets security headers.
//
// The careful routes still lack: limits for the size of a response, the search for the token in it, the renewal of a refused
// token, the pause after HighLevel's own limit, a repetition after a dead connection, errors that say what to do, the end of
// a request whose visitor has gone, bindings of a token to an origin, platforms and permissions, logs, and the other routes.
//
// They verify the signature of every request. The proxy remembers tokens that it has verified, and the load sends each one
// many times, as pages do: the ratios hold for tokens that come again, not for those that are used once.
import { TOKEN } from './token.mjs';

const ROUTE = '/social-media-posting/oauth/:location/:platform/accounts/:account';
const PLATFORMS = ['facebook', 'instagram', 'linkedin', 'tiktok-business', 'tiktok', 'google', 'youtube', 'pinterest'];
const SECONDS = 10;
const PER_LOCATION = 80;
const PER_SESSION = 40;
const TIMEOUT_MS = 9_500;
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Vary: 'Origin, Authorization, Cookie',
};

/** Creates a check of a session token. */
async function createVerify(key, options = {}) {
  const { jwtVerify } = await import('jose');
  const secret = new TextEncoder().encode(key);
  return async (authorization = '') => {
    const { payload } = await jwtVerify(authorization.slice('Bearer '.length), secret, {
      algorithms: ['HS256'],
      ...options,
    });
    return payload;
  };
}

/** Creates the checks of the careful routes: the request, the session and its limits. */
async function createGuard(key) {
  const { z } = await import('zod');
  const { RateLimiterMemory } = await import('rate-limiter-flexible');
  const id = z.string().regex(/^[\w-]{1,128}$/);
  const claims = z.object({ loc: id, sub: id, jti: z.string().min(1) });
  const address = z.object({
    location: id,
    platform: z.enum(PLATFORMS),
    account: z.string().regex(/^[\w:.-]{1,128}$/),
  });
  const verify = await createVerify(key, {
    audience: 'ghl-social-connect',
    typ: 'ghl-connect+jwt',
    clockTolerance: 60,
    maxTokenAge: 600,
  });
  const perLocation = new RateLimiterMemory({ points: PER_LOCATION, duration: SECONDS });
  const perSession = new RateLimiterMemory({ points: PER_SESSION, duration: SECONDS });

  /** Resolves with the address to ask HighLevel for; rejects if the request is refused. */
  return async (header, parameters) => {
    const site = header('sec-fetch-site');
    if (header('x-ghl-connect') !== '1' || site !== 'same-origin') throw new Error('Another site sent the request.');
    const { loc, sub } = claims.parse(await verify(header('authorization')));
    const { location, platform, account } = address.parse(parameters);
    if (location !== '-' && location !== loc) throw new Error('The session belongs to another location.');
    await perSession.consume(`${loc}/${sub}`);
    await perLocation.consume(loc);
    return { location: loc, platform, account };
  };
}

async function createDetailsSchema() {
  const { z } = await import('zod');
  const page = z.object({
    id: z.string(),
    name: z.string(),
    avatar: z.optional(z.string()),
    isOwned: z.boolean(),
    isConnected: z.boolean(),
  });
  return z.object({ success: z.boolean(), results: z.object({ pages: z.array(page) }) });
}

async function startExpress(addRoute) {
  const { default: express } = await import('express');
  const app = express();
  addRoute(app);
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

async function createSdk(upstream) {
  const { HighLevel } = await import('@gohighlevel/api-client');
  HighLevel.BASE_URL = upstream;
  return new HighLevel({ privateIntegrationToken: TOKEN });
}

async function startShortExpress({ upstream, key }) {
  const sdk = await createSdk(upstream);
  const verify = await createVerify(key);
  return startExpress((app) =>
    app.get(ROUTE, async (request, response) => {
      const { loc } = await verify(request.headers.authorization);
      const accountId = request.params.account;
      response.json(await sdk.socialMediaPosting.getFacebookPageGroup({ locationId: loc, accountId }));
    }),
  );
}

async function startCarefulExpress({ upstream, key }) {
  const sdk = await createSdk(upstream);
  const guard = await createGuard(key);
  const details = await createDetailsSchema();
  return startExpress((app) =>
    app.get(ROUTE, async (request, response) => {
      response.set(SECURITY_HEADERS);
      const { location, account } = await guard((name) => request.get(name), request.params);
      const found = await sdk.socialMediaPosting.getFacebookPageGroup({ locationId: location, accountId: account });
      response.json(details.parse(found));
    }),
  );
}

async function startHono(addRoute) {
  const { Hono } = await import('hono');
  const { serve } = await import('srvx');
  const app = new Hono();
  addRoute(app);
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  return new URL(server.url).origin;
}

const UPSTREAM_HEADERS = { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, Version: '2021-07-28' };

async function startShortHono({ upstream, key }) {
  const verify = await createVerify(key);
  const details = await createDetailsSchema();
  return startHono((app) =>
    app.get(ROUTE, async (context) => {
      const { loc } = await verify(context.req.header('authorization'));
      const path = `/social-media-posting/oauth/${loc}/facebook/accounts/${context.req.param('account')}`;
      const response = await fetch(new URL(path, upstream), { headers: UPSTREAM_HEADERS });
      return context.json(details.parse(await response.json()));
    }),
  );
}

async function startCarefulHono({ upstream, key }) {
  const guard = await createGuard(key);
  const details = await createDetailsSchema();
  return startHono((app) =>
    app.get(ROUTE, async (context) => {
      const { req } = context;
      const { location, platform, account } = await guard((name) => req.header(name), req.param());
      const path = `/social-media-posting/oauth/${location}/${platform}/accounts/${encodeURIComponent(account)}`;
      const response = await fetch(new URL(path, upstream), {
        headers: UPSTREAM_HEADERS,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`HighLevel responded with ${response.status}.`);
      return context.json(details.parse(await response.json()), 200, SECURITY_HEADERS);
    }),
  );
}

/** Starters of the rivals, which resolve with the origin of their server. */
export const RIVALS = {
  shortExpress: startShortExpress,
  carefulExpress: startCarefulExpress,
  shortHono: startShortHono,
  carefulHono: startCarefulHono,
};
