import type { Plugin } from 'vite';
import { WORKER_FILE } from './addresses.js';
import { bundleWorker } from './bundle.js';

/** Serves the service worker of the live demo while developing, and adds it to the built site. */
export function liveDemoWorker(): Plugin {
  return {
    name: 'live-demo-worker',
    configureServer({ config, middlewares }) {
      middlewares.use(config.base + WORKER_FILE, (_request, response, next) => {
        bundleWorker().then((code) => response.setHeader('content-type', 'text/javascript').end(code), next);
      });
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return;
      this.emitFile({ type: 'asset', fileName: WORKER_FILE, source: await bundleWorker() });
    },
  };
}
