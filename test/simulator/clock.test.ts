import { describe, expect, it } from 'vitest';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { createClock } from '../../src/simulator/clock.js';
import { askApi } from './api/api-request.js';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

interface Entry {
  readonly platform: string;
  readonly isExpired: boolean;
  readonly expire: string;
}

async function listEntries(options: SimulatorOptions, days: number): Promise<Entry[]> {
  const simulator = createSimulator({ now: () => START, ...options });
  await askApi(simulator, 'location-1/accounts');
  simulator.clock.advance(days * DAY_MS);
  return (await askApi(simulator, 'location-1/accounts')).body.results?.accounts as Entry[];
}

describe('createClock', () => {
  it('follows the real time until it is moved, and runs on from there', () => {
    let real = START;
    const clock = createClock(() => real);
    expect(clock.now()).toBe(START);
    clock.advance(DAY_MS);
    real += 5;
    expect(clock.now()).toBe(START + DAY_MS + 5);
    clock.set('2030-01-01T00:00:00.000Z');
    real += 5;
    expect(new Date(clock.now()).toISOString()).toBe('2030-01-01T00:00:00.005Z');
    clock.advance(-DAY_MS);
    expect(new Date(clock.now()).toISOString()).toBe('2029-12-31T00:00:00.005Z');
    clock.reset();
    expect(clock.now()).toBe(real);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])('rejects a move by %d and keeps its time', (ms) => {
    const clock = createClock(() => START);
    expect(() => clock.advance(ms)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(() => clock.set('tomorrow')).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(clock.now()).toBe(START);
  });
});

describe('the clock of a simulator', () => {
  it.each([
    [0, []],
    [59, []],
    [60, 'all but facebook'],
    [90, 'all'],
  ])('lets accounts expire: after %d days, %s', async (days, expected) => {
    const entries = await listEntries({}, days);
    const expired = entries.filter(({ isExpired }) => isExpired).map(({ platform }) => platform);
    const all = entries.map(({ platform }) => platform);
    const byName: Record<string, string[]> = { all, 'all but facebook': all.filter((name) => name !== 'facebook') };
    expect(expired).toEqual(typeof expected === 'string' ? byName[expected] : expected);
  });

  it('writes its time into the list', async () => {
    const [entry] = await listEntries({}, 0);
    expect(entry).toMatchObject({
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      expire: '2026-04-01T00:00:00.000Z',
    });
  });

  it('goes back to the real time on a reset', () => {
    const simulator = createSimulator({ now: () => START });
    simulator.clock.advance(DAY_MS);
    simulator.reset();
    expect(simulator.clock.now()).toBe(START);
  });
});
