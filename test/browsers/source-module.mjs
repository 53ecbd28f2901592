import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Loads a public entry of the package from its source, for Node. */
export async function loadSource(entry) {
  // An entry is a folder, or a file beside others.
  const [folder, file] = [`${entry}/index.ts`, `${entry}.ts`].map((path) =>
    fileURLToPath(new URL(`../../src/${path}`, import.meta.url)),
  );
  const path = existsSync(folder) ? folder : file;
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}
