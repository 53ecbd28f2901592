// One server of the benchmarks, in a process of its own: `node servers.mjs ROLE SETTINGS`, with SETTINGS in JSON:
// `upstream`, `key` of the session tokens, `redis`, and `dist`, the folder of the package's build.
import { argv, cpuUsage, memoryUsage } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { serve } from 'srvx';
import { RIVALS } from './rivals.mjs';
import { TOKEN } from './token.mjs';

const [, , role, json] = argv;
const { upstream, key, redis, dist } = JSON.parse(json);

const DETAILS = JSON.stringify({
  success: true,
  statusCode: 200,
  message: 'Fetched Facebook Account',
  results: {
    pages: Array.from({ length: 5 }, (_, index) => ({
      id: String(100_000_000_000_000 + index),
      name: `Page ${index}`,
      avatar: `https://cdn.example/${index}.jpg`,
      isOwned: true,
      isConnected: false,
    })),
  },
});
const JSON_HEADERS = { 'Content-Type': 'application/json' };
const SLOW_MS = 100;

/** Plays HighLevel. The account in the path selects how it responds. */
async function answer({ url }) {
  if (url.endsWith('slow')) await delay(SLOW_MS);
  if (url.endsWith('failing')) return new Response('{"message":"No."}', { status: 500, headers: JSON_HEADERS });
  return new Response(DETAILS, { headers: JSON_HEADERS });
}

/** Only adds the token. */
async function forward(request) {
  const { pathname, search } = new URL(request.url);
  const headers = { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, Version: 'v3' };
  const { status, body } = await fetch(new URL(pathname + search, upstream), { headers, redirect: 'manual' });
  return new Response(body, { status, headers: JSON_HEADERS });
}

async function startFetch(handler) {
  const server = serve({ fetch: handler, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  return new URL(server.url).origin;
}

const loadBuild = (entry) => import(pathToFileURL(`${dist}/${entry}.js`).href);

/** The proxy with a fixed session and without rate limits: what it costs to forward a request with every check. */
async function startProxy() {
  const { createProxyHandler } = await loadBuild('proxy/index');
  const authorize = () => ({ locationId: 'loc1', userId: 'user1' });
  return startFetch(createProxyHandler({ authorize, getToken: () => TOKEN, rateLimit: false, upstream }));
}

/** The proxy with session tokens and rate limits. */
async function startProxyWithLimits(store) {
  const { createProxyHandler, createRateLimit, sessionAuthorize } = await loadBuild('proxy/index');
  const rateLimit = createRateLimit({ store, maxKeys: 100_000 });
  const authorize = sessionAuthorize({ key });
  return startFetch(createProxyHandler({ authorize, getToken: () => TOKEN, rateLimit, upstream }));
}

async function startProxyWithRedis() {
  const { createClient } = await import('redis');
  const { createRedisStore } = await loadBuild('store/redis');
  return startProxyWithLimits(createRedisStore(await createClient({ url: redis }).connect()));
}

const ROLES = {
  stub: () => startFetch(answer),
  forwarder: () => startFetch(forward),
  proxy: startProxy,
  memory: () => startProxyWithLimits(),
  redis: startProxyWithRedis,
  ...RIVALS,
};
const origin = await ROLES[role]({ upstream, key });

// The system's own peak value includes the memory of the parent process.
const SAMPLE_MS = 50;
let peak = 0;
setInterval(() => (peak = Math.max(peak, memoryUsage.rss())), SAMPLE_MS).unref();

function readCpu() {
  const { user, system } = cpuUsage();
  return user + system;
}

function readMemory() {
  globalThis.gc();
  return { heap: memoryUsage().heapUsed / 2 ** 20, peak: peak / 2 ** 20 };
}

process.on('message', (question) => process.send(question === 'cpu' ? readCpu() : readMemory()));
process.on('disconnect', () => process.exit());
process.send({ origin });
