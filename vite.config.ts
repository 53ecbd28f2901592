import { defineConfig } from 'vite';
import { createCdnConfig, isCdnBuild } from './build/cdn/config.js';
import { DEMO, SITE } from './build/demo.js';

/** `vite` serves the demo, `vite build --mode site` builds the documents, and the other modes build the CDN's files. */
export default defineConfig(({ command, mode }) => {
  if (command === 'serve') return DEMO;
  if (mode === 'site') return SITE;
  if (isCdnBuild(mode)) return createCdnConfig(mode);
  throw new Error(`There is no build "${mode}".`);
});
