import { writeFileSync } from 'node:fs';

function addTests(suite, counts) {
  for (const test of suite?.tests ?? []) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  for (const inner of suite?.suites ?? []) addTests(inner, counts);
}

// A file that could not be loaded, or ended before its tests, has no failed test and still is a failure.
const hasFailedTest = (suite) =>
  suite !== undefined &&
  (suite.tests.some((test) => !test.passed && !test.skipped) || suite.suites.some(hasFailedTest));

/** Writes `{ passed, failed, skipped }`, summed over all files and engines, to `path`. */
export function countReporter(path) {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        addTests(session.testResults, counts);
        if (!session.passed && !hasFailedTest(session.testResults)) counts.failed += 1;
      }
      writeFileSync(path, JSON.stringify(counts));
    },
  };
}
