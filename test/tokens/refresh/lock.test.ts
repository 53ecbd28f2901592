import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import { takeLock } from '../../../src/tokens/refresh/lock.js';
import { createGate } from '../fixture.js';
import { advance, restoreTime, stopTime } from './settle.js';

const KEY = 'lock';

/** The store as a process sees it, which can lose its connection: nothing that it asks for afterwards happens. */
function createConnection(store: Store) {
  let isLost = false;
  const never = () => new Promise<never>(() => undefined);
  const connection: Store = {
    ...store,
    get: (key) => (isLost ? never() : store.get(key)),
    set: (key, value, options) => (isLost ? never() : store.set(key, value, options)),
  };
  return { connection, lose: () => void (isLost = true) };
}

describe('a lock', () => {
  beforeEach(stopTime);
  afterEach(restoreTime);

  it('stays with its owner for as long as that works', async () => {
    const store = createMemoryStore();
    const lock = await takeLock(store, KEY);
    for (let second = 0; second < 15; second += 1) {
      await advance(1_000);
      expect(lock?.isHeld()).toBe(true);
      expect(await takeLock(store, KEY)).toBeUndefined();
    }
  });

  it('is free four seconds after its owner has died', async () => {
    const store = createMemoryStore();
    const { connection, lose } = createConnection(store);
    await takeLock(connection, KEY);
    await advance(2_500);
    lose();
    await advance(3_000);
    expect(await takeLock(store, KEY)).toBeUndefined();
    await advance(1_000);
    expect(await takeLock(store, KEY)).toBeDefined();
  });

  it('is over for an owner that has lost the store, before another one can have it', async () => {
    const store = createMemoryStore();
    const { connection, lose } = createConnection(store);
    const lock = await takeLock(connection, KEY);
    lose();
    await advance(3_999);
    expect(lock?.isHeld()).toBe(true);
    await advance(1);
    expect(lock?.isHeld()).toBe(false);
    expect(await takeLock(store, KEY)).toBeDefined();
  });

  it('stays when one of its renewals fails', async () => {
    const store = createMemoryStore();
    let isDown = false;
    const failing: Store = { ...store, get: (key) => (isDown ? Promise.reject(new Error('Down.')) : store.get(key)) };
    const lock = await takeLock(failing, KEY);
    isDown = true;
    await advance(1_000);
    isDown = false;
    await advance(7_000);
    expect(lock?.isHeld()).toBe(true);
    expect(await takeLock(store, KEY)).toBeUndefined();
  });

  it('is not renewed by an owner that has lost it', async () => {
    const store = createMemoryStore();
    const lock = await takeLock(store, KEY);
    await store.set(KEY, 'another', { ttl: 60 });
    const taken = await store.get(KEY);
    await advance(10_000);
    expect(lock?.isHeld()).toBe(false);
    expect(await store.get(KEY)).toEqual(taken);
  });

  it('is free after 20 seconds, although its owner hangs and still lives', async () => {
    const store = createMemoryStore();
    const lock = await takeLock(store, KEY);
    await advance(20_000);
    expect(lock?.isHeld()).toBe(false);
    expect(await takeLock(store, KEY)).toBeDefined();
  });

  it('is free once it is released, also in the middle of a renewal', async () => {
    const store = createMemoryStore();
    const [reading, go] = [createGate(), createGate()];
    let isHeldUp = true;
    const slow: Store = {
      ...store,
      async get(key) {
        const value = await store.get(key);
        reading.open();
        if (isHeldUp) await go.opened;
        return value;
      },
    };
    const lock = await takeLock(slow, KEY);
    await advance(1_000);
    await reading.opened;
    const released = lock?.release();
    isHeldUp = false;
    go.open();
    await released;
    await advance(5_000);
    expect(await store.get(KEY)).toBeUndefined();
  });
});
