import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toNodeHandler } from 'srvx/node';
import { runnerImport } from 'vite';

const SIMULATOR = fileURLToPath(new URL('../../src/simulator/index.ts', import.meta.url));
const SIMULATED_HOST = /^(?:highlevel|provider|sim[a-z0-9-]*)\.localhost$/;
const COOP_VALUE = /^(?:unsafe-none|same-origin|same-origin-allow-popups|noopener-allow-popups)$/;

async function createSimulatorHandler(port) {
  const { module } = await runnerImport(SIMULATOR, { configFile: false, logLevel: 'error' });
  const simulator = module.createSimulator({ providerOrigin: `http://provider.localhost:${port}` });
  return toNodeHandler((request) => simulator.fetch(request));
}

/**
 * Gives the runner's one port several origins, as `*.localhost` is the loopback in every engine:
 * `highlevel.localhost`, `provider.localhost` and `sim*.localhost` are the simulator, every other name serves the
 * runner's own files. A file asked for with `?coop=<value>` is answered with that `Cross-Origin-Opener-Policy`.
 */
export function localOrigins() {
  let handler;
  return async (context, next) => {
    if (!SIMULATED_HOST.test(context.hostname)) {
      const { coop } = context.query;
      if (typeof coop === 'string' && COOP_VALUE.test(coop)) context.set('Cross-Origin-Opener-Policy', coop);
      return next();
    }
    if (!existsSync(SIMULATOR)) {
      context.status = 404;
      return undefined;
    }
    handler ??= createSimulatorHandler(context.req.socket.localPort);
    const handle = await handler;
    context.respond = false;
    return handle(context.req, context.res);
  };
}
