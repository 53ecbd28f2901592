// Runs every check and test: `node test/run.mjs`, or some of them by name: `node test/run.mjs lint types`.
// A failure does not end the run. The last line sums up all checks, and the tests of all suites and engines.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { argv, chdir, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { GENERATED_FILES } from './generate/files.mjs';
import { ENGINES, findBrowser } from './browsers/find-browsers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
chdir(ROOT);
const scratch = mkdtempSync(join(tmpdir(), 'ghl-social-connect-test-'));

/** The tests that build projects of their own on the packed package, and drive them in Chromium. */
const FRAMEWORK_FOLDERS = ['test/frameworks', 'test/types'];

const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

function run(command, extraEnv = {}) {
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...env,
      NO_COLOR: '1',
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${env.PATH}`,
      ...extraEnv,
    },
  });
  return { ok: status === 0, output: `$ ${command}\n${stdout}${stderr}`.trim() };
}

/** One check: it passes if the commands, run one after the other, all end well. */
function check(...commands) {
  return () => {
    for (const command of commands) {
      const { ok, output } = run(command);
      if (!ok) return { ...ONE_FAILED, output };
    }
    return ONE_PASSED;
  };
}

function checkManifest() {
  const { ok, output } = run(
    `cem analyze --config custom-elements-manifest.config.mjs --outdir ${relative(ROOT, scratch)} && node test/generate/main.mjs ${scratch}`,
  );
  if (!ok) return { ...ONE_FAILED, output };
  const stale = ['custom-elements.json', ...GENERATED_FILES].filter(
    (path) => !existsSync(path) || readFileSync(path, 'utf8') !== readFileSync(join(scratch, path), 'utf8'),
  );
  if (stale.length === 0) return ONE_PASSED;
  return { ...ONE_FAILED, output: `${stale.join(', ')}: not what the sources say; npm run manifest` };
}

/** Tests of a suite: `readCounts` gets the file that the runner has reported to, and which is not there if it broke. */
function runSuite(command, report, extraEnv, readCounts) {
  const { ok, output } = run(command, extraEnv);
  const counts = existsSync(report) ? readCounts(JSON.parse(readFileSync(report, 'utf8'))) : ONE_FAILED;
  // A runner that ends badly with no failed test has failed all the same.
  const failed = ok ? counts.failed : Math.max(counts.failed, 1);
  return { ...counts, failed, output: failed > 0 ? output : '' };
}

function runNodeTests(name, files) {
  const report = join(scratch, `${name}.json`);
  return runSuite(
    `vitest run ${files} --reporter=default --reporter=json --outputFile.json=${report}`,
    report,
    {},
    (result) => ({
      passed: result.numPassedTests,
      // A file that could not be loaded has no tests to fail.
      failed: result.numFailedTests + result.testResults.filter(isBrokenFile).length,
      skipped: result.numPendingTests + result.numTodoTests,
      failures: result.testResults.filter(({ status }) => status === 'failed').flatMap(listNodeFailures),
    }),
  );
}

function listNodeFailures({ name, message, assertionResults }) {
  const file = relative(ROOT, name);
  const failures = assertionResults.filter(({ status }) => status === 'failed');
  if (failures.length === 0) return [`${file}: the whole file\n    ${message}`];
  // Vitest reports a test that took too long with a placeholder instead of its reason.
  const readReason = ({ failureMessages }) =>
    failureMessages.join('\n').split('\n', 1)[0].replace('STACK_TRACE_ERROR', 'it took too long, see below');
  return failures.map((test) => `${file}: ${test.fullName}\n    ${readReason(test)}`);
}

const isBrokenFile = ({ status, assertionResults }) =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

function runFrameworkTests() {
  if (findBrowser('chromium')) return runNodeTests('framework-tests', FRAMEWORK_FOLDERS.join(' '));
  return {
    passed: 0,
    failed: 0,
    skipped: 1,
    output: 'Not installed: chromium. `npm test` installs it or says what to do.',
  };
}

function runBrowserTests() {
  const report = join(scratch, 'browser-tests.json');
  const wanted = env.BROWSERS?.split(',') ?? ENGINES;
  const present = wanted.filter((engine) => findBrowser(engine));
  const missing = wanted.filter((engine) => !findBrowser(engine));
  const hint =
    missing.length > 0 ? `Not installed: ${missing.join(', ')}. \`npm test\` installs or says what to do.` : '';
  if (present.length === 0) return { passed: 0, failed: 0, skipped: missing.length, output: hint };
  const result = runSuite('wtr', report, { BROWSERS: present.join(','), TEST_COUNTS: report }, (counts) => counts);
  const output = [result.output, hint].filter(Boolean).join('\n');
  return { ...result, skipped: result.skipped + missing.length, output };
}

const STEPS = {
  lint: check('eslint . --max-warnings 0'),
  format: check('prettier --check .'),
  types: check('tsc --noEmit', 'ngc -p tsconfig.angular.json --noEmit', 'tsc -p tsconfig.cli.json --noEmit'),
  'types-test': check('tsc -p test/tsconfig.json'),
  'types-demo': check('vue-tsc -p demo/tsconfig.json --noEmit'),
  templates: check('lit-analyzer src/element --strict'),
  manifest: checkManifest,
  build: check('npm run --silent build'),
  publint: check('publint --strict'),
  'package-types': check('attw --pack . --profile esm-only --no-emoji'),
  'node-tests': () =>
    runNodeTests('node-tests', FRAMEWORK_FOLDERS.map((folder) => `--exclude '${folder}/**'`).join(' ')),
  'framework-tests': runFrameworkTests,
  'browser-tests': runBrowserTests,
};

const chosen = argv.length > 2 ? argv.slice(2) : Object.keys(STEPS);
const unknown = chosen.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known: ${Object.keys(STEPS).join(', ')}.`);
  exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const reports = [];
const allFailures = [];
for (const name of chosen) {
  const start = Date.now();
  const { output = '', failures = [], ...counts } = STEPS[name]();
  for (const key of Object.keys(total)) total[key] += counts[key];
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const tally = counts.passed + counts.failed + counts.skipped === 1 ? '' : ` (${counts.passed} passed)`;
  console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${name}${tally}, ${seconds} s`);
  allFailures.push(...failures);
  if (output) reports.push({ name, output, failed: counts.failed > 0 });
}
rmSync(scratch, { recursive: true });

// First what failed, in a line or two each: the runners' own output is long, and may be cut off.
if (allFailures.length > 0) console.log(`\nFailed tests:\n${allFailures.join('\n')}`);
for (const { name, output, failed } of reports) console.log(`\n--- ${name}${failed ? ' failed' : ''}\n${output}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
exit(total.failed > 0 ? 1 : 0);
