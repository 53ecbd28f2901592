import type { Plugin, UserConfig } from 'vite';
import { sourcePath } from '../paths.js';
import { emitRegistrations } from './emit-registrations.js';
import { minifyTemplates } from './minify-templates.js';
import { CDN_FOLDER, ENTRY_NAMES, partName, type Build } from './names.js';
import { inlineParts, splitParts } from './parts.js';
import { printSizes } from './print-sizes.js';
import { privateLit } from './private-lit.js';
import { writeIntegrity } from './write-integrity.js';

const ENTRY = 'cdn-entry';

/** What a page can import from a module: the element's functions, and the headless ones that the element contains anyway. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'element/index.ts': [
    'configure',
    'defineSocialConnect',
    'GhlSocialConnectElement',
    'registerIcons',
    'registerLabels',
  ],
  'connect/index.ts': ['connectSocialAccount', 'isPlatform', 'PLATFORM_NAMES', 'PLATFORMS', 'SocialConnectError'],
};

/** What the module with the list of accounts exports besides. */
const ACCOUNTS_EXPORTS: typeof EXPORTS = {
  'element/accounts/index.ts': ['defineSocialAccounts', 'GhlSocialAccountsElement'],
};

/** The entry registers the tag. A classic script has no exports. */
function entry(build: Build): Plugin {
  const register = `import '${sourcePath(build === 'accounts' ? 'accounts.ts' : 'index.ts')}';`;
  const exports = build === 'accounts' ? { ...EXPORTS, ...ACCOUNTS_EXPORTS } : EXPORTS;
  const exported = Object.entries(exports).map(
    ([file, names]) => `export { ${names.join(', ')} } from '${sourcePath(file)}';`,
  );
  return {
    name: ENTRY,
    enforce: 'pre',
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? [register, ...(build === 'classic' ? [] : exported)].join('\n') : undefined),
  };
}

export const isCdnBuild = (mode: string): mode is Build => Object.hasOwn(ENTRY_NAMES, mode);

/** The builds that pages load without a bundler: `vite build --mode module`, `--mode bundle`, `--mode classic`. */
export function createCdnConfig(build: Build): UserConfig {
  const isSplit = build === 'module';
  return {
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['browser', 'module', 'import', 'production', 'default'] },
    plugins: [
      entry(build),
      ...(isSplit ? [...splitParts(), emitRegistrations()] : inlineParts()),
      minifyTemplates(),
      privateLit(),
      printSizes(),
      writeIntegrity(),
    ],
    build: {
      outDir: CDN_FOLDER,
      emptyOutDir: false,
      target: 'es2022',
      sourcemap: true,
      // As a library, it imports its parts as the browser does, without Vite's own helper.
      lib: { entry: '', formats: [build === 'classic' ? 'iife' : 'es'], name: 'classic' },
      rolldownOptions: {
        input: ENTRY,
        preserveEntrySignatures: 'allow-extension',
        output: {
          minify: true,
          comments: false,
          // A page that is not UTF-8 reads a classic script in its own encoding.
          charset: build === 'classic' ? 'ascii' : 'utf8',
          entryFileNames: ENTRY_NAMES[build],
          chunkFileNames: partName('[name]'),
          // Nothing imports the entry, whose address is the page's choice: what the parts share is a file of its own.
          codeSplitting: isSplit && {
            groups: [{ name: 'core', tags: ['$initial'], test: (id) => id !== ENTRY }],
          },
        },
      },
    },
  };
}
