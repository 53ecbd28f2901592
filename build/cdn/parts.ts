import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { buildPath, sourcePath } from '../paths.js';
import { replaceDynamicImports } from './dynamic-imports.js';
import { MAX_RETRIES, partName } from './names.js';

/** The modules that the sources import on demand, by the part of the CDN module that contains them. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  attempt: ['element/connect/attempt-support', 'element/picker/picker'],
  accounts: [
    'element/picker/account-flow',
    'connect/accounts/list-proof',
    'connect/accounts/match-account',
    'connect/start-url',
  ],
  session: ['element/session/follow-session'],
};

/** Files that the module loads on demand. */
export const PART_FILES = Object.keys(PARTS).map(partName);

const LOADERS = '\0part-loaders';

/** The module that says which file could not be loaded. */
const LOAD_PART = sourcePath('connect/load-part.ts');

function findPart(module: string): string {
  const part = Object.keys(PARTS).find((name) => PARTS[name]?.includes(module));
  if (!part) throw new Error(`src/${module}.ts is imported on demand: add it to a part in build/cdn/parts.ts`);
  return part;
}

/** Exports a function per part that loads it. */
function createLoaders(): string {
  const loaders = Object.keys(PARTS).map((part) => {
    const retry = `import(/* @vite-ignore */ \`./${partName(part)}?retry=\${retry}\`)`;
    return `export const ${part} = retryingImport((retry) => retry ? ${retry} : import('${part}'), ${MAX_RETRIES});`;
  });
  return [`import { retryingImport } from '${buildPath('cdn/retrying-import.ts')}';`, ...loaders].join('\n');
}

/**
 * Makes one file of each part: whatever is imported from it on demand comes with the rest of it. The part exports the
 * names of its modules, which a page that loads it again can rely on.
 */
export function splitParts(): Plugin[] {
  return [
    {
      name: 'part-loaders',
      resolveId: (id) => (id === LOADERS || Object.hasOwn(PARTS, id) ? id : undefined),
      load(id) {
        if (id === LOADERS) return createLoaders();
        return PARTS[id]?.map((module) => `export * from '${sourcePath(module)}.ts';`).join('\n');
      },
    },
    replaceDynamicImports((module) => {
      const part = findPart(module);
      return {
        statement: (name) => `import { ${part} as ${name} } from '${LOADERS}';`,
        expression: (name) => `${name}()`,
      };
    }),
  ];
}

/** The names of everything but types that a module exports. */
function listExports(module: string): readonly string[] {
  const code = readFileSync(`${sourcePath(module)}.ts`, 'utf8');
  // Such names would be missing in the single files only.
  if (/^export (?:\*|\{[^}]*\};)/m.test(code)) throw new Error(`src/${module}.ts: write "export { … } from '…'".`);
  const own = [...code.matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm)].map(([, name = '']) => name);
  const passedOn = [...code.matchAll(/^export \{([^}]+)\} from/gm)].flatMap(([, names = '']) => names.split(','));
  return [...own, ...passedOn.map((name) => name.trim()).filter((name) => /^\w+$/.test(name))];
}

/**
 * Makes what is imported on demand part of the one file. The bundler can do so too, but then wraps every module into a
 * function that runs it on demand: 1 kB more, compressed. An object of its exports is smaller than the bundler's own.
 */
export function inlineParts(): Plugin[] {
  return [
    {
      name: 'part-of-this-file',
      // Nothing is loaded, so that nothing can fail to load.
      load: (id) => (id === LOAD_PART ? 'export const loadPart = (part, load) => load();' : undefined),
    },
    replaceDynamicImports((module) => {
      const names = listExports(module);
      const write = (join: (name: string) => string) => `{ ${names.map(join).join(', ')} }`;
      return {
        statement: (prefix) =>
          `import ${write((name) => `${name} as ${prefix}${name}`)} from '${sourcePath(module)}.ts';`,
        expression: (prefix) => `Promise.resolve(${write((name) => `${name}: ${prefix}${name}`)})`,
      };
    }),
  ];
}
