import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ESTree, Plugin } from 'vite';
import { sourcePath } from '../paths.js';

interface DynamicImport {
  readonly start: number;
  readonly end: number;
  /** The imported module, relative to `src` and without its ending. */
  readonly module: string;
}

/** The code that replaces one `import('…')`. `name` is an identifier that is free in the module. */
export interface Replacement {
  /** A static import that `expression` needs. */
  readonly statement: (name: string) => string;
  readonly expression: (name: string) => string;
}

function findImportExpressions(node: unknown): ESTree.ImportExpression[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = Object.values(node).flatMap(findImportExpressions);
  const { type } = node as { type?: string };
  return type === 'ImportExpression' ? [...found, node as ESTree.ImportExpression] : found;
}

function describe({ start, end, source }: ESTree.ImportExpression, importer: string): DynamicImport {
  if (source.type !== 'Literal' || typeof source.value !== 'string') throw new Error(`${importer} imports a variable.`);
  const file = fileURLToPath(new URL(source.value, pathToFileURL(importer)));
  return { start, end, module: file.slice(sourcePath('').length).replace(/\.[jt]s$/, '') };
}

/** Replaces every `import('…')` in our sources. */
export function replaceDynamicImports(replace: (module: string) => Replacement): Plugin {
  return {
    name: 'replace-dynamic-imports',
    transform(code, id) {
      if (!id.startsWith(sourcePath('')) || !code.includes('import(')) return undefined;
      const imports = findImportExpressions(this.parse(code)).map((expression) => describe(expression, id));
      const replacements = imports.map(({ module }) => replace(module));
      // From the last to the first, so that the positions of the others stay true.
      const replaced = imports.reduceRight(
        (text, { start, end }, index) =>
          text.slice(0, start) + replacements[index]!.expression(`$import${index}`) + text.slice(end),
        code,
      );
      // All on the first line, so that the lines of the source map stay true.
      const statements = replacements.map(({ statement }, index) => statement(`$import${index}`));
      const result = statements.join('') + replaced;
      return { code: result, map: null };
    },
  };
}
