import { describe, expect, it } from 'vitest';
import { APP, ATTACH_BODY, createFixture, createRequest, DETAILS, PROXY, startRequest } from '../fixture.js';

const FOREIGN_ORIGINS = [
  'https://evil.example',
  'http://app.example',
  'https://app.example:8443',
  'https://app.example.evil.example',
  'https://evilapp.example',
  'https://app.example.',
  'https://APP.example',
  'null',
  '*',
  '',
];

describe('C2: a sign-in is started by nothing that another site can make a browser send', () => {
  it.each<[string, RequestInit, string[]]>([
    ['a form', { headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } }, ['X-GHL-Connect']],
    ['a form of a listed origin', { headers: { Origin: APP } }, ['X-GHL-Connect']],
    ['a form of the same origin', {}, ['X-GHL-Connect']],
    ['a window', { method: 'GET', headers: { 'Sec-Fetch-Site': 'cross-site' } }, ['X-GHL-Connect']],
    ['an image of the same origin', { method: 'GET' }, ['X-GHL-Connect']],
    ['another site without `Origin`', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, []],
    ['a sibling site without `Origin`', { headers: { 'Sec-Fetch-Site': 'same-site' } }, []],
    ['the address bar', { headers: { 'Sec-Fetch-Site': 'none' } }, []],
    ['a request that says nothing of itself', {}, ['Sec-Fetch-Site']],
    ['a wrong header', { headers: { 'X-GHL-Connect': 'true' } }, []],
  ])('not by %s', async (_title, init, without) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest('', init, without))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it.each<[string, RequestInit, string[]]>([
    ['the element on the same origin', {}, []],
    ['the element on the same origin, with `Origin`', { headers: { Origin: PROXY } }, ['Sec-Fetch-Site']],
    ['the element on a listed origin', { headers: { Origin: APP, 'Sec-Fetch-Site': 'cross-site' } }, []],
    ['a server with a Bearer session', { headers: { Authorization: 'Bearer abc' } }, ['Sec-Fetch-Site']],
  ])('by %s', async (_title, init, without) => {
    const { handle, calls } = createFixture();
    const response = await handle(startRequest('', init, without));
    expect(await response.json()).toEqual({ url: expect.stringMatching(/^https:\/\/www\.facebook\.com\//) });
    expect(calls).toHaveLength(1);
  });

  it('and says which origins it has compared', async () => {
    const { handle } = createFixture();
    const response = await handle(startRequest('', { headers: { Origin: 'https://www.app.example' } }));
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain("The page's origin, https://www.app.example, is not");
    expect(error.message).toContain(`its own is ${PROXY}.`);
  });

  it('not by GET, even from the element', async () => {
    const { handle, calls } = createFixture();
    const response = await handle(startRequest('', { method: 'GET' }));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST']);
    expect(calls).toEqual([]);
  });
});

describe('C9: an origin is the own one or a listed one, exactly', () => {
  it.each(FOREIGN_ORIGINS)('refuses %j before the host or HighLevel hears of it', async (origin) => {
    let asked = 0;
    const { handle, calls } = createFixture({ authorize: () => void (asked += 1) });
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD']) {
      for (const path of [DETAILS, '/health', '/nowhere']) {
        const preflight = { 'Access-Control-Request-Method': 'POST' };
        const response = await handle(createRequest(path, { method, headers: { Origin: origin, ...preflight } }));
        expect(response.status).toBe(403);
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
    expect(asked).toBe(0);
    expect(calls).toEqual([]);
  });

  it.each([
    'null',
    '*',
    'app.example',
    'https://app.example/',
    'https://*.example',
    'http://app.example',
    'https://a@b.example',
  ])('cannot be set up with %s', (origin) => {
    expect(() => createFixture({ allowedOrigins: [origin] })).toThrow('allowedOrigins');
  });

  it('can be set up with an https origin, or a loopback one', () => {
    expect(() => createFixture({ allowedOrigins: [APP, 'http://localhost:5173'] })).not.toThrow();
  });

  it('answers the preflight of a listed origin', async () => {
    const { handle, calls, log } = createFixture({ authorize: () => undefined });
    const headers = { Origin: APP, 'Access-Control-Request-Method': 'POST' };
    const response = await handle(
      createRequest(DETAILS, { method: 'OPTIONS', headers }, ['X-GHL-Connect', 'Sec-Fetch-Site']),
    );
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, POST, DELETE');
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('Authorization, Content-Type, X-GHL-Connect');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(calls).toEqual([]);
    expect(log).toMatchObject([{ route: 'preflight', status: 204 }]);
  });

  it.each([true, false])(
    'lets a listed origin read every answer; cookies only if allowed (%s)',
    async (allowCredentials) => {
      const { handle } = createFixture({ allowCredentials });
      for (const path of [DETAILS, '/nowhere', `${DETAILS}?locationId=other`]) {
        const { headers } = await handle(createRequest(path, { headers: { Origin: APP } }));
        expect(headers.get('Access-Control-Allow-Origin')).toBe(APP);
        expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
        expect(headers.get('Access-Control-Allow-Credentials')).toBe(allowCredentials ? 'true' : null);
      }
    },
  );

  it('needs no CORS on its own origin', async () => {
    const { handle } = createFixture();
    const { headers } = await handle(createRequest(DETAILS, { headers: { Origin: PROXY } }));
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('Vary')).toBe('Origin');
  });

  it('takes OPTIONS that is no preflight for a wrong method', async () => {
    expect((await createFixture().handle(createRequest(DETAILS, { method: 'OPTIONS' }))).status).toBe(405);
  });
});

describe('C10: a body is JSON', () => {
  const body = JSON.stringify(ATTACH_BODY);

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('refuses %j', async (type) => {
    const { handle, calls } = createFixture();
    const response = await handle(createRequest(DETAILS, { method: 'POST', body, headers: { 'Content-Type': type } }));
    expect(response.status).toBe(415);
    expect(calls).toEqual([]);
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8'])('accepts %j', async (type) => {
    const { handle } = createFixture();
    const response = await handle(createRequest(DETAILS, { method: 'POST', body, headers: { 'Content-Type': type } }));
    expect(response.status).toBe(201);
  });

  it('refuses a form before it looks at the body', async () => {
    const { handle, calls } = createFixture();
    const headers = { 'Content-Type': 'text/plain' };
    const response = await handle(createRequest(DETAILS, { method: 'POST', body, headers }, ['X-GHL-Connect']));
    expect(response.status).toBe(403);
    expect(calls).toEqual([]);
  });
});

describe('C17: nothing is started or fetched ahead of time', () => {
  it.each<Record<string, string>>([
    { 'Sec-Purpose': 'prefetch' },
    { 'Sec-Purpose': 'prefetch;prerender' },
    { Purpose: 'prefetch' },
    { 'X-Moz': 'prefetch' },
  ])('refuses %j', async (headers) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest('', { headers }))).status).toBe(403);
    expect((await handle(createRequest(DETAILS, { headers }))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('accepts the same without, and no answer may be kept', async () => {
    const { handle } = createFixture();
    for (const request of [
      startRequest(),
      createRequest(DETAILS),
      createRequest('/health'),
      createRequest('/nowhere'),
    ]) {
      expect((await handle(request)).headers.get('Cache-Control')).toBe('no-store');
    }
  });
});
