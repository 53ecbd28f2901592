import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { cwd } from 'node:process';

function addTests(suite, counts) {
  for (const test of suite?.tests ?? []) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  for (const inner of suite?.suites ?? []) addTests(inner, counts);
}

// A file that could not be loaded, or that ended before its tests, counts as one failure although no test failed.
const hasFailedTest = (suite) =>
  suite !== undefined &&
  (suite.tests.some((test) => !test.passed && !test.skipped) || suite.suites.some(hasFailedTest));

function* failuresOf(suite, path = []) {
  for (const { name, passed, skipped, error } of suite?.tests ?? []) {
    if (!passed && !skipped) yield [[...path, name].join(' > '), error?.message ?? 'no reason was reported'];
  }
  for (const inner of suite?.suites ?? []) yield* failuresOf(inner, [...path, inner.name]);
}

function listFailures({ browser, testFile, testResults, errors }) {
  const failures = [...failuresOf(testResults)];
  const rows = failures.length > 0 ? failures : [['the whole file', errors.map(({ message }) => message).join('; ')]];
  return rows.map(([name, reason]) => `${browser.name}: ${relative(cwd(), testFile)}: ${name}\n    ${reason}`);
}

/**
 * Reporter that writes the sums over all files and engines to the file `path`: `{ passed, failed, skipped, failures }`. A
 * failure is the name of a test and the reason.
 */
export function countReporter(path) {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        addTests(session.testResults, counts);
        if (!session.passed && !hasFailedTest(session.testResults)) counts.failed += 1;
      }
      const failures = sessions.filter(({ passed }) => !passed).flatMap(listFailures);
      writeFileSync(path, JSON.stringify({ ...counts, failures }));
    },
  };
}
