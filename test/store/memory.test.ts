import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/store/index.js';
import { testConformance } from './test-conformance.js';

describe('the store in memory', () => {
  const store = createMemoryStore();
  testConformance(() => store);

  it('shares nothing with another one', async () => {
    await store.set('shared', 'value');
    expect(await createMemoryStore().get('shared')).toBeUndefined();
  });
});

describe('a counter whose interval ends while it counts', () => {
  afterEach(() => vi.restoreAllMocks());

  it('ends later all the same, as the contract says', async () => {
    const store = createMemoryStore();
    vi.spyOn(Date, 'now').mockReturnValue(1_000);
    await store.increment('counter', { ttl: 1 });
    vi.spyOn(Date, 'now').mockReturnValueOnce(1_999).mockReturnValueOnce(2_000);
    expect(await store.increment('counter', { ttl: 1 })).toEqual({ count: 2, endsIn: 0.001 });
    vi.spyOn(Date, 'now').mockReturnValue(2_000);
    expect(await store.increment('counter', { ttl: 1 })).toEqual({ count: 1, endsIn: 1 });
  });
});

describe('the memory of the store', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('is given back for values and counters that have expired and are never asked for again', async () => {
    const deleted = vi.spyOn(Map.prototype, 'delete');
    const store = createMemoryStore();
    for (let index = 0; index < 999; index += 1) {
      await store.set(`value${index}`, 'value', { ttl: 10 });
      await store.increment(`counter${index}`, { ttl: 10 });
    }
    deleted.mockClear();
    vi.advanceTimersByTime(10_000);
    await store.set('one more', 'value', { ttl: 10 });
    await store.increment('one more', { ttl: 10 });
    expect(deleted).toHaveBeenCalledTimes(2 * 999);
    deleted.mockRestore();
  });
});
