import { describe, expect, it } from 'vitest';
import { createProxyHandler, type ProxyOptions } from '../../../src/proxy/index.js';
import {
  ACCOUNT_ID,
  APP,
  attachRequest,
  CANARY,
  createFixture,
  createProxy,
  createRequest,
  DETAILS,
  jsonResponse,
  LIST,
  LOCATION,
  readError,
  SESSION,
  startRequest,
  USER,
} from '../fixture.js';

describe('C1: location and user come from the session alone', () => {
  it.each([
    ['another location to start', startRequest('?locationId=loc2')],
    ['another user to start', startRequest(`?locationId=${LOCATION}&userId=user2`)],
    ['a second location to start', startRequest(`?locationId=${LOCATION}&locationId=loc2`)],
    ['an empty location to start', startRequest('?locationId=')],
    ["another location's details", createRequest(DETAILS.replace(LOCATION, 'loc2'))],
    ["another location's details by query", createRequest(`${DETAILS}?locationId=loc2`)],
    ["another location's list", createRequest(LIST.replace(LOCATION, 'loc2'))],
    [
      "another location's account to remove",
      createRequest(LIST.replace(LOCATION, 'loc2') + '/1', { method: 'DELETE' }),
    ],
  ])('refuses %s', async (_title, request) => {
    const { handle, calls } = createFixture();
    const response = await handle(request);
    expect(response.status).toBe(403);
    expect((await readError(response)).code).toBe('forbidden');
    expect(calls).toEqual([]);
  });

  it.each([
    ['a start that names nobody', startRequest()],
    ['a start that names the session', startRequest(`?locationId=${LOCATION}&userId=${USER}`)],
    ['details', createRequest(DETAILS)],
    ["details of `-`, the session's own", createRequest(DETAILS.replace(LOCATION, '-'))],
    ['the list', createRequest(LIST)],
    ['the list of `-`', createRequest(LIST.replace(LOCATION, '-'))],
    ['removal', createRequest(`${LIST}/1`, { method: 'DELETE' })],
  ])('accepts %s', async (_title, request) => {
    const { handle, calls } = createFixture();
    expect((await handle(request)).status).toBe(200);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toContain(LOCATION);
  });

  it("sends the session's ids to HighLevel", async () => {
    const { handle, calls } = createFixture();
    await handle(startRequest());
    expect(calls[0]?.url).toBe(
      `https://services.leadconnectorhq.com/social-media-posting/oauth/facebook/start?locationId=${LOCATION}&userId=${USER}`,
    );
  });

  it.each<[unknown, RegExp]>([
    [undefined, /an object with `authorize` and `getToken`/],
    [{ allowedOrigin: [APP] }, /`allowedOrigin` is no option.*allowedOrigins/],
    [{ allowedOrigins: APP }, /`allowedOrigins` is a list/],
    [{ allowedOrigins: ['https://app.example/'] }, /write https:\/\/app\.example\./],
    [{ allowedOrigins: ['https://*.example'] }, /without path or wildcard/],
    [{ allowedOrigins: ['http://app.example'] }, /write https:\/\/name/],
    [{ timeout: 2_147_483_648 }, /`timeout` is a number of milliseconds, at most 2147483647/],
    [{ timeout: Infinity }, /`timeout`/],
    [{ timeout: NaN }, /`timeout`/],
    [{ timeout: 0 }, /`timeout`/],
    [{ timeout: '9500' }, /`timeout`/],
    [{ rateLimit: null }, /`rateLimit` is `false`, or an object with a function `take`/],
    [{ rateLimit: true }, /`rateLimit`/],
    [{ rateLimit: {} }, /`rateLimit`/],
    [{ rateLimit: { take: 60 } }, /`rateLimit`/],
    [{ signInDomains: 'example.com' }, /`signInDomains` is a list/],
    [{ signInDomains: null }, /`signInDomains` is a list/],
    [{ fetch: null }, /`fetch` is a function/],
    [{ fetch: 'https://highlevel.example' }, /`fetch` is a function/],
    [{ log: null }, /`log` is a function/],
    [{ log: {} }, /`log` is a function/],
  ])('refuses the options %o, and says what to write', (wrong, message) => {
    const good: ProxyOptions = { authorize: () => SESSION, getToken: () => CANARY };
    const options = wrong === undefined ? wrong : { ...good, ...(wrong as object) };
    const create = () => createProxyHandler(options as ProxyOptions);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ name: 'SocialConnectError', code: 'invalid_config' }));
  });

  it.each<Partial<ProxyOptions>>([
    { timeout: 2_147_483_647 },
    { timeout: 0.5 },
    { rateLimit: false },
    { rateLimit: { take: () => 0 } },
    { signInDomains: ['example.com'] },
    { fetch, log: console.log },
    { timeout: undefined, rateLimit: undefined, signInDomains: undefined, fetch: undefined, log: undefined } as object,
  ])('takes the options %o', (good) => {
    expect(() => createFixture(good)).not.toThrow();
  });

  it('has no handler without `authorize` or `getToken`', () => {
    const options: ProxyOptions = { authorize: () => SESSION, getToken: () => CANARY };
    expect(createProxy(options)).toBeTypeOf('function');
    for (const name of ['authorize', 'getToken']) {
      expect(() => createProxy({ ...options, [name]: undefined })).toThrow(name);
    }
  });
});

describe('`authorize`', () => {
  it.each([undefined, null])('returning %s is 401', async (nobody) => {
    const { handle, calls } = createFixture({ authorize: () => nobody });
    const response = await handle(startRequest());
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect((await readError(response)).code).toBe('unauthorized');
    expect(calls).toEqual([]);
  });

  it.each<[string, ProxyOptions['authorize']]>([
    [
      'throws',
      () => {
        throw new Error(`secret ${CANARY}`);
      },
    ],
    ['rejects', () => Promise.reject(new Error(`secret ${CANARY}`))],
    ['returns a location that cannot be one', () => ({ locationId: '../x', userId: USER })],
    ['returns no user', () => ({ locationId: LOCATION }) as never],
    ['returns `null` for the platforms, which may mean none', () => ({ ...SESSION, platforms: null }) as never],
    ['returns a platform that is none', () => ({ ...SESSION, platforms: ['myspace'] }) as never],
    ['returns `true`', () => true as never],
  ])('that %s is 500, and says no more', async (_title, authorize) => {
    const { handle, calls, log } = createFixture({ authorize });
    const response = await handle(startRequest());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(log[0]).toMatchObject({ status: 500, route: 'start', code: 'upstream_error' });
    expect(JSON.stringify(log)).not.toContain('secret');
    expect(calls).toEqual([]);
  });

  it('may answer itself; our security and CORS headers are put over its own', async () => {
    const own = (): Response =>
      new Response('Sign in', { status: 402, headers: { 'X-Frame-Options': 'SAMEORIGIN', 'X-Own': 'yes' } });
    const { handle, calls } = createFixture({ authorize: own });
    const response = await handle(startRequest('', { headers: { Origin: APP } }));
    expect(response.status).toBe(402);
    expect(await response.text()).toBe('Sign in');
    expect(response.headers.get('X-Own')).toBe('yes');
    expect(response.headers.get('X-Frame-Options')).toBe('DENY');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(calls).toEqual([]);
  });

  it('that answers with an error response is 500', async () => {
    const { handle } = createFixture({ authorize: () => Response.error() });
    expect((await handle(startRequest())).status).toBe(500);
  });

  it('gets method, address and headers, and cannot take the body away', async () => {
    const seen: [string, string, string | null, string][] = [];
    const { handle, calls } = createFixture({
      authorize: async (request) => {
        seen.push([request.method, request.url, request.headers.get('Cookie'), await request.text()]);
        return SESSION;
      },
    });
    const request = attachRequest(undefined, { headers: { Cookie: 'sid=1' } });
    expect((await handle(request)).status).toBe(201);
    expect(seen).toEqual([['POST', request.url, 'sid=1', '']]);
    expect(await calls[0]?.json()).toMatchObject({ originId: '1' });
  });
});

describe('`platforms` of a session', () => {
  const facebookOnly = { authorize: () => ({ ...SESSION, platforms: ['facebook' as const] }) };

  it.each([startRequest(), createRequest(DETAILS), attachRequest()])('allow what they name', async (request) => {
    expect((await createFixture(facebookOnly).handle(request)).ok).toBe(true);
  });

  it.each([
    createRequest('/social-media-posting/oauth/tiktok/start', { method: 'POST' }),
    createRequest(DETAILS.replace('facebook', 'tiktok')),
    createRequest(DETAILS.replace('facebook', 'tiktok'), { method: 'POST', body: '{}' }),
  ])('forbid every other', async (request) => {
    const { handle, calls } = createFixture(facebookOnly);
    expect((await handle(request)).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('hold for the list and for removal, too', async () => {
    const accounts = [
      { id: 'fb', platform: 'facebook' },
      { id: 'tt', platform: 'tiktok' },
    ];
    const { handle, calls } = createFixture(facebookOnly, ({ method }) =>
      jsonResponse({ success: true, results: method === 'GET' ? { accounts } : { id: 'fb' } }),
    );
    expect(await (await handle(createRequest(LIST))).json()).toMatchObject({ results: { accounts: [{ id: 'fb' }] } });
    const remove = (id: string): Promise<Response> => handle(createRequest(`${LIST}/${id}`, { method: 'DELETE' }));
    expect((await remove('fb')).status).toBe(200);
    expect((await remove('tt')).status).toBe(403);
    expect((await remove('unknown')).status).toBe(404);
    expect(calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });
});

describe('C14: only what is needed comes out', () => {
  const tooMuch = {
    accessToken: 'secret',
    refreshToken: 'secret',
    email: 'a@b.example',
    meta: { accessToken: 'secret' },
  };

  it.each([
    ['details', createRequest(DETAILS), { pages: [{ id: '1', name: 'One', ...tooMuch }], ...tooMuch }],
    ['attach', attachRequest(), { _id: '1', oAuthId: '2', ...tooMuch }],
    ['list', createRequest(LIST), { accounts: [{ id: '1', platform: 'facebook', ...tooMuch }], groups: [tooMuch] }],
    ['disconnect', createRequest(`${LIST}/1`, { method: 'DELETE' }), { id: '1', ...tooMuch }],
  ])('of %s', async (_title, request, results) => {
    const { handle } = createFixture({}, () => jsonResponse({ success: true, results, traceId: 'secret', ...tooMuch }));
    const response = await handle(request);
    expect(response.ok).toBe(true);
    const text = await response.text();
    expect(text).toContain('"1"');
    expect(text).not.toMatch(/secret|a@b/);
  });

  it('leaves out deleted accounts', async () => {
    const accounts = [
      { id: '1', deleted: true },
      { id: ACCOUNT_ID, deleted: false },
    ];
    const { handle } = createFixture({}, () => jsonResponse({ success: true, results: { accounts } }));
    expect(await (await handle(createRequest(LIST))).json()).toEqual({
      success: true,
      results: { accounts: [{ id: ACCOUNT_ID }] },
    });
  });
});
