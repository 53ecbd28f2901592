import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findBrowser } from '../browsers/find-browsers.mjs';
import { findServer, SERVERS } from '../servers/find-servers.mjs';
import { ROOT, run } from './command.mjs';

export const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/** Says what is not installed, whose tests are therefore skipped. */
function describeMissing(names) {
  return names.length === 0 ? '' : `Not installed: ${names.join(', ')}. \`npm test\` installs it or says what to do.`;
}

/** Runs the tests of a runner that reports to the file `report`, from which `readCounts` takes the counts. */
async function runSuite(command, report, extraEnv, readCounts) {
  const { ok, output } = await run(command, extraEnv);
  // A runner that breaks before its first test writes no report.
  const counts = existsSync(report) ? readCounts(JSON.parse(readFileSync(report, 'utf8'))) : ONE_FAILED;
  // A runner can also fail without a failed test.
  const failed = ok ? counts.failed : Math.max(counts.failed, 1);
  return { ...counts, failed, output: failed > 0 ? output : '' };
}

const isBrokenFile = ({ status, assertionResults }) =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

function listFailures({ name, message, assertionResults }) {
  const file = relative(ROOT, name);
  const failures = assertionResults.filter(({ status }) => status === 'failed');
  if (failures.length === 0) return [`${file}: the whole file\n    ${message}`];
  // Vitest reports a test that took too long with a placeholder instead of its reason.
  const readReason = ({ failureMessages }) =>
    failureMessages.join('\n').split('\n', 1)[0].replace('STACK_TRACE_ERROR', 'it took too long, see below');
  return failures.map((test) => `${file}: ${test.fullName}\n    ${readReason(test)}`);
}

/** Runs the tests of one project of vitest.config.ts. */
async function runProject(project, scratch) {
  const report = join(scratch, `${project}.json`);
  const command = `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${report}`;
  return runSuite(command, report, {}, (result) => ({
    passed: result.numPassedTests,
    // A file that could not be loaded has no failed test.
    failed: result.numFailedTests + result.testResults.filter(isBrokenFile).length,
    skipped: result.numPendingTests + result.numTodoTests,
    failures: result.testResults.filter(({ status }) => status === 'failed').flatMap(listFailures),
  }));
}

/** Step that runs the unit tests. */
export const runUnitTests = (scratch) => () => runProject('unit', scratch);

/** Step that runs the tests that need the build, a browser or a server. Those whose program is missing are skipped. */
export const runIntegrationTests = (scratch) => async () => {
  const result = await runProject('integration', scratch);
  const missing = [...SERVERS.filter((name) => !findServer(name)), ...(findBrowser('chromium') ? [] : ['chromium'])];
  return { ...result, output: [result.output, describeMissing(missing)].filter(Boolean).join('\n') };
};

/** Step that runs the tests that build projects with frameworks and drive them in Chromium. */
export const runFrameworkTests = (scratch) => async () => {
  if (findBrowser('chromium')) return runProject('frameworks', scratch);
  return { passed: 0, failed: 0, skipped: 1, output: describeMissing(['chromium']) };
};

/** Step that runs the tests of browsers in one engine. Each engine has a runner, and so a server and a screen, of its own. */
export const runBrowserTests = (scratch, engine) => async () => {
  if (!findBrowser(engine)) return { passed: 0, failed: 0, skipped: 1, output: describeMissing([engine]) };
  const report = join(scratch, `${engine}.json`);
  return runSuite('wtr', report, { BROWSERS: engine, TEST_COUNTS: report }, (counts) => counts);
};
