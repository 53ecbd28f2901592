import { expectEqual, expectThat, waitUntil, waitUntilGone, type Cases } from './case.js';

/** Long enough for what a case does before the end, on a slow machine. */
const TTL_S = 2;

/** Expiry and counters. */
export const TIME_CASES: Cases = {
  'a value is there until its ttl has passed, and not afterwards': async ({ store, key }) => {
    const startedAt = Date.now();
    await store.set(key, 'value', { ttl: TTL_S });
    expectEqual('get', (await store.get(key))?.value, 'value');
    await waitUntilGone(store, key);
    // Engines count in milliseconds, and on a clock of their own.
    expectThat('the value stays for its ttl', Date.now() - startedAt >= TTL_S * 1_000 - 50);
  },

  'an expired value is absent for every operation': async ({ store, key }) => {
    await store.set(key, 'value', { ttl: TTL_S });
    const { version = '' } = (await store.get(key)) ?? {};
    await waitUntilGone(store, key);
    expectEqual('set with its version', await store.set(key, 'other', { if: { version } }), false);
    expectEqual('delete with its version', await store.delete(key, { if: { version } }), false);
    expectEqual('delete', await store.delete(key), false);
    expectEqual("set with 'absent'", await store.set(key, 'other', { if: 'absent' }), true);
    expectEqual('get', (await store.get(key))?.value, 'other');
  },

  'a write replaces the ttl, and without one the value stays': async ({ store, key }) => {
    const short = `${key}short`;
    const kept = `${key}kept`;
    const refused = `${key}refused`;
    await store.set(kept, 'one', { ttl: TTL_S });
    await store.set(kept, 'two');
    await store.set(refused, 'one');
    await store.set(refused, 'two', { ttl: TTL_S, if: 'absent' });
    await store.set(short, 'one');
    await store.set(short, 'two', { ttl: TTL_S });
    await waitUntilGone(store, short);
    expectEqual('get of the value without a ttl', (await store.get(kept))?.value, 'two');
    expectEqual('get after a refused write with a ttl', (await store.get(refused))?.value, 'one');
    await store.delete(kept);
    await store.delete(refused);
  },

  'a ttl may be a fraction of a second': async ({ store, key }) => {
    expectEqual('set', await store.set(key, 'value', { ttl: 0.05 }), true);
    await waitUntilGone(store, key);
  },

  'increment counts from 1 and says when the interval ends': async ({ store, key }) => {
    for (const count of [1, 2, 3]) {
      const result = await store.increment(key, { ttl: 30 });
      expectEqual('count', result.count, count);
      expectThat(`0 < endsIn <= 30 (${result.endsIn})`, result.endsIn > 0 && result.endsIn <= 30);
    }
  },

  'later increments do not prolong the interval, and the count starts again after it': async ({ store, key }) => {
    const startedAt = Date.now();
    await store.increment(key, { ttl: TTL_S });
    let count = 1;
    await waitUntil('the interval ends', async () => {
      const result = await store.increment(key, { ttl: 600 });
      const wasRunning = result.count === count + 1;
      if (wasRunning) expectThat(`endsIn <= ${TTL_S} (${result.endsIn})`, result.endsIn <= TTL_S);
      else expectEqual('the first count of the next interval', result.count, 1);
      count = result.count;
      return !wasRunning;
    });
    expectThat('the interval lasts', Date.now() - startedAt >= TTL_S * 1_000 - 50);
  },

  'a counter and a value of the same key do not affect each other': async ({ store, key }) => {
    await store.increment(key, { ttl: 30 });
    expectEqual('get', await store.get(key), undefined);
    expectEqual('set', await store.set(key, 'value', { if: 'absent' }), true);
    expectEqual('count', (await store.increment(key, { ttl: 30 })).count, 2);
    expectEqual('get of the value', (await store.get(key))?.value, 'value');
    expectEqual('delete', await store.delete(key), true);
    expectEqual('count after delete', (await store.increment(key, { ttl: 30 })).count, 3);
  },
};
