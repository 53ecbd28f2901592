import { afterEach, describe, expect, it, vi } from 'vitest';
import { SocialConnectError, type GetToken } from '../../../src/proxy/index.js';
import {
  createFixture,
  createGate,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  LIST,
  readError,
} from '../fixture.js';

const EXPIRED = 'expired-token';
const FRESH = 'fresh-token';

function isFresh(request: Request): boolean {
  return request.headers.get('Authorization') === `Bearer ${FRESH}`;
}

function refuseExpired(request: Request): Response {
  return isFresh(request) ? jsonResponse(DETAILS_RESPONSE) : jsonResponse({ message: 'Invalid JWT' }, 401);
}

function createTokens(): { getToken: GetToken; asked: boolean[] } {
  const asked: boolean[] = [];
  const getToken: GetToken = async (_session, { refresh }) => {
    asked.push(refresh);
    await Promise.resolve();
    return refresh ? FRESH : EXPIRED;
  };
  return { getToken, asked };
}

describe('a renewal', () => {
  it('is made once for 50 requests at once', async () => {
    const { getToken, asked } = createTokens();
    const { handle, calls } = createFixture({ getToken }, refuseExpired);
    const responses = await Promise.all(Array.from({ length: 50 }, () => handle(createRequest(DETAILS))));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(asked.filter((refresh) => refresh)).toHaveLength(1);
    expect(calls).toHaveLength(100);
  });

  it('serves a request whose older token is refused only after it has ended', async () => {
    const { getToken, asked } = createTokens();
    const late = createGate();
    const asking = createGate();
    const { handle } = createFixture({ getToken }, async (request) => {
      if (request.url.includes('search=late') && !isFresh(request)) {
        asking.open();
        await late.promise;
      }
      return refuseExpired(request);
    });
    const lateResponse = handle(createRequest(`${DETAILS}?search=late`));
    await asking.promise;
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
    late.open();
    expect((await lateResponse).status).toBe(200);
    expect(asked.filter((refresh) => refresh)).toHaveLength(1);
  });

  it('is not kept: the next request asks the host again', async () => {
    const { getToken, asked } = createTokens();
    const { handle } = createFixture({ getToken }, refuseExpired);
    await handle(createRequest(DETAILS));
    await handle(createRequest(DETAILS));
    expect(asked).toEqual([false, true, false, true]);
  });

  it('is made for one location only', async () => {
    const asked: string[] = [];
    const { handle } = createFixture(
      {
        authorize: ({ headers }) => ({ locationId: headers.get('X-Location') ?? '', userId: 'u' }),
        getToken: ({ locationId }, { refresh }) => {
          asked.push(`${locationId} ${refresh}`);
          return `${locationId}-${refresh}`;
        },
      },
      ({ headers, url }) => {
        const location = /\/oauth\/(\w+)\//.exec(url)?.[1] ?? '';
        const isGood = headers.get('Authorization') === `Bearer ${location}-true`;
        return isGood ? jsonResponse(DETAILS_RESPONSE) : jsonResponse({}, 401);
      },
    );
    const path = DETAILS.replace('loc1', '-');
    const locations = ['a', 'b', 'a', 'b'];
    const responses = await Promise.all(
      locations.map((id) => handle(createRequest(path, { headers: { 'X-Location': id } }))),
    );
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(asked.sort()).toEqual(['a false', 'a true', 'b false', 'b true']);
  });

  it('is made once at a time for a location, whichever of its tokens were refused', async () => {
    let running = 0;
    const renewals: number[] = [];
    const authorize = ({ headers }: Request) => ({ locationId: 'loc1', userId: headers.get('X-User') ?? '' });
    const getToken: GetToken = async ({ userId }, { refresh }) => {
      if (!refresh) return `expired-token-${userId}`;
      renewals.push((running += 1));
      await allRefused.promise;
      running -= 1;
      return FRESH;
    };
    const users = Array.from({ length: 6 }, (_, index) => `user${index}`);
    const refused = new Set<string | null>();
    const allRefused = createGate();
    const { handle } = createFixture({ getToken, authorize }, (request) => {
      refused.add(request.headers.get('Authorization'));
      // A turn of the event loop later, every request has asked for a renewal.
      if (refused.size === users.length) setImmediate(allRefused.open);
      return refuseExpired(request);
    });
    const responses = await Promise.all(
      users.map((user) => handle(createRequest(DETAILS, { headers: { 'X-User': user } }))),
    );
    expect(responses.map(({ status }) => status)).toEqual(users.map(() => 200));
    expect(renewals).toEqual([1]);
  });
});

describe('a renewal that does not help', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const REJECTED = () => jsonResponse({ message: 'Invalid JWT' }, 401);

  it.each<[string, () => string | Promise<string>, (request: Request) => Response]>([
    ['fails', () => Promise.reject(new Error('offline')), refuseExpired],
    ['returns the same token', () => EXPIRED, refuseExpired],
    ['returns a token that is refused as well', () => 'useless-token', REJECTED],
  ])('is not repeated for ten seconds, and then once, if it %s', async (_title, renew, answer) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let renewals = 0;
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? ((renewals += 1), renew()) : EXPIRED) },
      answer,
    );
    for (let round = 1; round <= 3; round += 1) {
      for (let index = 0; index < 60; index += 1) {
        expect((await handle(createRequest(DETAILS))).status).toBe(502);
        vi.advanceTimersByTime(100);
      }
      expect(renewals).toBe(round);
      vi.advanceTimersByTime(4_000);
    }
  });

  it('is not repeated under parallel traffic', async () => {
    let renewals = 0;
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? `useless-token-${(renewals += 1)}` : EXPIRED) },
      REJECTED,
    );
    for (let round = 0; round < 6; round += 1) {
      await Promise.all(Array.from({ length: 30 }, () => handle(createRequest(DETAILS))));
    }
    expect(renewals).toBe(1);
  });

  it('does not keep another location, or a token that the host has replaced, from working', async () => {
    const tokens: Record<string, string> = { loc1: EXPIRED, loc2: EXPIRED };
    const { handle } = createFixture(
      {
        authorize: ({ headers }) => ({ locationId: headers.get('X-Location') ?? '', userId: 'u' }),
        getToken: ({ locationId }, { refresh }) =>
          refresh && locationId === 'loc2' ? FRESH : (tokens[locationId] ?? EXPIRED),
      },
      refuseExpired,
    );
    const path = DETAILS.replace('loc1', '-');
    const statusOf = async (location: string) =>
      (await handle(createRequest(path, { headers: { 'X-Location': location } }))).status;
    expect([await statusOf('loc1'), await statusOf('loc2')]).toEqual([502, 200]);
    tokens.loc1 = FRESH;
    expect(await statusOf('loc1')).toBe(200);
  });

  it('ends the pause once a later one helps', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const renewals = [EXPIRED, FRESH, FRESH];
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? (renewals.shift() ?? '') : EXPIRED) },
      refuseExpired,
    );
    const statuses = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await handle(createRequest(DETAILS))).status);
      if (index === 1) vi.advanceTimersByTime(10_000);
    }
    expect(statuses).toEqual([502, 502, 200, 200]);
  });
});

describe('without a token that HighLevel accepts, the proxy', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for one twice at most, and sends the page no 401', async () => {
    const { getToken, asked } = createTokens();
    const { handle, calls } = createFixture({ getToken }, () => jsonResponse({ message: 'Invalid JWT' }, 401));
    const response = await handle(createRequest(LIST));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'unauthorized']);
    expect(asked).toEqual([false, true]);
    expect(calls).toHaveLength(2);
  });

  it('does not send the same token again', async () => {
    const { handle, calls } = createFixture({ getToken: () => 'pit-static' }, () => jsonResponse({}, 401));
    expect((await handle(createRequest(LIST))).status).toBe(502);
    expect(calls).toHaveLength(1);
  });

  it.each<[string, GetToken]>([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
    ['returns nothing', () => undefined as never],
    ['returns an empty text', () => ''],
    ['returns a line break', () => 'a\r\nX-Evil: 1'],
    ['returns more than ASCII', () => 'tok\u00e9n'],
    [
      'never returns',
      () => {
        // Time passes only once the token has been asked for.
        void vi.advanceTimersByTimeAsync(20);
        return new Promise(() => undefined);
      },
    ],
  ])('responds with 502 if `getToken` %s', async (_title, getToken) => {
    vi.useFakeTimers();
    const { handle, calls, log } = createFixture({ getToken, timeout: 20 });
    const response = await handle(createRequest(LIST));
    expect(response.status).toBe(502);
    const { code, message } = await readError(response);
    expect(code).toBe('upstream_error');
    expect(message + JSON.stringify(log)).not.toContain('secret');
    expect(calls).toEqual([]);
  });
});

describe('a call of `getToken`', () => {
  it('is not shared with a user whom the host refuses a token, though both ask at once', async () => {
    const gate = createGate();
    const getToken: GetToken = async ({ userId }) => {
      if (userId === 'mallory') throw new Error('Not for this user.');
      await gate.promise;
      return FRESH;
    };
    const authorize = (request: Request) => ({ locationId: 'loc1', userId: request.headers.get('X-User') ?? 'alice' });
    const { handle, calls } = createFixture({ getToken, authorize }, () => jsonResponse(DETAILS_RESPONSE));
    const alice = handle(createRequest(DETAILS));
    const mallory = await handle(createRequest(DETAILS, { headers: { 'X-User': 'mallory' } }));
    gate.open();
    expect(mallory.status).toBe(502);
    expect((await alice).status).toBe(200);
    expect(calls).toHaveLength(1);
  });

  it('may return a token that ends with a line break, as the content of a file does', async () => {
    const { handle } = createFixture({ getToken: () => `${FRESH}\n` }, refuseExpired);
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
  });

  it.each([
    [
      'Bearer fresh-token',
      '`getToken` returned one with a space, a line break or a character that no header can carry.',
    ],
    ['two\nlines', '`getToken` returned one with a space, a line break or a character that no header can carry.'],
    [' \n', '`getToken` returned none.'],
  ])('that returns %j is a 502 that says why', async (token, message) => {
    const { handle, calls } = createFixture({ getToken: () => token }, refuseExpired);
    expect(await readError(await handle(createRequest(DETAILS)))).toEqual({
      code: 'upstream_error',
      message: `The proxy has no HighLevel token: ${message}`,
    });
    expect(calls).toEqual([]);
  });
});

describe('a token that HighLevel does not renew because of its rate limit', () => {
  const limited = (options = {}) => new SocialConnectError('rate_limited', 'HighLevel said: wait, secret', options);

  it.each([
    [{ retryAfter: 40 }, '40'],
    [{ retryAfter: 0.5 }, '1'],
    [{ retryAfter: '30' }, '30'],
    [{}, '10'],
    [{ retryAfter: null }, '10'],
    [{ retryAfter: NaN }, '10'],
    [{ retryAfter: Infinity }, '10'],
    [{ retryAfter: -3 }, '10'],
    [{ retryAfter: 'soon…\r\n' }, '10'],
  ])('is 429 with the time to wait: %j', async (options, header) => {
    const { handle, calls } = createFixture({ getToken: () => Promise.reject(limited(options)) });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, response.headers.get('Retry-After')]).toEqual([429, header]);
    expect(await readError(response)).toEqual({
      code: 'rate_limited',
      message: "HighLevel's rate limit is reached: wait.",
      retryAfter: Number(header),
    });
    expect(calls).toHaveLength(0);
  });

  it('is 429 for each request, until the host has one', async () => {
    let isOver = false;
    const getToken: GetToken = (_session, { refresh }) => {
      if (!refresh) return EXPIRED;
      return isOver ? FRESH : Promise.reject(limited({ retryAfter: 1 }));
    };
    const { handle } = createFixture({ getToken }, refuseExpired);
    for (let count = 0; count < 2; count += 1) expect((await handle(createRequest(DETAILS))).status).toBe(429);
    isOver = true;
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
  });

  it('is 502 where the host fails with something else', async () => {
    const { handle } = createFixture({ getToken: () => Promise.reject(new SocialConnectError('not_found', 'x')) });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, response.headers.get('Retry-After')]).toEqual([502, null]);
  });
});
