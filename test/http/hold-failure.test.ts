import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdFailure } from '../../src/http/hold-failure.js';

const failure = new TypeError('Failed to fetch');

/** A request of a page, which may go away. */
function request({ inPage = true } = {}) {
  const page = new EventTarget();
  const stop = vi.fn(page.removeEventListener.bind(page));
  if (inPage) {
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', stop);
  }
  let resolve!: (result: string) => void;
  let reject!: (cause: Error) => void;
  const held = holdFailure(new Promise<string>((...settle) => ([resolve, reject] = settle)));
  const settled = vi.fn();
  held.then(settled, settled);
  return { held, settled, stop, resolve, reject, leave: (type: string) => page.dispatchEvent(new Event(type)) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('holdFailure', () => {
  it.each(['beforeunload', 'pagehide'])('holds a failure after %s, in case the page stays', async (type) => {
    const { held, settled, leave, reject } = request();
    leave(type);
    reject(failure);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(settled).not.toHaveBeenCalled();
    const rejected = expect(held).rejects.toBe(failure);
    await vi.advanceTimersByTimeAsync(1);
    await rejected;
  });

  it('gives a failure at once on a page that stays', async () => {
    const { held, reject } = request();
    reject(failure);
    await expect(held).rejects.toBe(failure);
  });

  it('gives a result at once on a page that goes away', async () => {
    const { held, leave, resolve } = request();
    leave('beforeunload');
    resolve('done');
    expect(await held).toBe('done');
  });

  it('does not listen any more after the request', async () => {
    const { held, stop, resolve } = request();
    resolve('done');
    await held;
    expect(stop.mock.calls.map(([type]) => type)).toEqual(['beforeunload', 'pagehide']);
  });

  it('works where there is no page', async () => {
    const { held, reject } = request({ inPage: false });
    reject(failure);
    await expect(held).rejects.toBe(failure);
  });
});
