import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settleWithin } from '../../src/http/settle-within.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('settleWithin', () => {
  it('rejects with a TimeoutError when the time is up, and not before', async () => {
    const failed = vi.fn();
    settleWithin(1_000, new Promise(() => undefined)).catch(failed);
    await vi.advanceTimersByTimeAsync(999);
    expect(failed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'TimeoutError', message: 'Not finished within 1 s.' }),
    );
  });

  it('settles as the promise does, and leaves no timer behind', async () => {
    await expect(settleWithin(1_000, Promise.resolve('done'))).resolves.toBe('done');
    await expect(settleWithin(1_000, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['resolve', 'reject'] as const)('takes no notice of a promise that settles too late: %s', async (settle) => {
    let end: () => void = () => undefined;
    const late = new Promise<string>((resolve, reject) => {
      end = () => ({ resolve, reject })[settle]('late');
    });
    const result = expect(settleWithin(1_000, late)).rejects.toThrow('Not finished within 1 s.');
    await vi.advanceTimersByTimeAsync(1_000);
    end();
    await result;
  });
});
