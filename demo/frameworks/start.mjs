import { createServer } from 'vite';

// Node does not read TypeScript in every version that the package supports; Vite is there anyway.
const loader = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const { startDemo } = await loader.ssrLoadModule('/demo/frameworks/server/start.ts');
await startDemo();
