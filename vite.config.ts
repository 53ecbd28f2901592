import { defineConfig } from 'vite';
import { createCdnConfig, isCdnBuild } from './build/cdn/config.js';
import { DEMO } from './build/demo.js';

/** `vite` serves the demo and the documentation; `vite build --mode …` builds the CDN's files. */
export default defineConfig(({ command, mode }) => {
  if (command === 'serve') return DEMO;
  if (isCdnBuild(mode)) return createCdnConfig(mode);
  throw new Error(`There is no build "${mode}".`);
});
