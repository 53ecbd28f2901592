import { parseTemplate } from '@angular/compiler';
import { compile as compileSvelte } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compileScript, compileTemplate, parse as parseVue } from 'vue/compiler-sfc';
import {
  BUTTON,
  createSnippet,
  LANGUAGES,
  LIST,
  type Attribute,
  type SnippetLanguage,
} from '../../demo/docs/live/snippets.js';

const ATTRIBUTES: readonly Attribute[] = [
  ['platform', 'facebook'],
  ['proxy-url', '/a?b="c"&d'],
  ['attach', 'choose'],
  ['reconnect', true],
];

/** Each gives what its compiler says is wrong. */
const COMPILERS: Readonly<Record<SnippetLanguage, (code: string) => readonly string[]>> = {
  html: (code) => checkScript(/<script type="module">([^]*)<\/script>$/.exec(code)?.[1] ?? '('),
  react: (code) => checkScript(code, 'snippet.tsx'),
  preact: (code) => checkScript(code, 'snippet.tsx'),
  vue(code) {
    const { descriptor, errors } = parseVue(code);
    const script = compileScript(descriptor, { id: 'snippet', fs: { fileExists: () => false, readFile: () => '' } });
    const { errors: inTemplate } = compileTemplate({
      id: 'snippet',
      filename: 'Snippet.vue',
      source: descriptor.template?.content ?? '',
    });
    return [...errors, ...inTemplate, ...checkScript(script.content)].map(String);
  },
  svelte(code) {
    try {
      return compileSvelte(code, {}).warnings.map(({ message }) => message);
    } catch (error) {
      return [(error as Error).message];
    }
  },
  angular(code) {
    const template = /template: `([^]*?)`/.exec(code)?.[1] ?? '<';
    const errors = parseTemplate(template, 'snippet.html').errors ?? [];
    return [...checkScript(code), ...errors.map(({ msg }) => msg)];
  },
};

/** What is taken away, so that the compiler has something to find. */
const CUTS: Readonly<Record<SnippetLanguage, string>> = {
  html: ')',
  react: '/>',
  preact: '/>',
  vue: '</script>',
  svelte: '</script>',
  angular: '({',
};

function checkScript(code: string, fileName = 'snippet.ts'): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX, experimentalDecorators: true },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe.each([
  ['the button', BUTTON],
  ['the list', LIST],
])('the code that shows %s', (_name, subject) => {
  const languages = LANGUAGES.map(([language]) => language);

  it.each(languages)('%s compiles', (language) => {
    expect(COMPILERS[language](createSnippet(language, ATTRIBUTES, subject))).toEqual([]);
  });

  it.each(languages)('%s would not compile if it were cut off', (language) => {
    const code = createSnippet(language, ATTRIBUTES, subject);
    const cut = code.replace(CUTS[language], '');
    let errors: readonly string[];
    try {
      errors = COMPILERS[language](cut);
    } catch (error) {
      errors = [String(error)];
    }
    expect(errors).not.toEqual([]);
  });

  it.each(languages)('%s keeps a value as it is', (language) => {
    expect(createSnippet(language, ATTRIBUTES, subject)).toContain('"/a?b=&quot;c&quot;&amp;d"');
  });

  it('is written in every language that there is a compiler for', () => {
    expect([...languages].sort()).toEqual(Object.keys(COMPILERS).sort());
  });
});
