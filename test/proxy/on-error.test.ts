import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogEntry, ProxyOptions } from '../../src/proxy/index.js';
import { createFixture, FULL_SESSION, jsonResponse, startRequest } from './fixture.js';

const CAUSE = new Error('The vault is closed.');
const fail = () => {
  throw CAUSE;
};

async function request(options: Partial<ProxyOptions>, answer?: () => Response) {
  const told: unknown[][] = [];
  const { handle } = createFixture({ onError: (cause, entry) => told.push([cause, entry.status]), ...options }, answer);
  const response = await handle(startRequest());
  return { told, status: response.status, text: await response.text() };
}

describe('onError', () => {
  it.each<[string, Partial<ProxyOptions>, number, (() => Response)?]>([
    ['authorize', { authorize: fail }, 500],
    ['authorize, later', { authorize: () => Promise.reject(CAUSE) }, 500],
    ['getToken', { getToken: fail }, 502],
    ['rateLimit', { rateLimit: { take: fail } }, 500],
    ['fetch', {}, 502, fail],
  ])('gets what the host threw, and nobody else does: %s', async (_name, options, status, answer) => {
    const { told, text, ...response } = await request(options, answer);
    expect(response.status).toBe(status);
    expect(told).toEqual([[CAUSE, status]]);
    expect(text).not.toContain('vault');
  });

  it('is not called where HighLevel or the proxy refuses', async () => {
    expect((await request({ authorize: () => undefined })).told).toEqual([]);
    expect((await request({}, () => jsonResponse({ message: 'No.' }, 403))).told).toEqual([]);
  });

  it('may throw as well', async () => {
    const entries: LogEntry[] = [];
    const log = (entry: LogEntry) => entries.push(entry);
    const { status } = await request({ authorize: fail, onError: fail, log });
    expect(status).toBe(500);
    expect(entries).toMatchObject([{ status: 500, code: 'upstream_error' }]);
  });
});

describe('the duration of a log entry', () => {
  it.each([-3_600_000, 0, 3_600_000])('is not changed by a clock that is set by %i ms', async (ms) => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const authorize = () => {
      vi.advanceTimersByTime(250.4);
      vi.setSystemTime(Date.now() + ms);
      return FULL_SESSION;
    };
    const { handle, log } = createFixture({ authorize });
    await handle(startRequest());
    expect(log).toMatchObject([{ status: 200, duration: 250 }]);
  });
});
