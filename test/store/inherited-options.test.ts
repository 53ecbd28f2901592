import { expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/store/index.js';
import { pollute } from '../hostile/pollute.js';

it('an option that a script has added to Object.prototype is not used, and one of the caller is', async () => {
  const store = createMemoryStore();
  await store.set('key', 'first');
  onTestFinished(pollute({ ttl: 'soon', if: 'absent' }));
  expect(await store.set('key', 'second')).toBe(true);
  expect(await store.set('key', 'third', { if: 'absent' })).toBe(false);
  expect((await store.get('key'))?.value).toBe('second');
  expect(await store.delete('key')).toBe(true);
  await expect(store.increment('count', {} as never)).rejects.toThrow('`ttl` must be a number of seconds');
});

it.each([null, 'text', 7])('%j is refused as options', async (options) => {
  const store = createMemoryStore();
  await expect(store.set('key', 'value', options as never)).rejects.toThrow('the options must be an object');
});
