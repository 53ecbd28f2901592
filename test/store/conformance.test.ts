import { describe, expect, it } from 'vitest';
import { storeConformance } from '../../src/store/conformance/index.js';
import { createMemoryStore, type Store } from '../../src/store/index.js';

/** Names of the cases that a store fails. */
async function listFailures(open: () => Store): Promise<string[]> {
  const results = [...storeConformance(open)].map(async ({ name, run }) => {
    try {
      await run();
      return [];
    } catch {
      return [name];
    }
  });
  return (await Promise.all(results)).flat();
}

/** A store in memory, of which some operations are replaced. */
function change(operations: (store: Store) => Partial<Store>): () => Store {
  const memory = createMemoryStore();
  const store = { ...memory, ...operations(memory) };
  return () => store;
}

const BROKEN: readonly [title: string, open: () => Store, failure: string][] = [
  [
    'reads before it writes if absent',
    change((store) => ({
      async set(key, value, options = {}) {
        if (options.if !== 'absent') return store.set(key, value, options);
        return !(await store.get(key)) && store.set(key, value, { ttl: options.ttl });
      },
    })),
    "of many writes with if: 'absent' at once, one wins",
  ],
  [
    'reads before it writes over a version',
    change((store) => ({
      async set(key, value, options = {}) {
        if (typeof options.if !== 'object') return store.set(key, value, options);
        const current = await store.get(key);
        return current?.version === options.if.version && store.set(key, value, { ttl: options.ttl });
      },
    })),
    'no update is lost when many write over the version they read',
  ],
  [
    'reads before it deletes',
    change((store) => ({
      async delete(key) {
        const isThere = (await store.get(key)) !== undefined;
        await store.delete(key);
        return isThere;
      },
    })),
    'of many deletes at once, one deletes',
  ],
  [
    'reads before it counts',
    change((store) => ({
      async increment(key, options) {
        const count = Number((await store.get(`${key}count`))?.value ?? 0) + 1;
        await store.set(`${key}count`, String(count), options);
        return { count, endsIn: options.ttl };
      },
    })),
    'many increments at once count every one',
  ],
  [
    'forgets the ttl',
    change((store) => ({ set: (key, value, { if: condition } = {}) => store.set(key, value, { if: condition }) })),
    'a ttl may be a fraction of a second',
  ],
  [
    'uses the value as its version',
    change((store) => ({
      async get(key) {
        const stored = await store.get(key);
        return stored && { value: stored.value, version: stored.value };
      },
    })),
    'every write changes the version, also of the same value, and reading does not',
  ],
  [
    'parses JSON',
    change((store) => ({
      async get(key) {
        const stored = await store.get(key);
        return stored && { ...stored, value: stored.value.startsWith('{') ? JSON.parse(stored.value) : stored.value };
      },
    })),
    'get returns exactly the text that was set',
  ],
  [
    'ignores the case of keys',
    change((store) => ({
      get: (key) => store.get(key.toLowerCase()),
      set: (key, value, options) => store.set(key.toLowerCase(), value, options),
    })),
    'keys are told apart exactly, whatever they contain',
  ],
  [
    'prolongs the interval of a counter',
    change((store) => {
      const ends = new Map<string, number>();
      return {
        async increment(key, { ttl }) {
          const endsAt = Date.now() + ttl * 1_000;
          const isRunning = (ends.get(key) ?? 0) > Date.now();
          ends.set(key, endsAt);
          const { count } = await store.increment(`${key}${isRunning ? '' : endsAt}`, { ttl: 3_600 });
          return { count, endsIn: ttl };
        },
      };
    }),
    'later increments do not prolong the interval, and the count starts again after it',
  ],
  [
    'takes any argument',
    change((store) => ({
      get: (key) => (typeof key === 'string' && key ? store.get(key) : Promise.resolve(undefined)),
    })),
    'keys that are empty, too long, not text or not storable are refused',
  ],
  [
    'throws instead of rejecting',
    change((store) => ({
      get(key) {
        if (!key) throw new Error('The key is empty.');
        return store.get(key);
      },
    })),
    'keys that are empty, too long, not text or not storable are refused',
  ],
];

describe('the conformance suite', () => {
  it.concurrent('passes for a store that keeps the contract', async () => {
    expect(await listFailures(change(() => ({})))).toEqual([]);
  });

  it.concurrent.each(BROKEN)('fails for a store that %s', async (_title, open, failure) => {
    expect(await listFailures(open)).toContain(failure);
  });

  it('names each case once', () => {
    const names = [...storeConformance(createMemoryStore)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
