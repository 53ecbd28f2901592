// A server for the benchmark of stores and rivals: `node store-servers.mjs memory|redis|express|hono UPSTREAM KEY [REDIS]`.
// Each verifies the session token, asks HighLevel for the details of a login with the location's token, checks the
// response and answers with it. It prints its address.
import { argv } from 'node:process';
import { loadSource } from '../browsers/source-module.mjs';

const [, , role, upstream, key, redisUrl] = argv;
const TOKEN = 'pit-benchmark-0123456789abcdef';
const ROUTE = '/social-media-posting/oauth/:location/facebook/accounts/:account';

async function createOwn(store) {
  const { serve } = await import('srvx');
  const { createProxyHandler, createRateLimit, sessionAuthorize } = await loadSource('proxy');
  const handler = createProxyHandler({
    authorize: sessionAuthorize({ key }),
    getToken: () => TOKEN,
    rateLimit: createRateLimit({ store, maxKeys: 100_000 }),
    upstream: new URL(upstream).origin,
  });
  const server = serve({ fetch: handler, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  return new URL(server.url).origin;
}

async function createRedis() {
  const { createClient } = await import('redis');
  const { createRedisStore } = await loadSource('store/redis');
  return createOwn(createRedisStore(await createClient({ url: redisUrl }).connect()));
}

/** What people write to check a session: the signature, the time and the two ids. */
async function createVerify() {
  const { jwtVerify } = await import('jose');
  const secret = new TextEncoder().encode(key);
  return async (authorization = '') => {
    const { payload } = await jwtVerify(authorization.slice('Bearer '.length), secret, { algorithms: ['HS256'] });
    return payload;
  };
}

const addressOf = (server) => `http://127.0.0.1:${server.address().port}`;

/** An Express route with HighLevel's SDK. */
async function createExpress() {
  const { default: express } = await import('express');
  const { HighLevel } = await import('@gohighlevel/api-client');
  HighLevel.BASE_URL = new URL(upstream).origin;
  const verify = await createVerify();
  const highlevel = new HighLevel({ privateIntegrationToken: TOKEN });
  const app = express();
  app.get(ROUTE, async (request, response) => {
    const { loc } = await verify(request.headers.authorization);
    const accountId = request.params.account;
    response.json(await highlevel.socialMediaPosting.getFacebookPageGroup({ locationId: loc, accountId }));
  });
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(addressOf(server)));
  });
}

/** A Hono route with `fetch` and zod. */
async function createHono() {
  const { Hono } = await import('hono');
  const { serve } = await import('srvx');
  const { z } = await import('zod');
  const page = z.object({
    id: z.string(),
    name: z.string(),
    avatar: z.optional(z.string()),
    isOwned: z.boolean(),
    isConnected: z.boolean(),
  });
  const details = z.object({ success: z.boolean(), results: z.object({ pages: z.array(page) }) });
  const verify = await createVerify();
  const app = new Hono();
  app.get(ROUTE, async (context) => {
    const { loc } = await verify(context.req.header('authorization'));
    const headers = { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, Version: '2021-07-28' };
    const path = `/social-media-posting/oauth/${loc}/facebook/accounts/${context.req.param('account')}`;
    const response = await fetch(new URL(path, upstream), { headers });
    return context.json(details.parse(await response.json()));
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  return new URL(server.url).origin;
}

const SERVERS = { memory: () => createOwn(), redis: createRedis, express: createExpress, hono: createHono };
console.log(await SERVERS[role]());
