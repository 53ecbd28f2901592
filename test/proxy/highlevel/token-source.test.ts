import { describe, expect, it } from 'vitest';
import type { GetToken } from '../../../src/proxy/index.js';
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

describe('C15: one renewal, however many need it', () => {
  it('50 requests at once with an expired token', async () => {
    const { getToken, asked } = createTokens();
    const { handle, calls } = createFixture({ getToken }, refuseExpired);
    const responses = await Promise.all(Array.from({ length: 50 }, () => handle(createRequest(DETAILS))));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(asked.filter((refresh) => refresh)).toHaveLength(1);
    expect(calls).toHaveLength(100);
  });

  it('a request that hears of its refusal after the renewal is done', async () => {
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

  it('asks again for the next request: the host keeps tokens, the proxy does not', async () => {
    const { getToken, asked } = createTokens();
    const { handle } = createFixture({ getToken }, refuseExpired);
    await handle(createRequest(DETAILS));
    await handle(createRequest(DETAILS));
    expect(asked).toEqual([false, true, false, true]);
  });

  it('keeps locations apart', async () => {
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
});

describe('a token that cannot be had', () => {
  it('is asked for twice at most, and a 401 does not reach the page as one', async () => {
    const { getToken, asked } = createTokens();
    const { handle, calls } = createFixture({ getToken }, () => jsonResponse({ message: 'Invalid JWT' }, 401));
    const response = await handle(createRequest(LIST));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'unauthorized']);
    expect(asked).toEqual([false, true]);
    expect(calls).toHaveLength(2);
  });

  it('is not tried again if the renewal gives the same', async () => {
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
    ['never returns', () => new Promise(() => undefined)],
  ])('since `getToken` %s is 502', async (_title, getToken) => {
    const { handle, calls, log } = createFixture({ getToken, timeout: 20 });
    const response = await handle(createRequest(LIST));
    expect(response.status).toBe(502);
    const { code, message } = await readError(response);
    expect(code).toBe('upstream_error');
    expect(message + JSON.stringify(log)).not.toContain('secret');
    expect(calls).toEqual([]);
  });

  it('does not spoil the next request, nor do renewals that fail or do not help under steady traffic', async () => {
    const busy = createGate();
    const busyAsked = createGate();
    const renewals = [() => Promise.reject(new Error('offline')), () => 'useless-token', () => FRESH];
    const { handle } = createFixture(
      { getToken: (_session, { refresh }) => (refresh ? (renewals.shift()?.() ?? EXPIRED) : EXPIRED) },
      async (request) => {
        if (!request.url.includes('search=busy')) return refuseExpired(request);
        busyAsked.open();
        await busy.promise;
        return jsonResponse(DETAILS_RESPONSE);
      },
    );
    const steady = handle(createRequest(`${DETAILS}?search=busy`));
    await busyAsked.promise;
    const statuses = [];
    for (let attempt = 0; attempt < 3; attempt += 1) statuses.push((await handle(createRequest(DETAILS))).status);
    expect(statuses).toEqual([502, 502, 200]);
    busy.open();
    expect((await steady).status).toBe(200);
  });
});

describe('what getToken gives one user', () => {
  it('is not given to another whom it refuses, though both ask at once', async () => {
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
});

describe('what `getToken` returns', () => {
  it('may end with a line break, as the content of a file does', async () => {
    const { handle } = createFixture({ getToken: () => `${FRESH}\n` }, refuseExpired);
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
  });

  it.each([
    [
      'Bearer fresh-token',
      'The HighLevel token could not be had: `getToken` returned one with a space, a line break or a letter that no header can carry.',
    ],
    [
      'two\nlines',
      'The HighLevel token could not be had: `getToken` returned one with a space, a line break or a letter that no header can carry.',
    ],
    [' \n', 'The HighLevel token could not be had: `getToken` returned none.'],
  ])('%j is told to be no token', async (token, message) => {
    const { handle, calls } = createFixture({ getToken: () => token }, refuseExpired);
    expect(await readError(await handle(createRequest(DETAILS)))).toMatchObject({ message });
    expect(calls).toEqual([]);
  });
});
