import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Each module of `folder` with the modules that it imports, types included, which a lint rule would not follow. */
function readImports(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith('.ts'));
  return new Map(
    files.map((path) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
      const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
      return [path, relative.map((name) => join(dirname(path), name.replace(/\.js$/, '.ts')))];
    }),
  );
}

/** A cycle of imports as a list of modules that ends with its first one; `undefined` if there is none. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  function visit(path: string, trail: readonly string[]): string[] | undefined {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const imported of imports.get(path) ?? []) {
      const cycle = visit(imported, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  }
  for (const path of imports.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

it('no module of src imports itself through others, not even for a type', () => {
  const imports = readImports('src');
  expect(imports.get(join('src', 'index.ts'))).toContain(join('src', 'element', 'index.ts'));
  expect(findCycle(imports)).toBeUndefined();
});

it('a cycle is found, and a diamond is none', () => {
  const diamond = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', [] as string[]],
  ]);
  expect(findCycle(diamond)).toBeUndefined();
  expect(findCycle(new Map([...diamond, ['d', ['b']]]))).toEqual(['b', 'd', 'b']);
});

it.each([
  ['import', "import { b } from './b.js';"],
  ['import for a type', "import type { B } from './b.js';"],
  ['import of one type', "import { type B } from './b.js';"],
  ['export of another module', "export * from './b.js';"],
  ['import at run time', "const b = () => import('./b.js');"],
])('two files make a cycle by an %s, and not if one of them has none', (_name, code) => {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-cycle-'));
  const [a, b] = [join(folder, 'a.ts'), join(folder, 'b.ts')];
  try {
    writeFileSync(a, code);
    writeFileSync(b, 'export const b = 1;');
    expect(findCycle(readImports(folder))).toBeUndefined();
    writeFileSync(b, "import { a } from './a.js';");
    expect(findCycle(readImports(folder))).toEqual([a, b, a]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
