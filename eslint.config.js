import { configs as litConfigs } from 'eslint-plugin-lit';
import { configs as wcConfigs } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What each folder of src may import from the others, besides errors.ts. ARCHITECTURE.md says why. */
const MAY_IMPORT = {
  http: [],
  protocol: [],
  highlevel: ['http', 'protocol'],
  connect: ['http', 'protocol'],
  element: ['http', 'protocol', 'connect', 'highlevel'],
  store: [],
  // Both have a folder of their own that is called highlevel.
  tokens: ['http', 'protocol', 'store', 'highlevel'],
  proxy: ['http', 'protocol', 'store', 'highlevel'],
  simulator: ['http', 'protocol'],
  cli: ['protocol', 'proxy', 'simulator', 'store', 'tokens'],
  frameworks: ['protocol', 'connect', 'element'],
};
const FOLDERS = Object.keys(MAY_IMPORT);

const ZOD_PATTERN = {
  regex: '^zod(?!/mini$)',
  message: 'Only zod/mini: the whole of zod is 15 kB more in every page.',
};
const ZOD_ELSEWHERE_PATTERN = { regex: '^zod', message: 'Only src/protocol parses with zod.' };
const NODE_PATTERN = { regex: '^node:', message: 'src runs in browsers and on every Fetch runtime.' };
const EXTENSION_PATTERN = { regex: '^\\.{1,2}/.*(?<!\\.js)$', message: 'Name the file, with its .js ending.' };

const INDEX_PATTERN = { regex: '^(?:\\.\\./)+index\\.js$', message: 'Only src/frameworks imports the whole element.' };

/** Forbids what the patterns match, in `import … from '…'` and in `import('…')`, which the first rule does not see. */
function forbidImports(...patterns) {
  const expressions = patterns.map(({ regex, message }) => {
    // A slash would end the selector's regular expression.
    const selector = `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`;
    return { selector, message };
  });
  return { 'no-restricted-imports': ['error', { patterns }], 'no-restricted-syntax': ['error', ...expressions] };
}

/** What every file of src must keep to; a rule of a folder replaces it as a whole, so each is built from here. */
function restrictImports(...patterns) {
  return forbidImports(NODE_PATTERN, EXTENSION_PATTERN, ...patterns);
}

function folderRules(folder) {
  const forbidden = FOLDERS.filter((other) => other !== folder && !MAY_IMPORT[folder].includes(other));
  const patterns = [
    { regex: `/(?:${forbidden.join('|')})/`, message: `src/${folder} may not import from there.` },
    folder === 'protocol' ? ZOD_PATTERN : ZOD_ELSEWHERE_PATTERN,
  ];
  if (folder !== 'element') patterns.push({ regex: '^lit', message: 'Only src/element renders.' });
  if (folder !== 'frameworks') patterns.push(INDEX_PATTERN);
  if (folder !== 'proxy' && folder !== 'tokens') {
    patterns.push({ regex: '^jose', message: 'Only src/proxy and src/tokens sign and encrypt.' });
  }
  if (folder !== 'tokens') {
    patterns.push({ regex: '^oauth4webapi', message: "Only src/tokens asks HighLevel's token endpoint." });
  }
  return { files: [`src/${folder}/**/*.ts`], rules: restrictImports(...patterns) };
}

/** The command line is the one part that runs in Node only: it has a compiler configuration, and imports, of its own. */
const COMMAND_LINE = {
  files: ['src/cli/**/*.ts'],
  languageOptions: { parserOptions: { project: 'tsconfig.cli.json', tsconfigRootDir: import.meta.dirname } },
  rules: forbidImports(EXTENSION_PATTERN, INDEX_PATTERN, {
    regex: '/(?:connect|element|frameworks)/',
    message: 'The command line has no page.',
  }),
};

/** A framework's table of tags can be added to in a namespace only. Angular has a compiler of its own. */
const FRAMEWORKS = [
  { files: ['src/frameworks/**/*.ts'], rules: { '@typescript-eslint/no-namespace': 'off' } },
  {
    files: ['src/frameworks/angular.ts'],
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
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, litConfigs['flat/recommended'], wcConfigs['flat/best-practice']],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-depth': ['error', 2],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'no-console': 'error',
      'no-restricted-properties': ['error', ...noHtmlFromStrings],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      ...restrictImports(ZOD_ELSEWHERE_PATTERN),
    },
  },
  {
    files: ['src/index.ts'],
    rules: restrictImports(ZOD_ELSEWHERE_PATTERN, {
      regex: '^\\./(?!element/|connect/)',
      message: 'src/index.ts is about the element.',
    }),
  },
  {
    files: ['src/errors.ts'],
    rules: restrictImports({ regex: '^\\.', message: 'errors.ts imports nothing.' }),
  },
  ...FOLDERS.map(folderRules),
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
    rules: forbidImports({ regex: '/src/', message: 'The demo imports the public entries, as any user does.' }),
  },
);
