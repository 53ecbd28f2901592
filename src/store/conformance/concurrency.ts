import { expectEqual, waitUntilGone, type CaseContext, type Cases } from './case.js';
import type { Store } from '../store.js';

const CONNECTIONS = 3;
const CALLS = 60;
const MAX_ATTEMPTS = 1_000;

/** Runs `call` many times at once, over several connections; the results. */
async function race<Result>(
  context: CaseContext,
  call: (store: Store, index: number) => Promise<Result>,
): Promise<Result[]> {
  const stores: Store[] = [context.store];
  while (stores.length < CONNECTIONS) stores.push(await context.reopen());
  const calls = Array.from({ length: CALLS }, (_, index) => call(stores[index % CONNECTIONS] ?? context.store, index));
  return Promise.all(calls);
}

const countTrue = (results: readonly boolean[]) => results.filter(Boolean).length;

/** Adds 1 to a number in the store, by reading and writing until nobody else came between. */
async function addOne(store: Store, key: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { value, version } = (await store.get(key)) ?? { value: '0', version: '' };
    if (await store.set(key, String(Number(value) + 1), { if: { version } })) return;
  }
  throw new Error(`A write over the version just read was refused ${MAX_ATTEMPTS} times.`);
}

/** Many calls at once. */
export const CONCURRENCY_CASES: Cases = {
  "of many writes with if: 'absent' at once, one wins": async (context) => {
    const { store, key } = context;
    const results = await race(context, (other, index) => other.set(key, String(index), { if: 'absent', ttl: 60 }));
    expectEqual('writes that won', countTrue(results), 1);
    expectEqual('get', (await store.get(key))?.value, String(results.indexOf(true)));
  },

  "an expired value is replaced by one of many writes with if: 'absent'": async (context) => {
    const { store, key } = context;
    await store.set(key, 'expired', { ttl: 0.01 });
    await waitUntilGone(store, key);
    const results = await race(context, (other, index) => other.set(key, String(index), { if: 'absent' }));
    expectEqual('writes that won', countTrue(results), 1);
    expectEqual('get', (await store.get(key))?.value, String(results.indexOf(true)));
  },

  'of many writes over one version at once, one wins': async (context) => {
    const { store, key } = context;
    await store.set(key, 'first');
    const { version = '' } = (await store.get(key)) ?? {};
    const results = await race(context, (other, index) => other.set(key, String(index), { if: { version } }));
    expectEqual('writes that won', countTrue(results), 1);
    expectEqual('get', (await store.get(key))?.value, String(results.indexOf(true)));
  },

  'no update is lost when many write over the version they read': async (context) => {
    const { store, key } = context;
    await store.set(key, '0');
    await race(context, (other) => addOne(other, key));
    expectEqual('sum', (await store.get(key))?.value, String(CALLS));
  },

  'of many deletes at once, one deletes': async (context) => {
    const { store, key } = context;
    await store.set(key, 'value');
    const { version = '' } = (await store.get(key)) ?? {};
    const results = await race(context, (other, index) =>
      index % 2 === 0 ? other.delete(key) : other.delete(key, { if: { version } }),
    );
    expectEqual('deletes that deleted', countTrue(results), 1);
  },

  'many increments at once count every one': async (context) => {
    const counts = await race(context, async (other) => (await other.increment(context.key, { ttl: 60 })).count);
    const sorted = counts.sort((one, other) => one - other);
    expectEqual(
      'counts',
      sorted,
      sorted.map((_, index) => index + 1),
    );
  },
};
