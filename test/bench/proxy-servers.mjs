// A server for the proxy's benchmark: `node proxy-servers.mjs stub|proxy|forwarder [upstream]`. It prints its address.
import { argv, memoryUsage } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from 'srvx';
import { loadSource } from '../browsers/source-module.mjs';

const [, , role, upstream] = argv;
const TOKEN = 'pit-benchmark-0123456789abcdef';

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

async function createProxy() {
  const { createProxyHandler } = await loadSource('proxy');
  return createProxyHandler({
    authorize: () => ({ locationId: 'loc1', userId: 'user1' }),
    getToken: () => TOKEN,
    rateLimit: false,
    upstream: new URL(upstream).origin,
  });
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const SLOW_MS = 100;

/** The account in the path selects how the stub responds. */
async function answer({ url }) {
  if (url.endsWith('slow')) await delay(SLOW_MS);
  if (url.endsWith('failing')) return new Response('{"message":"No."}', { status: 500, headers: JSON_HEADERS });
  return new Response(DETAILS, { headers: JSON_HEADERS });
}

const HANDLERS = {
  stub: () => answer,
  proxy: createProxy,
  forwarder: () => async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, Version: 'v3' };
    const { status, body } = await fetch(new URL(pathname + search, upstream), { headers, redirect: 'manual' });
    return new Response(body, { status, headers: JSON_HEADERS });
  },
};

const server = serve({ fetch: await HANDLERS[role](), hostname: '127.0.0.1', port: 0, silent: true });
await server.ready();
// The system's own peak value includes the memory of the parent process.
const SAMPLE_MS = 50;
let peak = 0;
setInterval(() => (peak = Math.max(peak, memoryUsage.rss())), SAMPLE_MS).unref();

// Megabytes of the heap after garbage collection, and of the whole process at its peak.
process.on('message', () => {
  globalThis.gc();
  process.send({ heap: memoryUsage().heapUsed / 2 ** 20, peak: peak / 2 ** 20 });
});
console.log(new URL(server.url).origin);
