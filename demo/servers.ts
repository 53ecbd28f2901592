import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from 'node:process';
import type { Plugin, ViteDevServer } from 'vite';
import { describeServers } from './server/announcement.js';
import type { DemoServers, DemoServersOptions } from './server/demo-servers.js';
import { createListener } from './server/listen.js';
import { readLiveAccount, type LiveAccount } from './server/live-account.js';
import { startLiveServers } from './server/live-servers.js';
import { startSimulatedServers } from './server/simulated-servers.js';

/** How far the simulated clock may be moved. */
const MAX_DAYS = 365;

function startServers(live: LiveAccount | undefined, options: DemoServersOptions): Promise<DemoServers> {
  return live ? startLiveServers(live, options) : startSimulatedServers(options);
}

function answerConfig({ config }: DemoServers): Response {
  return Response.json(config, { headers: { 'Cache-Control': 'no-store' } });
}

/** Only the page itself may change what the servers remember. */
function change({ method, headers }: Request, action: () => void): Response {
  if (method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  if (headers.get('Sec-Fetch-Site') !== 'same-origin') return new Response(null, { status: 403 });
  action();
  return new Response(null, { status: 204 });
}

function answerClock({ setClock }: DemoServers, request: Request): Response {
  const days = Number(new URL(request.url).searchParams.get('days'));
  if (!(days >= 0 && days <= MAX_DAYS)) return new Response(`days must be 0 to ${MAX_DAYS}.`, { status: 422 });
  return change(request, () => setClock(days));
}

/**
 * Starts, beside Vite's page, what a connection needs on origins of its own: HighLevel and the platforms, simulated,
 * and the proxy. With `GHL_TOKEN`, `GHL_LOCATION_ID` and `GHL_USER_ID` set: only the proxy, to the real HighLevel.
 *
 * The page reads the addresses from `/demo-config.json`. Everything listens on localhost only and stops with Vite.
 */
export function demoServers(): Plugin {
  let running: Promise<DemoServers> | undefined;

  function start(server: ViteDevServer, live: LiveAccount | undefined): void {
    const { port } = server.httpServer?.address() as AddressInfo;
    const pageOrigin = `http://localhost:${port}`;
    running = startServers(live, { load: (name) => server.ssrLoadModule(name), pageOrigin, firstPort: port + 1 });
    running.then(
      ({ config }) => server.config.logger.info(describeServers(pageOrigin, config)),
      (error: Error) => server.config.logger.error(`The demo's servers did not start: ${error.message}`, { error }),
    );
  }

  /** Answers once the servers run; a page that asks earlier waits. */
  function serve(answer: (servers: DemoServers, request: Request) => Response | Promise<Response>): RequestListener {
    return createListener(async (request) => {
      try {
        const servers = await running;
        return servers ? await answer(servers, request) : new Response('Not started yet.', { status: 503 });
      } catch (error) {
        return new Response((error as Error).message, { status: 500 });
      }
    });
  }

  return {
    name: 'demo-servers',
    apply: 'serve',
    configureServer(server) {
      const live = readLiveAccount(env);
      // The ports of the others follow the page's, which Vite chooses when it listens.
      server.httpServer?.once('listening', () => start(server, live));
      server.middlewares.use('/demo-config.json', serve(answerConfig));
      server.middlewares.use(
        '/app-status',
        serve(({ answerAppStatus }, request) => answerAppStatus(request)),
      );
      server.middlewares.use(
        '/reset',
        serve(({ reset }, request) => change(request, reset)),
      );
      server.middlewares.use('/clock', serve(answerClock));
      server.middlewares.use(
        '/session',
        serve(({ issueSession }, request) => issueSession(request)),
      );
    },
    async closeBundle() {
      const started = running;
      running = undefined;
      const servers = await started?.catch(() => undefined);
      await servers?.close();
    },
  };
}
