import { expectEqual, expectThat, readVersion, type Cases } from './case.js';

/** Texts that a client may take for JSON, a number or a pattern, or that an encoding may change. */
const TEXTS = [
  '',
  ' ',
  '0',
  '1e3',
  'null',
  'true',
  '{"a":[1,2]}',
  '"quoted"',
  '[]',
  '=:%$1\\',
  "it's; DROP TABLE",
  'line\r\nbreak\ttab',
  'Zoë 日本 👩‍👩‍👧 \u2028',
  '__proto__',
];

/** Reading, writing and deleting. */
export const VALUE_CASES: Cases = {
  'get returns undefined for a key that was never set': async ({ store, key }) => {
    expectEqual('get', await store.get(key), undefined);
  },

  'get returns exactly the text that was set': async ({ store, key }) => {
    for (const text of TEXTS) {
      expectEqual(`set of ${JSON.stringify(text)}`, await store.set(key, text), true);
      expectEqual('get', (await store.get(key))?.value, text);
    }
  },

  'keys are told apart exactly, whatever they contain': async ({ store, key }) => {
    const keys = ['a', 'A', 'a ', 'a:', 'a/b', 'a%2Fb', 'a*', "a'", 'ä', '👍', '__proto__', 'constructor'];
    for (const name of keys) await store.set(`${key}${name}`, name);
    for (const name of keys) expectEqual(`get of ${name}`, (await store.get(`${key}${name}`))?.value, name);
    for (const name of keys) expectEqual(`delete of ${name}`, await store.delete(`${key}${name}`), true);
  },

  'a key of 512 bytes and a value of 60 000 bytes are stored': async ({ store, key }) => {
    const longKey = key.padEnd(512, 'k');
    // One letter that is not ASCII makes some engines take two bytes for every letter.
    const longValue = 'é'.padEnd(59_999, 'v');
    expectEqual('set', await store.set(longKey, longValue), true);
    expectThat('get returns the whole value', (await store.get(longKey))?.value === longValue);
    await store.delete(longKey);
  },

  'every write changes the version, also of the same value, and reading does not': async ({ store, key, ...rest }) => {
    const context = { store, key, ...rest };
    await store.set(key, 'same');
    const first = await readVersion(context);
    expectEqual('version when read again', await readVersion(context), first);
    await store.set(key, 'same');
    expectThat('the version changes', (await readVersion(context)) !== first);
  },

  'a key that is deleted and set again does not get its old version back': async ({ store, key, ...rest }) => {
    const context = { store, key, ...rest };
    await store.set(key, 'one');
    const first = await readVersion(context);
    await store.delete(key);
    await store.set(key, 'one');
    expectThat('the version changes', (await readVersion(context)) !== first);
    expectEqual('set with the old version', await store.set(key, 'two', { if: { version: first } }), false);
  },

  'delete returns whether there was a value': async ({ store, key }) => {
    expectEqual('delete of nothing', await store.delete(key), false);
    await store.set(key, 'value');
    expectEqual('delete', await store.delete(key), true);
    expectEqual('get', await store.get(key), undefined);
    expectEqual('second delete', await store.delete(key), false);
  },

  'another connection sees what was written': async ({ store, key, reopen }) => {
    const other = await reopen();
    await store.set(key, 'value');
    expectEqual('get', (await other.get(key))?.value, 'value');
    await other.delete(key);
    expectEqual('get after delete', await store.get(key), undefined);
  },
};

/** Writing and deleting under a condition. */
export const CONDITION_CASES: Cases = {
  "if: 'absent' writes only where there is no value": async ({ store, key }) => {
    expectEqual('first set', await store.set(key, 'one', { if: 'absent' }), true);
    expectEqual('second set', await store.set(key, 'two', { if: 'absent' }), false);
    expectEqual('get', (await store.get(key))?.value, 'one');
    await store.delete(key);
    expectEqual('set after delete', await store.set(key, 'three', { if: 'absent' }), true);
  },

  'if: version writes only over that version': async ({ store, key, ...rest }) => {
    await store.set(key, 'one');
    const version = await readVersion({ store, key, ...rest });
    expectEqual('set', await store.set(key, 'two', { if: { version } }), true);
    expectEqual('set with a stale version', await store.set(key, 'three', { if: { version } }), false);
    expectEqual('get', (await store.get(key))?.value, 'two');
  },

  'if: version never creates a value': async ({ store, key, ...rest }) => {
    await store.set(key, 'one');
    const version = await readVersion({ store, key, ...rest });
    await store.delete(key);
    expectEqual('set', await store.set(key, 'two', { if: { version } }), false);
    expectEqual('get', await store.get(key), undefined);
  },

  'a version that the store never gave matches nothing': async ({ store, key }) => {
    await store.set(key, 'one');
    for (const version of ['', '0', 'x', 'absent', 'null', '*', '%', 'ü', '00000000000000000000']) {
      expectEqual(`set with version ${version}`, await store.set(key, 'two', { if: { version } }), false);
      expectEqual(`delete with version ${version}`, await store.delete(key, { if: { version } }), false);
      expectEqual(`set of nothing with ${version}`, await store.set(`${key}2`, 'two', { if: { version } }), false);
    }
    expectEqual('get', (await store.get(key))?.value, 'one');
  },

  'delete with a version deletes only that version': async ({ store, key, ...rest }) => {
    const context = { store, key, ...rest };
    await store.set(key, 'one');
    const first = await readVersion(context);
    await store.set(key, 'two');
    expectEqual('delete of a stale version', await store.delete(key, { if: { version: first } }), false);
    expectEqual('get', (await store.get(key))?.value, 'two');
    const version = await readVersion(context);
    expectEqual('delete', await store.delete(key, { if: { version } }), true);
    expectEqual('second delete', await store.delete(key, { if: { version } }), false);
  },
};
