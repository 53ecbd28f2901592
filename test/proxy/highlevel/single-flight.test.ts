import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSingleFlight } from '../../../src/proxy/highlevel/single-flight.js';
import { createGate } from '../fixture.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createSingleFlight', () => {
  it('shares one running call among the callers of one key', async () => {
    const flights = createSingleFlight<number>();
    const gate = createGate<number>();
    const start = vi.fn(() => gate.promise);
    const calls = [flights.run('a', start), flights.run('a', start), flights.run('b', start)];
    expect([flights.isRunning('a'), flights.isRunning('c')]).toEqual([true, false]);
    gate.open(7);
    expect(await Promise.all(calls)).toEqual([7, 7, 7]);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('starts a new call once the last one has settled, well or not', async () => {
    const flights = createSingleFlight<number>();
    expect(await flights.run('a', () => Promise.resolve(1))).toBe(1);
    await expect(flights.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await flights.run('a', () => Promise.resolve(2))).toBe(2);
    expect(flights.isRunning('a')).toBe(false);
  });

  it('does not join a call that is too old, whose end then changes nothing', async () => {
    const flights = createSingleFlight<number>(1_000);
    const [old, young] = [createGate<number>(), createGate<number>()];
    const first = flights.run('a', () => old.promise);
    vi.advanceTimersByTime(999);
    expect(flights.isRunning('a')).toBe(true);
    vi.advanceTimersByTime(1);
    const second = flights.run('a', () => young.promise);
    old.open(1);
    expect(await first).toBe(1);
    expect(flights.isRunning('a')).toBe(true);
    young.open(2);
    expect(await Promise.all([second, flights.run('a', () => Promise.resolve(3))])).toEqual([2, 2]);
  });
});
