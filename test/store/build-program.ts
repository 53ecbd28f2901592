import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the project, so that what is not bundled is found. */
const OUT_DIR = `${ROOT}node_modules/.cache/ghl-social-connect/programs`;

/**
 * Bundles a module of the tests, with the sources of this package, into one file that another process can run.
 *
 * @param path Of the module, from the project's root.
 * @param bundleAll Whether packages are bundled too, for runtimes that do not look into `node_modules`.
 * @returns Path of the bundle.
 */
export async function buildProgram(path: string, bundleAll = false): Promise<string> {
  const name = `${path.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`;
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    ssr: bundleAll ? { noExternal: true, target: 'webworker' } : { external: true },
    build: {
      ssr: `${ROOT}${path}`,
      outDir: OUT_DIR,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: { output: { entryFileNames: basename(name), codeSplitting: false } },
    },
  });
  return `${OUT_DIR}/${name}`;
}
