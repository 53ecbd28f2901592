// vite.config.ts: Vite's development server passes the requests below /highlevel on to the proxy.
import { defineConfig } from 'vite';

export default defineConfig({
  // As an object, the entry keeps the header `Host`, by which the proxy recognises pages of its own origin.
  server: { proxy: { '/highlevel': { target: 'http://localhost:8787' } } },
});
