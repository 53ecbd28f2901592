import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['README.md'];

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
  'ghl-social-connect/connect': [`${ROOT}src/popup/index.ts`],
  'ghl-social-connect/labels/*': [`${ROOT}src/element/labels/*.ts`],
  'ghl-social-connect/proxy': [`${ROOT}src/proxy/index.ts`],
  'ghl-social-connect/simulator': [`${ROOT}src/simulator/index.ts`],
};

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  strict: true,
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
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
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

const snippets = PAGES.flatMap(readSnippets);

describe('the documentation', () => {
  it('has the tag within its first eight lines', () => {
    expect(readFileSync(`${ROOT}README.md`, 'utf8').split('\n').slice(0, 8).join('\n')).toContain(
      '<ghl-social-connect ',
    );
  });

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
  const element = manifest.modules.flatMap((module) => module.declarations ?? []).find(({ tagName }) => tagName);
  const known = new Set(element?.attributes?.map(({ name }) => name));

  it.each(markup)('%s uses known attributes only', (_name, code) => {
    for (const [, attributes = ''] of code.matchAll(/<ghl-social-connect\s([^>]*)>/g)) {
      const names = [...attributes.matchAll(/([\w-]+)(?:=|\s|$)/g)].map(([, name]) => name);
      expect(names.filter((name) => name && !known.has(name) && !['id', 'lang', 'class'].includes(name))).toEqual([]);
    }
  });
});
