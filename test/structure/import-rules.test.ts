import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RULES = new Set([
  'import-x/no-restricted-paths',
  'no-restricted-imports',
  'no-restricted-syntax',
  'no-duplicate-imports',
  '@typescript-eslint/no-import-type-side-effects',
]);

interface Message {
  ruleId: string | null;
  message: string;
}

const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-lint-'));
const sources = new Map<string, string>();
let results: Map<string, readonly string[]>;

/**
 * Adds code that the linter reads as a file beside the one at `path`.
 *
 * @returns Its import rules that the code breaks, for use in a test.
 */
function addCode(path: string, code: string): () => readonly string[] {
  const file = join(dirname(path), `case-${sources.size}.ts`);
  return replaceCode(file, code);
}

/** Replaces a file whose name the rules know. */
function replaceCode(path: string, code: string): () => readonly string[] {
  sources.set(path, code);
  return () => results.get(path)!;
}

/** Files that have rules of their own, which are not those of a folder. */
const addOrReplace = (path: string, code: string) =>
  dirname(path) === 'src' ? replaceCode(path, code) : addCode(path, code);

// One run of the linter on a copy of the project serves all tests: each file of the copy that was added is a case.
beforeAll(() => {
  for (const path of ['src', 'eslint.config.js', 'package.json'])
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  for (const name of ['tsconfig.json', 'tsconfig.cli.json', 'tsconfig.angular.json'])
    cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, code] of sources) writeFileSync(join(folder, path), code);
  const report = join(folder, 'report.json');
  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    [eslint, '--format', 'json', '--output-file', report, ...sources.keys()],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0 && status !== 1) throw new Error(`ESLint did not run: ${stderr}`);
  const files = JSON.parse(readFileSync(report, 'utf8')) as { filePath: string; messages: Message[] }[];
  results = new Map(
    files.map(({ filePath, messages }) => [
      relative(folder, filePath),
      // A message without a rule says that the file could not be read.
      messages
        .filter(({ ruleId }) => ruleId === null || RULES.has(ruleId))
        .map(({ ruleId, message }) => ruleId ?? message),
    ]),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the import rule of a folder', () => {
  describe.each([
    ['src/connect/outcome.ts', '../element/events.js', 'the view'],
    ['src/connect/outcome.ts', '../element/connect/state.js', 'a sub-folder of the view that has the same name'],
    ['src/protocol/ids.ts', '../connect/outcome.js', 'the attempt'],
    ['src/http/read-body.ts', '../protocol/ids.js', "HighLevel's vocabulary"],
    ['src/proxy/handler.ts', '../connect/options.js', 'code for browsers'],
    ['src/simulator/index.ts', '../proxy/index.js', 'the proxy'],
    ['src/element/settings.ts', '../index.js', 'the entry that registers the tag'],
    ['src/index.ts', './proxy/index.js', 'server code'],
    ['src/errors.ts', './protocol/ids.js', 'anything'],
    ['src/store/memory.ts', '../protocol/ids.js', 'anything but errors'],
  ])('of %s', (path, specifier, what) => {
    const readBroken = addOrReplace(
      path,
      `import * as x from '${specifier}';\nexport const y = [x, () => import('${specifier}')];`,
    );
    it(`forbids to import ${specifier}: ${what}`, () => {
      // Once for the import and once for the dynamic import.
      expect(readBroken().filter((rule) => rule === 'import-x/no-restricted-paths')).toHaveLength(2);
    });
  });

  describe.each([
    ['src/element/connect/state.ts', '../../connect/outcome.js'],
    ['src/element/connect/state.ts', '../events.js'],
    ['src/connect/outcome.ts', '../errors.js'],
    ['src/connect/outcome.ts', './popup/close-detector.js'],
    ['src/proxy/handler.ts', '../protocol/ids.js'],
    ['src/frameworks/connect/react.ts', '../../index.js'],
    ['src/frameworks/accounts/react.ts', '../../accounts.js'],
  ])('of %s', (path, specifier) => {
    const readBroken = addCode(path, `import * as x from '${specifier}';\nexport { x };`);
    it(`allows to import ${specifier}`, () => {
      expect(readBroken()).toEqual([]);
    });
  });

  describe.each([
    ['src/connect/outcome.ts', 'lit'],
    ['src/element/settings.ts', 'jose'],
    ['src/proxy/handler.ts', 'node:fs'],
    ['src/protocol/ids.ts', 'zod'],
  ])('of %s', (path, name) => {
    const readBroken = addCode(path, `import * as x from '${name}';\nexport const y = [x, () => import('${name}')];`);
    it(`forbids to import the package ${name}`, () => {
      expect(readBroken()).toEqual(expect.arrayContaining(['no-restricted-imports', 'no-restricted-syntax']));
    });
  });
});

describe('the import style', () => {
  describe('of two imports of one module', () => {
    const readBroken = addCode(
      'src/protocol/routes.ts',
      "import { a } from './ids.js';\nimport type { B } from './ids.js';\nexport const c: B = a;",
    );
    const readMerged = addCode(
      'src/protocol/routes.ts',
      "import { a, type B } from './ids.js';\nexport const c: B = a;",
    );
    it('wants one', () => {
      expect(readBroken()).toEqual(['no-duplicate-imports']);
      expect(readMerged()).toEqual([]);
    });
  });

  describe('of types alone', () => {
    const readBroken = addCode(
      'src/protocol/routes.ts',
      "import { type B } from './ids.js';\nexport const c: B | undefined = undefined;",
    );
    it('wants import type', () => {
      expect(readBroken()).toEqual(['@typescript-eslint/no-import-type-side-effects']);
    });
  });
});

describe('the case of header names', () => {
  describe.each([
    "new Headers({ 'content-type': 'text/plain' })",
    "new Headers().get('a'); headers.get('authorization')",
  ])('in %s', (code) => {
    const readBroken = addCode('src/http/read-body.ts', `declare const headers: Headers;\n${code};`);
    it('is that of the standards', () => {
      expect(readBroken()).toContain('no-restricted-syntax');
    });
  });

  describe('in other names', () => {
    const code = "export const element = { 'session-token': '' };\nnew URLSearchParams().get('origin');";
    const readBroken = addCode('src/http/read-body.ts', code);
    it('is free', () => {
      expect(readBroken()).toEqual([]);
    });
  });
});
