import { type UserConfig } from 'vite';
import { demoServers } from '../demo/servers.js';
import { docsSite, SITE_INPUT } from '../demo/site/plugin.js';
import { sourcePath } from './paths.js';

/** `npm start`: the demo and the documents. They import the public entries, as any page does, here from the sources. */
export const DEMO: UserConfig = {
  root: 'demo',
  plugins: [demoServers(), docsSite()],
  server: { port: 5173, host: 'localhost' },
  // The pages of the frameworks are in the same folder, but are built with the package instead.
  optimizeDeps: { entries: ['index.html', 'site/*.html'] },
  resolve: {
    alias: [
      { find: /^ghl-social-connect$/, replacement: sourcePath('index.ts') },
      { find: /^ghl-social-connect\/connect$/, replacement: sourcePath('connect/index.ts') },
      { find: /^ghl-social-connect\/(highlevel|simulator|proxy)$/, replacement: sourcePath('$1/index.ts') },
      { find: /^ghl-social-connect\/labels\/(\w+)$/, replacement: sourcePath('element/i18n/locales/$1.ts') },
    ],
  },
};

/** `npm run build:site`: the documents as files, for any static server and below any path. */
export const SITE: UserConfig = {
  ...DEMO,
  base: './',
  plugins: [docsSite()],
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'site/dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: [...SITE_INPUT] },
  },
};
