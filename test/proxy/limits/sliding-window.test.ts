import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../../../src/proxy/limits/sliding-window.js';

const NOW = Date.UTC(2026, 0, 1);
/** What every store takes for a value. */
const MAX_VALUE_BYTES = 60_000;

/** Takes the times at which so many requests, evenly apart, were let through; the window goes through the store now and then. */
function takeAll(interval: number, limit: number, requests: number, span: number): number[] {
  const accepted: number[] = [];
  let window = new SlidingWindow(interval);
  for (let index = 0; index < requests; index += 1) {
    const now = NOW + Math.floor((index * span) / requests);
    if (window.take(now, limit) === 0) accepted.push(now);
    if (index % 101 !== 0) continue;
    const text = window.serialize();
    expect(text.length).toBeLessThan(MAX_VALUE_BYTES / 2);
    window = SlidingWindow.parse(interval, text);
  }
  return accepted;
}

/** The most requests in any interval. */
function findMost(times: readonly number[], interval: number): number {
  let [most, start] = [0, 0];
  for (const [end, time] of times.entries()) {
    while (times[start]! <= time - interval) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

describe('a sliding window', () => {
  it.each([
    [10_000, 6_000, 20_000],
    [10_000, 500_000, 20_000],
    [86_400_000, 8_000, 20_000],
    [1, 5_000, 20_000],
  ])('of %i ms with the limit %i stays small, and lets no more through', (interval, limit, requests) => {
    const accepted = takeAll(interval, limit, requests, interval * 2);
    expect(findMost(accepted, interval)).toBeLessThanOrEqual(limit);
    expect(accepted.length).toBeGreaterThanOrEqual(Math.min(requests, limit));
  });

  it('lets requests through again as they leave the interval', () => {
    const accepted = takeAll(10_000, 4_000, 40_000, 40_000);
    // Four intervals; each may begin a part late.
    expect(accepted.length).toBeGreaterThan(15_500);
    expect(accepted.length).toBeLessThanOrEqual(16_000);
  });

  it('is exact below 500 requests', () => {
    const window = new SlidingWindow(10_000);
    for (let index = 0; index < 400; index += 1) expect(window.take(NOW + index, 400)).toBe(0);
    expect(window.take(NOW + 5_000, 400)).toBe(5_000);
    expect(window.take(NOW + 5_000, 300)).toBe(5_100);
    expect(window.take(NOW + 10_000, 400)).toBe(0);
    expect(window.take(NOW + 10_000, 400)).toBe(1);
  });
});
