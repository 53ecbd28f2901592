import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { serve } from 'srvx';
import { createSimulator, type Simulator } from 'ghl-social-connect/simulator';
import { createBackend } from './backend.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

/** A running server. */
export interface PageServer {
  /** Where the pages are. */
  readonly origin: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

async function serveFile(folder: string, pathname: string): Promise<Response> {
  const path = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  try {
    return new Response(await readFile(path), { headers: { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' } });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}

/**
 * Serves built pages and their backend on `localhost`, and the simulated HighLevel on `127.0.0.1`: one port, two origins.
 *
 * @param folder What is served.
 * @param port A free one by default.
 */
export async function servePages(folder: string, port = 0): Promise<PageServer> {
  const simulator = createSimulator();
  let backend: ReturnType<typeof createBackend> | undefined;
  const server = serve({
    hostname: '127.0.0.1',
    port,
    silent: true,
    async fetch(request) {
      const { hostname, pathname, port: usedPort } = new URL(request.url);
      if (hostname !== 'localhost') return simulator.fetch(request);
      backend ??= createBackend(`http://127.0.0.1:${usedPort}`);
      return (await backend(request)) ?? serveFile(folder, pathname);
    },
  });
  await server.ready();
  return {
    origin: `http://localhost:${new URL(server.url ?? '').port}`,
    simulator,
    close: () => server.close(true),
  };
}
