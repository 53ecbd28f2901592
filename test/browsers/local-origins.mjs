import { toNodeHandler } from 'srvx/node';
import { createSimulatedHighLevel } from './simulated-highlevel.mjs';
import { createInsideProxy } from './inside-proxy.mjs';
import { createPlainProxy } from './plain-proxy.mjs';
import { createProxyMounts } from './proxy-mounts.mjs';
import { createScriptedProxy } from './scripted-proxy.mjs';
import { createSignIn } from './sign-in.mjs';

const COOP_VALUE = /^(?:unsafe-none|same-origin|same-origin-allow-popups|noopener-allow-popups)$/;

/** The shell's page and files, on the runner's origin. A test frames it, which the simulator's policy forbids. */
const SHELL = /^\/(?:v2\/.+\/custom-page|simulator\/(?:user-context|shell\.\w+|style\.css))$/;

function createFrameableShell(highLevel) {
  return async (request) => {
    const response = await highLevel(request);
    response.headers.delete('Content-Security-Policy');
    return response;
  };
}

/** Host name to handler. */
const PARTS = [
  [/^(?:highlevel|provider|sim[a-z0-9-]*)\.localhost$/, 'highLevel'],
  [/^proxy\.localhost$/, 'proxy'],
  [/^plain\.localhost$/, 'plainProxy'],
  [/^scripted\.localhost$/, 'scriptedProxy'],
  [/^sign-in\.localhost$/, 'signIn'],
];

async function createHandlers(port) {
  const highLevel = await createSimulatedHighLevel(port);
  const proxy = await createProxyMounts(port, highLevel);
  const parts = {
    highLevel,
    shell: createFrameableShell(highLevel),
    proxy,
    plainProxy: createPlainProxy(port, highLevel),
    scriptedProxy: createScriptedProxy(port, proxy),
    signIn: createSignIn(port, highLevel),
    insideProxy: await createInsideProxy(port, highLevel),
  };
  return Object.fromEntries(Object.entries(parts).map(([name, handle]) => [name, toNodeHandler(handle)]));
}

/**
 * Serves several origins at `port`, the runner's only one. `*.localhost` is the loopback interface in every engine:
 *
 * - `highlevel.localhost`, `provider.localhost` and `sim*.localhost` are the simulator;
 * - `proxy.localhost/{scenario}` is the proxy in front of it, `plain.localhost` a reverse proxy that only adds headers;
 * - `scripted.localhost/{id}` follows the script of a test;
 * - `sign-in.localhost` signs in without a window;
 * - `inside.localhost/inside/` is the proxy of a page inside HighLevel, on the page's own origin;
 * - `localhost/v2/…/custom-page` is the simulator's shell, with the page at `inside.localhost` in its frame;
 * - every other name serves the runner's own files. The query `?coop=<value>` adds that `Cross-Origin-Opener-Policy`.
 */
export async function localOrigins(port) {
  // Not at the first request: on a busy machine it would exceed its limit while their sources are loaded.
  const handlers = await createHandlers(port);
  return (context, next) => {
    const isInside = context.hostname === 'inside.localhost' && context.path.startsWith('/inside/');
    const isShell = context.hostname === 'localhost' && SHELL.test(context.path);
    const other = isShell ? 'shell' : undefined;
    const part = isInside ? 'insideProxy' : (other ?? PARTS.find(([host]) => host.test(context.hostname))?.[1]);
    if (part === undefined) {
      const { coop } = context.query;
      if (typeof coop === 'string' && COOP_VALUE.test(coop)) context.set('Cross-Origin-Opener-Policy', coop);
      return next();
    }
    context.respond = false;
    return handlers[part](context.req, context.res);
  };
}
