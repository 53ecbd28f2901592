import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createFixture,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  readError,
  SESSION,
} from '../fixture.js';

const BUDGET_MS = 9_500;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}

/** Whether the answer is there, after each of the given times. */
async function watch(answer: Promise<Response>, ...times: number[]): Promise<boolean[]> {
  let isThere = false;
  void answer.then(() => (isThere = true));
  const seen: boolean[] = [];
  for (const ms of times) {
    await vi.advanceTimersByTimeAsync(ms);
    seen.push(isThere);
  }
  return seen;
}

describe('the time for a request, which is shorter than the 10 s that the element waits,', () => {
  it.each([
    ['a second try with another token', 'Bearer a', 3_000, 504, 'network_error'],
    ['another token', 'Bearer a', 4_000, 502, 'upstream_error'],
    ['the first try', '', 9_600, 502, 'upstream_error'],
  ])('ends during %s', async (_title, refused, pace, status, code) => {
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => after(pace, refresh ? 'b' : 'a') },
      (request) =>
        after(
          pace,
          request.headers.get('Authorization') === refused ? jsonResponse({}, 401) : jsonResponse(DETAILS_RESPONSE),
        ),
    );
    const answer = handle(createRequest(DETAILS));
    expect(await watch(answer, BUDGET_MS - 1, 1)).toEqual([false, true]);
    const response = await answer;
    expect([response.status, (await readError(response)).code]).toEqual([status, code]);
  });

  it('is long enough for a quick second attempt', async () => {
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => after(2_000, refresh ? 'b' : 'a') },
      (request) =>
        after(
          2_000,
          request.headers.get('Authorization') === 'Bearer a' ? jsonResponse({}, 401) : jsonResponse(DETAILS_RESPONSE),
        ),
    );
    const answer = handle(createRequest(DETAILS));
    expect(await watch(answer, 8_000)).toEqual([true]);
    expect((await answer).status).toBe(200);
  });

  it('ends during `authorize` and during the rate limit', async () => {
    const never = () => new Promise<never>(() => undefined);
    for (const options of [{ authorize: never }, { rateLimit: { take: never } }]) {
      const { handle, calls } = createFixture(options);
      const answer = handle(createRequest(DETAILS));
      expect(await watch(answer, BUDGET_MS - 1, 1)).toEqual([false, true]);
      const response = await answer;
      expect([response.status, (await readError(response)).code]).toEqual([504, 'network_error']);
      expect(calls).toEqual([]);
    }
  });

  it('leaves no timer', async () => {
    const { handle } = createFixture();
    await handle(createRequest(DETAILS));
    await handle(createRequest('/nowhere'));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a call of `getToken` that does not return', () => {
  it('is not waited for by a request that starts after the first has given up', async () => {
    const tokens = [new Promise<never>(() => undefined), Promise.resolve('good')];
    const { handle } = createFixture({ getToken: () => tokens.shift() ?? 'good', authorize: () => SESSION });
    const first = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(5_000);
    // It shares the first call, and keeps the location busy while the first request ends.
    const second = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(4_500);
    expect((await first).status).toBe(502);
    const third = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(0);
    expect((await third).status).toBe(200);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await second).status).toBe(502);
  });

  it('is not repeated because a request that joined it late has given up', async () => {
    const renewals = [() => after(3_000, 'fresh')];
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? (renewals.shift()?.() ?? 'spoilt') : 'expired') },
      ({ headers, url }) => {
        if (headers.get('Authorization') === 'Bearer fresh') return jsonResponse(DETAILS_RESPONSE);
        return after(url.includes('search=late') ? 9_000 : 0, jsonResponse({}, 401));
      },
    );
    const late = handle(createRequest(`${DETAILS}?search=late`));
    await vi.advanceTimersByTimeAsync(8_500);
    const renewing = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await late).status).toBe(502);
    const next = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(2_000);
    expect([(await renewing).status, (await next).status]).toEqual([200, 200]);
  });

  it('changes nothing when it fails after another call has replaced it', async () => {
    const renewals = [() => after(10_000, ''), () => after(3_000, 'fresh')];
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? (renewals.shift()?.() ?? 'spoilt') : 'expired') },
      ({ headers }) =>
        headers.get('Authorization') === 'Bearer fresh' ? jsonResponse(DETAILS_RESPONSE) : jsonResponse({}, 401),
    );
    const first = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(5_000);
    // It keeps the location busy while the first request ends.
    const steady = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(4_500);
    const second = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(1_000);
    const third = handle(createRequest(DETAILS));
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await Promise.all([first, steady, second, third])).map(({ status }) => status)).toEqual([
      502, 502, 200, 200,
    ]);
  });
});
