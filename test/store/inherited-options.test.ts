import { expect, it, onTestFinished, vi } from 'vitest';
import { SocialConnectStore } from '../../src/store/durable-object.js';
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

it('a counter begins at one and lives as long as it was asked to, whatever every object inherits', async () => {
  const store = createMemoryStore();
  onTestFinished(pollute({ count: 1_000, endsAt: 0 }));
  expect((await store.increment('count', { ttl: 60 })).count).toBe(1);
  expect((await store.increment('count', { ttl: 60 })).endsIn).toBeGreaterThan(50);
});

it('a Durable Object without a value has nothing to delete, whatever every object inherits', async () => {
  const setAlarm = vi.fn();
  const storage = { get: () => Promise.resolve(undefined), delete: vi.fn(), setAlarm };
  const transaction = (use: (inner: object) => Promise<unknown>) => use(storage);
  const object = new SocialConnectStore({ storage: { ...storage, transaction } as never });
  onTestFinished(pollute({ endsAt: Date.now() + 60_000 }));
  await object.alarm();
  expect(setAlarm).not.toHaveBeenCalled();
});
