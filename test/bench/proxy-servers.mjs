// One server of the proxy's benchmark: `node proxy-servers.mjs stub|proxy|forwarder [upstream]`. Prints its address.
import { argv } from 'node:process';
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

const HANDLERS = {
  stub: () => () => new Response(DETAILS, { headers: { 'Content-Type': 'application/json' } }),
  proxy: createProxy,
  forwarder: () => async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, Version: 'v3' };
    const { status, body } = await fetch(new URL(pathname + search, upstream), { headers, redirect: 'manual' });
    return new Response(body, { status, headers: { 'Content-Type': 'application/json' } });
  },
};

const server = serve({ fetch: await HANDLERS[role](), hostname: '127.0.0.1', port: 0, silent: true });
await server.ready();
console.log(new URL(server.url).origin);
