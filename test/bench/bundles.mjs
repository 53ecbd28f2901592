// The subjects of the comparison: this package as built for a CDN, the library it builds on, and other packages that sign
// people in through a popup. All are bundled in the same way.
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { build as buildWithVite, minify } from 'vite';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The imports that a page needs from each, for its smallest sign-in through a popup. */
export const PEERS = {
  Lit: `export * from './bare-lit.mjs';`,
  'Lit and zod/mini': `export * from './bare-lit.mjs'; import * as z from 'zod/mini';
    export const read = (data) => z.object({
      page: z.enum(['social_media_posting', 'social-media-posting']),
      accountId: z.optional(z.string().check(z.regex(/^[\\w.:-]{1,128}$/))),
      reconnectAccounts: z.optional(z.array(z.string()).check(z.maxLength(100))),
    }).safeParse(data);`,
  '@nangohq/frontend': `export { default } from '@nangohq/frontend';`,
  'oidc-client-ts': `export { UserManager } from 'oidc-client-ts';`,
  '@firebase/auth': `export { initializeApp } from '@firebase/app';
    export { browserPopupRedirectResolver, FacebookAuthProvider, initializeAuth, signInWithPopup } from '@firebase/auth';`,
  '@auth0/auth0-spa-js': `export { createAuth0Client } from '@auth0/auth0-spa-js';`,
  '@azure/msal-browser': `export { PublicClientApplication } from '@azure/msal-browser';`,
};

const BUNDLE = { absWorkingDir: HERE, bundle: true, format: 'esm', minify: true, platform: 'browser', write: false };
const DEFINE = { 'process.env.NODE_ENV': '"production"' };

/** Minifies `code` as the build of this package does. */
async function shrink(code) {
  return (await minify('module.js', code, { module: true, compress: true, mangle: true, codegen: true })).code;
}

async function bundlePeer(contents) {
  const { outputFiles } = await bundle({
    ...BUNDLE,
    define: DEFINE,
    target: 'es2022',
    stdin: { contents, resolveDir: HERE },
  });
  return shrink(outputFiles[0].text);
}

/** Resolves with the code of every peer, by name. */
export async function bundlePeers() {
  const codes = await Promise.all(Object.values(PEERS).map(bundlePeer));
  return Object.fromEntries(Object.keys(PEERS).map((name, index) => [name, codes[index]]));
}

/** Resolves with the code of the files for a CDN, by file name. `mode` is `module`, `bundle` or `classic`. */
export async function buildCdn(mode = 'module') {
  const [{ output }] = await buildWithVite({
    root: ROOT,
    configFile: `${ROOT}vite.config.ts`,
    mode,
    logLevel: 'error',
    build: { write: false },
  });
  const chunks = output.filter(({ type }) => type === 'chunk');
  return Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code]));
}

const PAGE = {
  name: 'page',
  enforce: 'pre',
  resolveId: (id) => (id === 'page' ? '\0page' : undefined),
  load(id) {
    if (id === '\0page') return `import '/src/index.ts';`;
    // Vite's helper for dynamic imports is not code of this package.
    if (id === '\0vite/preload-helper.js') return 'export const __vitePreload = (load) => load();';
    return undefined;
  },
};

/** Sizes of this package's own code in the bundle of a page that imports the tag, without Lit, which others may use too. */
export async function bundleOwnCode() {
  const { output } = await buildWithVite({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [PAGE],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: { input: 'page', external: /^(?:lit|zod)(?:\/|$)/ },
    },
  });
  const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const atLoad = new Set([...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of atLoad)
    for (const imported of chunks.get(name).imports) if (chunks.has(imported)) atLoad.add(imported);
  const size = async (names) => {
    const sizes = await Promise.all(names.map(async (name) => measure(await shrink(chunks.get(name).code)).brotli));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  };
  const others = [...chunks.keys()].filter((name) => !atLoad.has(name));
  return { atLoad: await size([...atLoad]), onDemand: await size(others) };
}

/** Size of `code` in bytes, as it is and compressed. */
export function measure(code) {
  const bytes = Buffer.from(code);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}
