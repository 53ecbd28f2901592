import type { UserConfig } from 'vite';
import { docsServer } from '../demo/docs/docs-server.js';
import { ALIAS } from '../demo/entries.js';
import { demoServers } from '../demo/servers.js';

/** `npm start`: the demo, with the documentation at `/docs/`. */
export const DEMO: UserConfig = {
  root: 'demo',
  plugins: [demoServers(), docsServer()],
  server: { port: 5173, host: 'localhost' },
  // Other pages in this folder have builds of their own.
  optimizeDeps: { entries: ['index.html'] },
  resolve: { alias: ALIAS },
};
