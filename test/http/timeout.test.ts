import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abortable, wait, withTimeLimit } from '../../src/http/timeout.js';

const never = () => new Promise<never>(() => undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('withTimeLimit', () => {
  it('aborts with a TimeoutError when the time is up, and not before', async () => {
    let limited: AbortSignal | undefined;
    const result = withTimeLimit(1000, undefined, (limit) => {
      limited = limit.signal;
      return abortable(never(), limit.signal).finally(() => expect(limit.isOver()).toBe(true));
    });
    const failed = expect(result).rejects.toMatchObject({ name: 'TimeoutError' });
    await vi.advanceTimersByTimeAsync(999);
    expect(limited?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await failed;
  });

  it("aborts with the caller's reason, which is no timeout", async () => {
    const controller = new AbortController();
    const reason = new Error('The page has gone on.');
    const result = withTimeLimit(1000, controller.signal, async (limit) => {
      await abortable(never(), limit.signal).catch(() => undefined);
      expect(limit.isOver()).toBe(false);
      limit.throwIfCancelled();
    });
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  it('starts aborted if the caller has aborted before', async () => {
    const reason = new Error('Too late.');
    const result = withTimeLimit(1000, AbortSignal.abort(reason), (limit) => abortable(never(), limit.signal));
    await expect(result).rejects.toBe(reason);
  });

  it('counts down', async () => {
    await withTimeLimit(1000, undefined, async (limit) => {
      await vi.advanceTimersByTimeAsync(400);
      expect(limit.remaining()).toBe(600);
    });
  });

  it('leaves no timer and no listener behind, whether the task succeeds or fails', async () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    await withTimeLimit(1000, signal, () => Promise.resolve());
    await withTimeLimit(1000, signal, () => Promise.reject(new Error('failed'))).catch(() => undefined);
    expect(vi.getTimerCount()).toBe(0);
    expect(remove).toHaveBeenCalledTimes(2);
  });

  it('works in a browser without AbortSignal.any and AbortSignal.timeout', async () => {
    vi.stubGlobal('AbortSignal', { any: undefined, timeout: undefined });
    await expect(withTimeLimit(1000, undefined, () => Promise.resolve('done'))).resolves.toBe('done');
  });
});

describe('abortable', () => {
  it('settles as the promise does if the signal never aborts', async () => {
    const { signal } = new AbortController();
    await expect(abortable(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('handles a promise that rejects after the signal has aborted', async () => {
    const controller = new AbortController();
    let fail!: (error: Error) => void;
    const result = abortable(new Promise((_resolve, reject) => (fail = reject)), controller.signal);
    controller.abort(new Error('aborted'));
    // A rejection that nobody handles would fail the whole run.
    fail(new Error('late'));
    await expect(result).rejects.toThrow('aborted');
  });
});

describe('wait', () => {
  it('resolves after the time, and rejects at once when the signal aborts', async () => {
    const controller = new AbortController();
    const done = vi.fn();
    void wait(500, controller.signal).then(done);
    await vi.advanceTimersByTimeAsync(499);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledOnce();

    const waiting = wait(500, controller.signal);
    controller.abort(new Error('aborted'));
    await expect(waiting).rejects.toThrow('aborted');
    expect(vi.getTimerCount()).toBe(0);
  });
});
