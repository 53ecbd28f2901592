import type { UserConfig } from 'vite';
import { docsServer } from '../demo/docs/docs-server.js';
import { ALIAS } from '../demo/entries.js';
import { demoServers } from '../demo/servers.js';

/** `npm start`: the demo, with the documentation at `/docs/`. */
export const DEMO: UserConfig = {
  root: 'demo',
  plugins: [demoServers(), docsServer()],
  server: { port: 5173, host: 'localhost' },
  // Not the pages of frameworks in this folder, which have builds of their own. A page that is missing here is reloaded
  // when it is opened for the first time, because its dependencies are found late.
  optimizeDeps: { entries: ['index.html', 'accounts/index.html', 'app/index.html', 'highlevel/index.html'] },
  resolve: { alias: ALIAS },
};
