import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/element/version.js';
import { findFile, HOME, PAGES } from '../../demo/docs/pages.js';
import { VARIABLE_SECTIONS } from '../../src/cli/proxy/variables.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md', ...[HOME, ...PAGES].map(findFile)];

interface Snippet {
  readonly name: string;
  readonly language: string;
  readonly code: string;
}

function readSnippets(page: string): Snippet[] {
  const text = readFileSync(`${ROOT}${page}`, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    return { name: `${page}:${line} (${language})`, language, code };
  });
}

/** Public entries, from source: what a snippet imports is what the package exports. */
const PATHS = {
  'ghl-social-connect': [`${ROOT}src/index.ts`],
  'ghl-social-connect/element': [`${ROOT}src/element/index.ts`],
  'ghl-social-connect/connect': [`${ROOT}src/connect/index.ts`],
  'ghl-social-connect/labels/*': [`${ROOT}src/element/i18n/locales/*.ts`],
  'ghl-social-connect/icons/brands': [`${ROOT}src/element/icons/brands.ts`],
  'ghl-social-connect/accounts': [`${ROOT}src/accounts.ts`],
  'ghl-social-connect/angular': [`${ROOT}src/frameworks/connect/angular.ts`],
  'ghl-social-connect/angular/accounts': [`${ROOT}src/frameworks/accounts/angular.ts`],
  'ghl-social-connect/proxy': [`${ROOT}src/proxy/index.ts`],
  'ghl-social-connect/highlevel': [`${ROOT}src/highlevel/index.ts`],
  'ghl-social-connect/tokens': [`${ROOT}src/tokens/index.ts`],
  'ghl-social-connect/store': [`${ROOT}src/store/index.ts`],
  'ghl-social-connect/store/conformance': [`${ROOT}src/store/conformance/index.ts`],
  'ghl-social-connect/store/*': [`${ROOT}src/store/*.ts`],
  'ghl-social-connect/simulator': [`${ROOT}src/simulator/index.ts`],
};

/** For the recipe of a test runner that is no dependency. */
const CYPRESS_TYPES = `${ROOT}test/testing-recipes/cypress.d.ts`;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node', 'mocha'],
  strict: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
  paths: PATHS,
};

/** What the compiler says of each snippet, compiled as a module of its own. */
function compile(snippets: readonly Snippet[]): Map<string, string[]> {
  const files = new Map(snippets.map(({ code }, index) => [`${ROOT}snippet-${index}.ts`, `${code}\nexport {};\n`]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...more) => {
    const code = files.get(name);
    return code === undefined ? getSourceFile(name, version, ...more) : ts.createSourceFile(name, code, version);
  };
  const program = ts.createProgram([...files.keys(), CYPRESS_TYPES], OPTIONS, host);
  return new Map(
    [...files.keys()].map((name, index) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(name));
      return [
        snippets[index]?.name ?? '',
        diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      ];
    }),
  );
}

const snippets = DOCUMENTS.flatMap(readSnippets);

describe('the documentation', () => {
  const typed = snippets.filter(({ language }) => language === 'ts');
  const results = compile([
    ...typed,
    { name: 'twin', language: 'ts', code: "import { nothing } from 'ghl-social-connect';" },
  ]);

  it.each(typed.map(({ name }) => name))('%s compiles', (name) => {
    expect(results.get(name)).toEqual([]);
  });

  it('would notice a snippet that does not compile', () => {
    expect(results.get('twin')).not.toEqual([]);
  });

  const markup = snippets.filter(({ language }) => language === 'html').map(({ name, code }) => [name, code] as const);
  const manifest = JSON.parse(readFileSync(`${ROOT}custom-elements.json`, 'utf8')) as {
    modules: { declarations?: { tagName?: string; attributes?: { name: string }[] }[] }[];
  };
  const known = new Map(
    manifest.modules
      .flatMap((module) => module.declarations ?? [])
      .map(({ tagName, attributes = [] }) => [tagName, attributes.map(({ name }) => name)]),
  );

  it.each(markup)('%s uses known attributes only', (_name, code) => {
    for (const [, tag = '', attributes = ''] of code.matchAll(/<(ghl-social-[\w-]+)\s([^>]*)>/g)) {
      const names = [...attributes.replace(/"[^"]*"/g, '').matchAll(/([\w-]+)(?:=|\s|$)/g)].map(([, name]) => name);
      const allowed = [...(known.get(tag) ?? []), 'id', 'lang', 'class'];
      expect(names.filter((name) => name && !allowed.includes(name))).toEqual([]);
    }
  });

  const scripts = (JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { scripts: Record<string, string> })
    .scripts;
  const commands = snippets
    .filter(({ language }) => language === 'sh')
    .flatMap(({ name, code }) =>
      code
        .trim()
        .split(/\n|&&/)
        .map((line) => [name, line.trim()] as const),
    );

  it.each(commands)('%s: %s can be run', (_name, line) => {
    const [program, word = '', ...others] = line.replace(/^(?:[A-Z_]+=\S+ )+/, '').split(/\s+/);
    expect(['npm', 'npx', 'node', 'php', 'python3']).toContain(program);
    if (program !== 'npm' && program !== 'npx') {
      // The tutorials' servers, which their own test runs.
      const files = readdirSync(`${ROOT}demo/tutorials`, { recursive: true, encoding: 'utf8' });
      expect(
        files.some((file) => file.endsWith(`/${line.split(' ').find((part) => /\.(?:mjs|php|py)$/.test(part))}`)),
      ).toBe(true);
      // With its version: npx would take whatever is the newest one, or belongs to somebody else.
    } else if (word === `ghl-social-connect@${VERSION}`) expect(others[0]).toMatch(/^(?:simulate|proxy)$/);
    else if (program === 'npx') expect(['npx vite', 'npx next dev']).toContain(line);
    if (word === 'run') expect(Object.keys(scripts)).toContain(others[0]);
    if (program === 'npm') expect(['run', 'ci', 'install', 'start', 'test']).toContain(word);
  });

  it('names no npm script that is not there', () => {
    const named = DOCUMENTS.flatMap((page) => [
      ...readFileSync(`${ROOT}${page}`, 'utf8').matchAll(/`npm run ([\w:]+)/g),
    ]);
    expect(named.map(([, name = '']) => name).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  const styles = snippets.filter(({ language }) => language === 'css').map(({ name, code }) => [name, code] as const);
  const vocabulary = readFileSync(`${ROOT}custom-elements.json`, 'utf8');

  it.each(styles)('%s uses known parts, states and properties only', (_name, code) => {
    const names = [...code.matchAll(/::part\(([\w-]+)|:state\(([\w-]+)|(--ghl-social-connect-[\w-]+)/g)].map(
      ([, part, state, property]) => part ?? state ?? property,
    );
    expect(names.filter((name) => !vocabulary.includes(`"name": "${name}"`))).toEqual([]);
  });

  const data = snippets.filter(({ language }) => language === 'json').map(({ name, code }) => [name, code] as const);

  it.skipIf(data.length === 0).each(data)('%s is JSON', (_name, code) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow();
  });

  const variables = snippets
    .filter(({ language }) => language === 'ini')
    .map(({ name, code }) => [name, code] as const);

  it.each(variables)('%s sets variables that the tutorials read', (_name, code) => {
    const known = new Set([...VARIABLE_SECTIONS.flatMap(([, variables]) => Object.keys(variables)), 'GHL_USER_ID']);
    const names = code
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0] ?? '');
    const recipe = readFileSync(`${ROOT}demo/custom-page/backend.mjs`, 'utf8');
    expect(names.filter((name) => !known.has(name) && !recipe.includes(name))).toEqual([]);
  });

  it('has no language that nothing checks', () => {
    // Python and PHP are run by test/proxy, policies by test/docs/policies.test.ts, `js` by test/package/consumer.test.ts;
    // `text` is what a command prints.
    const checked = [
      'ini',
      'js',
      'ts',
      'tsx',
      'vue',
      'svelte',
      'html',
      'css',
      'sh',
      'json',
      'http',
      'text',
      'python',
      'php',
    ];
    expect(snippets.map(({ language }) => language).filter((language) => !checked.includes(language))).toEqual([]);
  });
});
