import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUTTON, createSnippet, LIST, type Attribute, type SnippetLanguage } from '../../demo/docs/live/snippets.js';
import { createProject } from '../../demo/frameworks/server/install.js';
import { COMPILERS, type Finding } from './compilers.js';

const ROOT = join(import.meta.dirname, '../..');

/** Files that must compile, and those in which each line with the word "wrong" must not. */
const CONSUMERS = [
  {
    name: 'the DOM, React 19 and Preact',
    compiler: 'tsc',
    config: 'types/tsconfig.json',
    bad: ['types/dom/bad.ts', 'types/react/bad.tsx', 'types/preact/bad.tsx'],
  },
  { name: 'React 18', compiler: 'tsc', config: 'types/tsconfig.react-18.json', bad: ['types/react-18/bad.tsx'] },
  { name: 'Vue', compiler: 'vue-tsc', config: 'types/tsconfig.vue.json', bad: ['types/vue/Bad.vue'] },
  { name: 'Svelte', compiler: 'svelte-check', config: 'types/tsconfig.svelte.json', bad: ['types/svelte/Bad.svelte'] },
  { name: 'Angular', compiler: 'ngc', config: 'types/tsconfig.angular.json', bad: ['types/angular/bad.ts'] },
  {
    name: 'a server, without a DOM',
    compiler: 'tsc',
    config: 'types/tsconfig.server.json',
    bad: ['types/server/bad.ts'],
  },
] as const;

/** Where the code that the pages show to copy is compiled, and what comes before it there. */
const SNIPPETS: readonly (readonly [language: SnippetLanguage, file: string, pragma?: string])[] = [
  ['react', 'react/.tsx'],
  ['preact', 'preact/.tsx', '/** @jsxImportSource preact */\n'],
  ['vue', 'vue/.vue'],
  ['svelte', 'svelte/.svelte'],
  ['angular', 'angular/.ts'],
];

const BUTTON_ATTRIBUTES: readonly Attribute[] = [
  ['platform', 'facebook'],
  ['proxy-url', '/highlevel'],
  ['attach', 'choose'],
];
const LIST_ATTRIBUTES: readonly Attribute[] = [
  ['proxy-url', '/highlevel'],
  ['show', 'problems'],
];

function writeSnippets(folder: string): void {
  for (const [language, file, pragma = ''] of SNIPPETS) {
    const write = (name: string, code: string) =>
      writeFileSync(join(folder, file.replace('/', `/${name}`)), pragma + code);
    write('SnippetButton', createSnippet(language, BUTTON_ATTRIBUTES, BUTTON));
    write('SnippetList', createSnippet(language, LIST_ATTRIBUTES, LIST));
  }
}

let project: string;

beforeAll(() => {
  project = createProject(ROOT, {
    types: join(import.meta.dirname, 'consumers'),
    demo: join(ROOT, 'demo/frameworks'),
  });
  writeSnippets(join(project, 'types'));
});

afterAll(() => rmSync(project, { recursive: true }));

/** Numbers of the lines that are wrong on purpose; the word in a declaration is what the others use. */
function listWrongLines(file: string): number[] {
  const lines = readFileSync(join(project, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => (/wrong/i.test(line) && !line.startsWith('const ') ? [index + 1] : []));
}

const describeFinding = ({ file, line, text }: Finding): string => `${file}:${line} ${text}`;

describe('a project that has installed the package and copied the code of the pages', () => {
  it.each(CONSUMERS)('compiles for $name, and not what is wrong', async ({ compiler, config, bad }) => {
    expect(existsSync(join(project, config))).toBe(true);
    const findings = await COMPILERS[compiler](project, config);
    const isBad = ({ file }: Finding) => (bad as readonly string[]).includes(file);
    const isOurs = ({ file }: Finding) => !file.includes('node_modules') || file.includes('/ghl-social-connect/');
    expect(findings.filter((finding) => !isBad(finding) && isOurs(finding)).map(describeFinding)).toEqual([]);
    for (const file of bad) {
      const lines = findings.filter((finding) => finding.file === file).map(({ line }) => line);
      expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(listWrongLines(file));
    }
  });
});
