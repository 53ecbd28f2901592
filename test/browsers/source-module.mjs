import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Loads a public entry of the package from its source, for Node. */
export async function loadSource(entry) {
  const path = fileURLToPath(new URL(`../../src/${entry}/index.ts`, import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}
