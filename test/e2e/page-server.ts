import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { toNodeHandler } from 'srvx/node';
import { createServer as createVite } from 'vite';
import { createProxyHandler } from '../../src/proxy/index.js';
import { createSimulator } from '../../src/simulator/index.js';

const ROOT = join(import.meta.dirname, '../..');

/** The pages of this folder and the simulator, for browsers that a test drives by itself. */
export interface PageServer {
  /** The simulator's origin, whose messages a page is to accept. */
  readonly highLevelOrigin: string;
  /** Where an attempt starts, in the simulator. */
  readonly startUrl: string;
  pageUrl(name: string): string;
  /** A proxy on the origin of the pages, for a location of which HighLevel follows a scenario. */
  proxyUrl(scenario: string, locationId: string): string;
  close(): Promise<void>;
}

/** Serves the page's own files at `localhost`, the simulator at every other name. */
export async function servePages(): Promise<PageServer> {
  const vite = await createVite({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    optimizeDeps: { noDiscovery: true },
    // Without Vite's socket, which keeps Firefox from keeping a page for the way back.
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/proxy/')) proxy(request, response);
    else if (request.headers.host?.startsWith('localhost:')) vite.middlewares(request, response);
    else highLevel(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const simulator = createSimulator({ providerOrigin: `http://provider.localhost:${port}` });
  const highLevel = toNodeHandler((request: Request) => simulator.fetch(request)) as RequestListener;
  const origin = `http://highlevel.localhost:${port}`;
  const proxy = toNodeHandler((request: Request) => {
    const [, , scenario = '', locationId = ''] = new URL(request.url).pathname.split('/');
    const handle = createProxyHandler({
      authorize: () => ({ locationId, userId: 'user1' }),
      getToken: () => 'simulated',
      upstream: origin,
      fetch: (input, init) => {
        const url = new URL(input as string);
        url.searchParams.set('scenario', scenario);
        return simulator.fetch(new Request(url, init));
      },
      rateLimit: false,
    });
    return handle(request);
  }) as RequestListener;
  return {
    proxyUrl: (scenario, locationId) => `/proxy/${scenario}/${locationId}`,
    startUrl: `${origin}/social-media-posting/oauth/{platform}/start`,
    highLevelOrigin: origin,
    pageUrl: (name) => `http://localhost:${port}/test/e2e/pages/${name}`,
    async close() {
      server.close();
      await vite.close();
    },
  };
}
