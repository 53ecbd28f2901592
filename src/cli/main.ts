#!/usr/bin/env node
import { whenOrphaned } from './orphan.js';
import { createPrinter } from './output.js';
import { run } from './run.js';

/** How long the last lines may wait for their reader. */
const DRAIN_TIMEOUT_MS = 1_000;

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  print: createPrinter(process.stdout),
  printError: createPrinter(process.stderr),
  stopped: new Promise((resolve) => {
    // Once: a second signal ends the process immediately, which is the system's default.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  }),
  orphaned: whenOrphaned(),
});
// A line that nobody reads would keep the process from ending.
setTimeout(() => process.exit(), DRAIN_TIMEOUT_MS).unref();
