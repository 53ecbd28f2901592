import { SocialConnectError } from '../../errors.js';
import { expectThat, toText, type Cases } from './case.js';
import type { Store } from '../store.js';

type Call = (store: Store) => Promise<unknown>;

const BAD_KEYS: readonly unknown[] = ['', undefined, null, 5, {}, 'k'.repeat(513), 'é'.repeat(257), 'a\0b', '\uD800'];
const BAD_VALUES: readonly unknown[] = [
  undefined,
  null,
  5,
  {},
  'v'.repeat(60_001),
  'é'.repeat(30_001),
  'a\0',
  'a\uDC00',
];
const BAD_TTLS: readonly unknown[] = [0, -1, Number.NaN, Infinity, 1e12, '5', null];
const BAD_CONDITIONS: readonly unknown[] = [null, true, 'present', '', {}, { version: 5 }, []];

async function expectRefused(store: Store, what: string, call: Call): Promise<void> {
  let calling: Promise<unknown>;
  try {
    calling = call(store);
  } catch (cause) {
    throw new Error(`${what}: expected a rejection, but the call threw.`, { cause });
  }
  const reason: unknown = await calling.then(
    () => undefined,
    (error: unknown) => error,
  );
  const isRefusal = reason instanceof SocialConnectError && reason.code === 'invalid_config';
  if (isRefusal) return;
  throw new Error(`${what}: expected a SocialConnectError with code invalid_config, got ${String(reason)}.`);
}

const describe = (value: unknown) => toText(value).slice(0, 40);

/** Arguments that every store refuses in the same way. */
export const BAD_ARGUMENT_CASES: Cases = {
  'keys that are empty, too long, not text or not storable are refused': async ({ store }) => {
    for (const bad of BAD_KEYS as string[]) {
      await expectRefused(store, `get of ${describe(bad)}`, (other) => other.get(bad));
      await expectRefused(store, `set of ${describe(bad)}`, (other) => other.set(bad, 'value'));
      await expectRefused(store, `delete of ${describe(bad)}`, (other) => other.delete(bad));
      await expectRefused(store, `increment of ${describe(bad)}`, (other) => other.increment(bad, { ttl: 5 }));
    }
  },

  'values that are too long, not text or not storable are refused': async ({ store, key }) => {
    for (const bad of BAD_VALUES as string[]) {
      await expectRefused(store, `set to ${describe(bad)}`, (other) => other.set(key, bad));
    }
    expectThat('nothing was written', (await store.get(key)) === undefined);
  },

  'a ttl that is not a number of seconds above 0 is refused': async ({ store, key }) => {
    for (const ttl of BAD_TTLS as number[]) {
      await expectRefused(store, `set with ttl ${describe(ttl)}`, (other) => other.set(key, 'value', { ttl }));
      await expectRefused(store, `increment with ttl ${describe(ttl)}`, (other) => other.increment(key, { ttl }));
    }
    await expectRefused(store, 'increment without options', (other) => other.increment(key, undefined as never));
    expectThat('nothing was written', (await store.get(key)) === undefined);
  },

  'conditions and options that do not exist are refused': async ({ store, key }) => {
    for (const bad of BAD_CONDITIONS as never[]) {
      await expectRefused(store, `set if ${describe(bad)}`, (other) => other.set(key, 'value', { if: bad }));
      await expectRefused(store, `delete if ${describe(bad)}`, (other) => other.delete(key, { if: bad }));
    }
    await expectRefused(store, "delete if 'absent'", (other) => other.delete(key, { if: 'absent' as never }));
    await expectRefused(store, 'set with `ex`', (other) => other.set(key, 'value', { ex: 5 } as never));
    await expectRefused(store, 'set with a number', (other) => other.set(key, 'value', 5 as never));
    expectThat('nothing was written', (await store.get(key)) === undefined);
  },
};
