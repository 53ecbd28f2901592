#!/usr/bin/env node
import { createPrinter } from './output.js';
import { run } from './run.js';

/** How long what was printed last may wait for its reader. */
const DRAIN_TIMEOUT_MS = 1_000;

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: createPrinter(process.stdout),
  printError: createPrinter(process.stderr),
  stopped: new Promise((resolve) => {
    // Once: a second signal ends the process at once, as the system does by itself.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  }),
});
// Without a reader that takes it, a line keeps the process from its end.
setTimeout(() => process.exit(), DRAIN_TIMEOUT_MS).unref();
