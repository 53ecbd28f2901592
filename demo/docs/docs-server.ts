import { fileURLToPath } from 'node:url';
import type { Plugin, ViteDevServer } from 'vite';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const BASE = '/docs/';

/** Starts VitePress inside the server of the demo. */
async function startDocs({ httpServer }: ViteDevServer): Promise<ViteDevServer> {
  const { createServer } = await import('vitepress');
  // One port for both: VitePress gets requests, and tells its pages about changes, through the demo's server.
  return createServer(FOLDER, { base: BASE, middlewareMode: true, hmr: { server: httpServer! } });
}

/** Serves the documentation below `/docs/` of the demo. It starts with the first request for a page of it. */
export function docsServer(): Plugin {
  let docs: Promise<ViteDevServer> | undefined;
  return {
    name: 'docs-server',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { url = '/' } = request;
        if (url === BASE.slice(0, -1)) return response.writeHead(302, { location: BASE }).end();
        if (!url.startsWith(BASE)) return next();
        docs ??= startDocs(server);
        docs.then(({ middlewares }) => middlewares(request, response, next), next);
      });
    },
    async closeBundle() {
      const started = await docs?.catch(() => undefined);
      docs = undefined;
      await started?.close();
    },
  };
}
