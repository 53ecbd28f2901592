import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROXY_ENTRY = 'ghl-social-connect/proxy';
const SIMULATED_ENTRY = '\0proxy-to-simulator';

/** Lets the example import the package's source, with the simulator in HighLevel's place. */
function proxyTo(upstream: string): Plugin {
  return {
    name: 'proxy-to-simulator',
    enforce: 'pre',
    resolveId: (id) => (id === PROXY_ENTRY ? SIMULATED_ENTRY : undefined),
    load(id) {
      if (id !== SIMULATED_ENTRY) return undefined;
      const source = JSON.stringify(`${ROOT}src/proxy/index.ts`);
      return `
        import { createProxyHandler as create } from ${source};
        export * from ${source};
        export const createProxyHandler = (options) => create({ ...options, upstream: ${JSON.stringify(upstream)} });
      `;
    },
  };
}

/**
 * Bundles `demo/proxy/{name}.ts`, as it stands, into one module.
 *
 * @param upstream Origin of the simulator.
 * @param outDir Where to.
 * @returns Path of the module.
 */
export async function buildExample(name: string, upstream: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    plugins: [proxyTo(upstream)],
    ssr: { noExternal: true },
    build: {
      ssr: `${ROOT}demo/proxy/${name}.ts`,
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
  return `${outDir}/${name}.mjs`;
}
