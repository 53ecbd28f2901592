import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { configs as litConfigs } from 'eslint-plugin-lit';
import { configs as wcConfigs } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What each folder of src may import besides itself and errors.ts. ARCHITECTURE.md gives the reasons. */
const MAY_IMPORT = {
  http: [],
  protocol: [],
  store: [],
  highlevel: ['http', 'protocol'],
  connect: ['http', 'protocol'],
  element: ['http', 'protocol', 'connect', 'highlevel'],
  tokens: ['http', 'protocol', 'store'],
  proxy: ['http', 'protocol', 'store'],
  simulator: ['http', 'protocol'],
  cli: ['protocol', 'proxy', 'simulator', 'store', 'tokens'],
  frameworks: ['protocol', 'connect', 'element', 'index.ts', 'accounts.ts'],
};

/** The files beside these folders. */
const TOP_FILES = { 'errors.ts': [], 'index.ts': ['connect', 'element'], 'accounts.ts': ['element'] };

/** Which folders may import a package. A package that is not listed here is for all of src. */
const PACKAGES = [
  { name: 'lit', folders: ['element'], message: 'Only src/element renders.' },
  { name: 'jose', folders: ['proxy', 'tokens'], message: 'Only the server code signs and encrypts.' },
  { name: 'oauth4webapi', folders: ['tokens'], message: "Only src/tokens asks HighLevel's token endpoint." },
  { name: 'zod', folders: ['protocol'], message: 'Only src/protocol has schemas.' },
  { name: 'node:', folders: ['cli'], message: 'src runs in browsers and on every Fetch runtime.' },
];

/** An import rule for a folder or file of src, stated by the folders of the files that are imported. */
function createZone([target, allowed]) {
  return {
    target: `./src/${target}`,
    from: './src',
    except: [...new Set(['errors.ts', target, ...allowed])].map((path) => `./${path}`),
    message: `src/${target} may import ${['errors.ts', ...allowed].join(', ')} only.`,
  };
}

/** Forbids what the patterns match, in `import … from '…'` and in `import('…')`, which the first rule does not see. */
function forbidImports(patterns) {
  const expressions = patterns.map(({ regex, message }) => {
    // A slash would end the selector's regular expression.
    const selector = `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`;
    return { selector, message };
  });
  return {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': ['error', ...expressions, ...HEADER_CASE],
  };
}

/** Names of headers are written as in the standards: `Content-Type`. */
const HEADER_CASE = [
  'CallExpression[callee.property.name=/^(?:append|delete|get|has|set)$/][callee.object.name=/^headers$|Headers$/]',
  'CallExpression[callee.property.name=/^(?:append|delete|get|has|set)$/][callee.object.property.name="headers"]',
].map((call) => ({
  selector: `${call} > Literal:first-child[value=/^[a-z]/]`,
  message: 'Write it as in Content-Type.',
}));
HEADER_CASE.push({
  selector: 'Property > Literal.key[value=/^(?:access-control|cache|content|retry|www|x)-[a-z-]+$/]',
  message: 'Write it as in Content-Type.',
});

function folderRules(folder) {
  const packages = PACKAGES.filter(({ folders }) => !folders.includes(folder));
  const patterns = packages.map(({ name, message }) => ({ regex: `^${name}`, message }));
  if (folder === 'protocol') {
    patterns.push({ regex: '^zod(?!/mini$)', message: 'Only zod/mini: the whole of zod is 15 kB more in a bundle.' });
  }
  patterns.push({ regex: '^\\.{1,2}/.*(?<!\\.js)$', message: 'Name the file, with its ending .js.' });
  return { files: [`src/${folder}/**/*.ts`], rules: forbidImports(patterns) };
}

/** The command line has a compiler configuration of its own, because only it runs in Node alone. */
const COMMAND_LINE = {
  files: ['src/cli/**/*.ts'],
  languageOptions: { parserOptions: { project: 'tsconfig.cli.json', tsconfigRootDir: import.meta.dirname } },
};

/** A framework's table of tags can be added to in a namespace only. Angular has a compiler of its own. */
const FRAMEWORKS = [
  {
    files: ['src/frameworks/**/*.ts'],
    rules: {
      '@typescript-eslint/no-namespace': 'off',
      // Editors show an interface by its name, and a type by all that it stands for.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  {
    files: ['src/frameworks/*/angular.ts'],
    languageOptions: { parserOptions: { project: 'tsconfig.angular.json', tsconfigRootDir: import.meta.dirname } },
  },
];

const noHtmlFromStrings = ['innerHTML', 'outerHTML'].map((property) => ({
  property,
  message: 'Text of others must never become HTML.',
}));

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '**/*.d.ts']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error', eqeqeq: 'error' },
  },
  {
    // One import of each module: `import type` if it brings types only, `type` at a name otherwise.
    files: ['**/*.ts'],
    plugins: { 'import-x': importX, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // Two imports of a module where one registers the tag and the other brings its types.
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, litConfigs['flat/recommended'], wcConfigs['flat/best-practice']],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-depth': ['error', 2],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'no-console': 'error',
      'no-restricted-properties': ['error', ...noHtmlFromStrings],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'dot-notation': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: false }],
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: Object.entries({ ...MAY_IMPORT, ...TOP_FILES }).map(createZone) },
      ],
    },
  },
  { ...folderRules('.'), files: ['src/*.ts'] },
  ...Object.keys(MAY_IMPORT).map(folderRules),
  COMMAND_LINE,
  ...FRAMEWORKS,
  // The places that write to the console.
  { files: ['src/element/connect/log.ts', 'src/highlevel/log.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['build/**/*.ts', 'test/**/*.ts', 'demo/**/*.ts', '*.config.ts'],
    extends: [tseslint.configs.strict],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test', 'suite'].map((object) => ({
          object,
          property: 'only',
          message: 'Every test runs.',
        })),
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['demo/**/*.{ts,mjs}'],
    rules: forbidImports([{ regex: '/src/', message: 'The demo imports the public entries, as any user does.' }]),
  },
);
