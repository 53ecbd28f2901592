import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const RULES = new Set([
  'import-x/no-restricted-paths',
  'import-x/no-cycle',
  'no-restricted-imports',
  'no-restricted-syntax',
  'no-duplicate-imports',
  '@typescript-eslint/no-import-type-side-effects',
]);
const eslint = new ESLint({ ruleFilter: ({ ruleId }) => RULES.has(ruleId) });

/** The import rules that `code` would break if it were the file at `path`. */
async function lint(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the import rule of a folder', () => {
  it.each([
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
  ])('forbids that %s imports %s: %s', async (path, specifier) => {
    expect(await lint(path, `import * as x from '${specifier}';\nexport { x };`)).toContain(
      'import-x/no-restricted-paths',
    );
    expect(await lint(path, `export const x = () => import('${specifier}');`)).toContain(
      'import-x/no-restricted-paths',
    );
  });

  it.each([
    ['src/element/connect/state.ts', '../../connect/outcome.js'],
    ['src/element/connect/state.ts', '../events.js'],
    ['src/connect/outcome.ts', '../errors.js'],
    ['src/connect/outcome.ts', './popup/close-detector.js'],
    ['src/proxy/handler.ts', '../protocol/ids.js'],
    ['src/index.ts', './element/index.js'],
  ])('allows that %s imports %s', async (path, specifier) => {
    expect(await lint(path, `import * as x from '${specifier}';\nexport { x };`)).toEqual([]);
  });

  it.each([
    ['src/connect/outcome.ts', 'lit'],
    ['src/element/settings.ts', 'jose'],
    ['src/proxy/handler.ts', 'node:fs'],
    ['src/protocol/ids.ts', 'zod'],
  ])('forbids that %s imports the package %s', async (path, name) => {
    expect(await lint(path, `import * as x from '${name}';\nexport { x };`)).toContain('no-restricted-imports');
    expect(await lint(path, `export const x = () => import('${name}');`)).toContain('no-restricted-syntax');
  });
});

describe('the import style', () => {
  it('has no cycle', async () => {
    const code =
      "import { parseSocialPlannerMessage } from './message.js';\nexport const x = parseSocialPlannerMessage;";
    expect(await lint('src/protocol/ids.ts', code)).toContain('import-x/no-cycle');
  });

  it('has one import of each module', async () => {
    const code = "import { a } from './ids.js';\nimport type { B } from './ids.js';\nexport const c: B = a;";
    expect(await lint('src/protocol/routes.ts', code)).toContain('no-duplicate-imports');
    const merged = "import { a, type B } from './ids.js';\nexport const c: B = a;";
    expect(await lint('src/protocol/routes.ts', merged)).toEqual([]);
  });

  it('writes import type where nothing but types is imported', async () => {
    const code = "import { type B } from './ids.js';\nexport const c: B | undefined = undefined;";
    expect(await lint('src/protocol/routes.ts', code)).toContain('@typescript-eslint/no-import-type-side-effects');
  });
});

describe('the case of header names', () => {
  it.each(["new Headers({ 'content-type': 'text/plain' })", "new Headers().get('a'); headers.get('authorization')"])(
    'is that of the standards: %s',
    async (code) => {
      expect(await lint('src/http/read-body.ts', `declare const headers: Headers;\n${code};`)).toContain(
        'no-restricted-syntax',
      );
    },
  );

  it('is not asked of other names', async () => {
    const code = "export const element = { 'session-token': '' };\nnew URLSearchParams().get('origin');";
    expect(await lint('src/http/read-body.ts', code)).toEqual([]);
  });
});
