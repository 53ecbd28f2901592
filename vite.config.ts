import { readdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { minify } from 'terser';
import { defineConfig, runnerImport, type Plugin, type UserConfig } from 'vite';
import { demoServers } from './demo/servers.js';
import { docsSite, SITE_INPUT } from './demo/site/plugin.js';

const OUT_DIR = 'dist/cdn';
const TRUSTED_TYPES_POLICY = 'ghl-social-connect';

interface Replacement {
  readonly module: RegExp;
  /** Must match exactly once: a new version of the library may need another one. */
  readonly find: RegExp;
  readonly replaceWith: string;
}

const LIT_HTML = /\/lit-html\/lit-html\.js$/;
const LIT_ELEMENT = /\/lit-element\/lit-element\.js$/;
const REACTIVE_ELEMENT = /\/reactive-element\/reactive-element\.js$/;

/** What Lit and zod would share with every other copy of themselves on the page. */
const REPLACEMENTS: readonly Replacement[] = [
  { module: LIT_HTML, find: /createPolicy\("lit-html"/g, replaceWith: `createPolicy("${TRUSTED_TYPES_POLICY}"` },
  { module: LIT_HTML, find: /\b\w+\.litHtmlPolyfillSupport\b/g, replaceWith: 'void 0' },
  { module: LIT_HTML, find: /\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\)/g, replaceWith: 'void 0' },
  { module: LIT_ELEMENT, find: /\b\w+\.litElementHydrateSupport\?\.\([^)]*\)/g, replaceWith: 'void 0' },
  { module: LIT_ELEMENT, find: /\b\w+\.litElementPolyfillSupport\b/g, replaceWith: 'void 0' },
  { module: LIT_ELEMENT, find: /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/g, replaceWith: 'void 0' },
  { module: REACTIVE_ELEMENT, find: /\b\w+\.reactiveElementPolyfillSupport\b/g, replaceWith: 'void 0' },
  {
    module: REACTIVE_ELEMENT,
    find: /\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/g,
    replaceWith: 'void 0',
  },
  {
    module: REACTIVE_ELEMENT,
    find: /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/g,
    replaceWith: 'const litMetadata=Symbol("metadata"),litPropertyMetadata=new WeakMap;',
  },
  { module: REACTIVE_ELEMENT, find: /\[Symbol\.metadata\]/g, replaceWith: '[litMetadata]' },
];

/**
 * Keeps the bundled Lit and zod to themselves: no global of theirs is read or written, and Lit's Trusted Types policy
 * gets our name, because a policy's name can be taken once in a page. The build fails if a library no longer has
 * what is to be replaced.
 */
function keepLibrariesPrivate(): Plugin {
  const applied = new Set<Replacement>();
  return {
    name: 'keep-libraries-private',
    transform(code, id) {
      const replacements = REPLACEMENTS.filter(({ module }) => module.test(id));
      if (replacements.length === 0) return undefined;
      let result = code;
      for (const replacement of replacements) {
        const { find, replaceWith } = replacement;
        const found = result.match(find)?.length ?? 0;
        if (found !== 1) this.error(`${id}: ${find} must be there once, and is there ${found} times.`);
        result = result.replace(find, replaceWith);
        applied.add(replacement);
      }
      // Lit and zod are one line per statement or less: a map of the lines stays true.
      return { code: result, map: null };
    },
    generateBundle() {
      const unused = REPLACEMENTS.filter((replacement) => !applied.has(replacement));
      if (unused.length > 0) this.error(`Nothing to replace for ${unused.map(({ find }) => find).join(', ')}.`);
    },
  };
}

/**
 * Minifies each file as a whole, white space too, which the bundler prints anew in whatever comes before
 * `generateBundle`. The source map asset is there by then, and is replaced along with the code.
 */
function minifyWhole(isModule: boolean): Plugin {
  return {
    name: 'minify-whole',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle).filter((output) => output.type === 'chunk')) {
        const mapFile = `${chunk.fileName}.map`;
        const mapAsset = bundle[mapFile];
        if (!chunk.map || mapAsset?.type !== 'asset') return this.error(`${chunk.fileName} has no source map.`);
        const { code, map } = await minify(chunk.code, {
          module: isModule,
          ecma: 2020,
          compress: { passes: 3 },
          // A page that is not UTF-8 reads a classic script in its own encoding.
          format: { comments: false, ascii_only: !isModule },
          sourceMap: { content: chunk.map.toString(), url: mapFile },
        });
        if (code === undefined || typeof map !== 'string') return this.error(`${chunk.fileName} was not minified.`);
        chunk.code = code;
        mapAsset.source = map;
        // Vite looks at a chunk with dynamic imports once more, and builds on this map.
        Object.assign(chunk.map, JSON.parse(map));
      }
    },
  };
}

/** Takes white space and comments out of Lit's templates: of style sheets as a whole, of markup where a line breaks. */
function minifyTemplates(): Plugin {
  const minifyStyles = (css: string) =>
    css
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .replace(/(?<=[{;][\w-]+): /g, ':')
      .replaceAll(';}', '}');
  const minifyMarkup = (markup: string) =>
    markup
      .replace(/\s*\n\s*>/g, '>')
      .replace(/>\s*\n\s*</g, '><')
      .replace(/\s*\n\s*/g, ' ');
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/element\/[\w./-]+\.ts$/.test(id)) return undefined;
      const result = code
        .replace(/(?<=\bcss`)[^`$]*(?=`)/g, minifyStyles)
        .replace(/(?<=\bhtml`)[^`]*(?=`)/g, minifyMarkup);
      return { code: result, map: null };
    },
  };
}

/** Says how big the files have become. */
function printSizes(): Plugin {
  return {
    name: 'print-sizes',
    writeBundle(_options, bundle) {
      for (const chunk of Object.values(bundle).filter((output) => output.type === 'chunk')) {
        const code = Buffer.from(chunk.code);
        const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        const gzip = gzipSync(code, { level: 9 });
        console.log(`${chunk.fileName}: ${code.length} bytes, gzip ${gzip.length}, brotli ${brotli.length}`);
      }
    },
  };
}

/** Makes what is loaded on demand part of the one file. */
function bundleEverything(): Plugin {
  const DYNAMIC_IMPORT = /\bimport\("(\.{1,2}\/[\w./-]+)"\)/g;
  return {
    name: 'bundle-everything',
    transform(code, id) {
      if (!id.includes('/src/') || !code.includes('import("')) return undefined;
      const imports: string[] = [];
      const result = code.replace(DYNAMIC_IMPORT, (_whole, path: string) => {
        imports.push(`import * as onDemand${imports.length} from "${path}";`);
        return `Promise.resolve(onDemand${imports.length - 1})`;
      });
      // One more line would move the map: they share the first.
      return { code: imports.join('') + result, map: null };
    },
  };
}

/**
 * Makes a script of each table of words. It gives them to the element that is registered, so it brings no second copy of
 * the element's code, and does as a module and as a classic script.
 */
function emitLabels(): Plugin {
  const folder = source('element/i18n/locales/');
  return {
    name: 'emit-labels',
    async generateBundle() {
      for (const file of readdirSync(folder).filter((name) => name !== 'en.ts')) {
        const { module } = await runnerImport<{ default: object }>(folder + file, { configFile: false });
        const lang = basename(file, '.ts');
        const code = `customElements.whenDefined("ghl-social-connect").then(c=>c.registerLabels("${lang}",${JSON.stringify(module.default)}))`;
        this.emitFile({ type: 'asset', fileName: `labels/${lang}.js`, source: `${code};\n` });
      }
    },
  };
}

/** Gives `code` as the module `name`, which is no file. */
function virtualModule(name: string, code: string): Plugin {
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? code : undefined),
  };
}

const CLASSIC_ENTRY = 'classic-entry';
const MODULE_ENTRY = 'module-entry';

/** A classic script has no exports: its entry only loads the module that defines the tag. */
const CLASSIC_CODE = `import '/src/index.ts';`;

/** A module has what a page calls, and of the headless part what the element needs at once anyway. */
const MODULE_CODE = `import '/src/index.ts';
export { configure, defineSocialConnect, GhlSocialConnectElement, registerLabels } from '/src/element/index.ts';
export { connectSocialAccount, isPlatform, PLATFORM_NAMES, PLATFORMS, SocialConnectError } from '/src/connect/index.ts';`;

/** The module's parts, and what of each is imported on demand. The classic script has everything in its one file. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  attempt: ['element/connect/on-demand'],
  accounts: [
    'element/picker/account-flow',
    'element/picker/picker',
    'connect/accounts/proxy-client',
    'connect/start-url',
  ],
};

/** Makes one file of each part: what is imported of it on demand comes with all the rest of it. */
function gatherParts(): Plugin {
  const findPart = (file: string) => Object.keys(PARTS).find((part) => PARTS[part]?.includes(file));
  return {
    name: 'gather-parts',
    enforce: 'pre',
    resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string' || !importer) return null;
      const file = fileURLToPath(new URL(specifier, pathToFileURL(importer)));
      return findPart(relative(source(''), file).replace(/\.js$/, '')) ?? null;
    },
    resolveId: (id) => (Object.hasOwn(PARTS, id) ? id : undefined),
    load: (id) => PARTS[id]?.map((file) => `export * from '/src/${file}.ts';`).join('\n'),
  };
}

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** The demo imports the public entries, as any page does; here they come from the sources. */
const DEMO: UserConfig = {
  root: 'demo',
  plugins: [demoServers(), docsSite()],
  server: { port: 5173, host: 'localhost' },
  // The pages of the frameworks stand below the same folder, and are built on the package instead.
  optimizeDeps: { entries: ['index.html', 'site/*.html'] },
  resolve: {
    alias: [
      { find: /^ghl-social-connect$/, replacement: source('index.ts') },
      { find: /^ghl-social-connect\/connect$/, replacement: source('connect/index.ts') },
      { find: /^ghl-social-connect\/(simulator|proxy)$/, replacement: source('$1/index.ts') },
      { find: /^ghl-social-connect\/labels\/(\w+)$/, replacement: source('element/i18n/locales/$1.ts') },
    ],
  },
};

/** The documentation as files, for any static server and below any path. */
const SITE: UserConfig = {
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

/** `vite` serves the demo; `vite build --mode module` and `--mode classic` make the two files for a CDN. */
export default defineConfig(({ command, mode }) => {
  if (command === 'serve') return DEMO;
  if (mode === 'site') return SITE;
  const isModule = mode !== 'classic';
  return {
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['browser', 'module', 'import', 'production', 'default'] },
    plugins: [
      virtualModule(CLASSIC_ENTRY, CLASSIC_CODE),
      virtualModule(MODULE_ENTRY, MODULE_CODE),
      ...(isModule ? [gatherParts()] : [bundleEverything()]),
      minifyTemplates(),
      keepLibrariesPrivate(),
      minifyWhole(isModule),
      printSizes(),
      ...(isModule ? [emitLabels()] : []),
    ],
    build: {
      outDir: OUT_DIR,
      emptyOutDir: false,
      target: 'es2022',
      sourcemap: true,
      minify: false,
      // As a library: it imports its parts as the browser does, without Vite's own helper.
      lib: { entry: '', formats: [isModule ? 'es' : 'iife'], name: 'classic' },
      rolldownOptions: {
        input: isModule ? MODULE_ENTRY : CLASSIC_ENTRY,
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: isModule ? 'ghl-social-connect.js' : 'ghl-social-connect.classic.js',
          chunkFileNames: 'ghl-social-connect.[name].js',
          codeSplitting: isModule,
        },
      },
    },
  };
});
