// Runs every check and test: `node test/run.mjs`, or some of them by name: `node test/run.mjs lint format`. JOBS sets how
// many run side by side. A failure does not end the run; the last line sums up all checks and tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, chdir, env, exit } from 'node:process';
import { ROOT } from './checks/command.mjs';
import { runSteps } from './checks/schedule.mjs';
import { createSteps } from './checks/steps.mjs';

/** Two at a time: a third one would take the processor from the tests that watch a popup's focus, and save no time. */
const MAX_JOBS = 2;

chdir(ROOT);
const scratch = mkdtempSync(join(tmpdir(), 'ghl-social-connect-test-'));
const steps = createSteps(scratch);
const chosen = argv.length > 2 ? argv.slice(2) : Object.keys(steps);
const unknown = chosen.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`Unknown step: ${unknown.join(', ')}. Known: ${Object.keys(steps).join(', ')}.`);
  exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const reports = [];
const failures = [];

function report(name, { output = '', failures: found = [], ...counts }, milliseconds) {
  for (const key of Object.keys(total)) total[key] += counts[key];
  const tally = counts.passed + counts.failed + counts.skipped === 1 ? '' : ` (${counts.passed} passed)`;
  const seconds = (milliseconds / 1000).toFixed(1);
  console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${name}${tally}, ${seconds} s`);
  failures.push(...found);
  if (output) reports.push({ name, output, failed: counts.failed > 0 });
}

const jobs = Number(env.JOBS) || Math.min(availableParallelism(), MAX_JOBS);
await runSteps(Object.fromEntries(Object.entries(steps).filter(([name]) => chosen.includes(name))), jobs, report);
rmSync(scratch, { recursive: true });

// The failed tests first, in a line or two each: the output of the runners is long, and may be cut off.
if (failures.length > 0) console.log(`\nFailed tests:\n${failures.join('\n')}`);
for (const { name, output, failed } of reports) console.log(`\n--- ${name}${failed ? ' failed' : ''}\n${output}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
exit(total.failed > 0 ? 1 : 0);
