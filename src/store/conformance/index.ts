import type { Store } from '../store.js';
import { BAD_ARGUMENT_CASES } from './bad-arguments.js';
import type { CaseContext, ConformanceCase } from './case.js';
import { CONCURRENCY_CASES } from './concurrency.js';
import { TIME_CASES } from './time.js';
import { CONDITION_CASES, VALUE_CASES } from './values.js';

export type { ConformanceCase } from './case.js';

const ALL_CASES = [VALUE_CASES, CONDITION_CASES, TIME_CASES, CONCURRENCY_CASES, BAD_ARGUMENT_CASES];

async function runCase(
  open: () => Store | Promise<Store>,
  test: (context: CaseContext) => Promise<void>,
): Promise<void> {
  const key = `conformance:${crypto.randomUUID()}:`;
  const store = await open();
  await test({ store, key, reopen: async () => open() });
  await store.delete(key);
}

/**
 * The tests that every store must pass, for any test runner:
 *
 * ```ts
 * for (const { name, run } of storeConformance(() => createMyStore(client))) it(name, run);
 * ```
 *
 * Each case uses keys of its own, so the engine need not be empty, and cases may run at the same time. The ones about
 * time take a few seconds.
 *
 * @param open Returns the store. It is called several times: return stores with connections of their own if you can, all
 *   on the same data.
 */
export function* storeConformance(open: () => Store | Promise<Store>): Generator<ConformanceCase, void, undefined> {
  for (const cases of ALL_CASES) {
    for (const [name, test] of Object.entries(cases)) yield { name, run: () => runCase(open, test) };
  }
}
