import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Each module of `folder` with the modules that it imports, types included, which the lint rule does not follow. */
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
