import { describe, expect, it } from 'vitest';
import { APP, createFixture, createRequest, DETAILS, PROXY, readError, START, startRequest } from '../fixture.js';

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

describe('checkPageOrigin', () => {
  it.each(FOREIGN_ORIGINS)('refuses the origin %j before `authorize` and HighLevel are asked', async (origin) => {
    let asked = 0;
    const { handle, calls } = createFixture({ authorize: () => void (asked += 1) });
    for (const site of ['cross-site', 'same-site', 'same-origin']) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD']) {
        const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Sec-Fetch-Site': site };
        for (const path of [DETAILS, '/health', '/nowhere']) {
          const response = await handle(createRequest(path, { method, headers }));
          expect(response.status).toBe(403);
          expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
        }
      }
    }
    expect(asked).toBe(0);
    expect(calls).toEqual([]);
  });

  it('tells the log which origins it compared, and the client nothing of the proxy', async () => {
    const { handle, log } = createFixture({ allowedOrigins: [APP] });
    const request = new Request(`http://10.0.0.7:3000${START}`, {
      method: 'POST',
      headers: { Origin: 'https://www.app.example', 'Sec-Fetch-Site': 'cross-site', Host: 'proxy.internal' },
    });
    const response = await handle(request);
    const { message } = await readError(response);
    expect(message).toBe("The page's origin is not allowed to use this proxy.");
    expect(JSON.stringify([...response.headers])).not.toMatch(/10\.0\.0\.7|internal/);
    for (const part of ['https://www.app.example', 'http://10.0.0.7:3000', 'proxy.internal', 'cross-site']) {
      expect(log[0]?.reason).toContain(part);
    }
  });

  it.each([true, false])(
    'lets the page of a listed origin read responses, with cookies: %s',
    async (allowCredentials) => {
      const { handle } = createFixture({ allowCredentials });
      for (const path of [DETAILS, '/nowhere']) {
        const { headers } = await handle(createRequest(path, { headers: { Origin: APP } }));
        expect(headers.get('Access-Control-Allow-Origin')).toBe(APP);
        expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
        expect(headers.get('Access-Control-Allow-Credentials')).toBe(allowCredentials ? 'true' : null);
      }
    },
  );

  it('needs no CORS headers on its own origin, and caches nothing across origins or sessions', async () => {
    const { headers } = await createFixture().handle(createRequest(DETAILS, { headers: { Origin: PROXY } }));
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('Vary')).toBe('Origin, Authorization, Cookie');
  });
});

describe('a preflight', () => {
  const preflight = (more: Record<string, string> = {}) =>
    createRequest(
      DETAILS,
      { method: 'OPTIONS', headers: { Origin: APP, 'Access-Control-Request-Method': 'POST', ...more } },
      ['X-GHL-Connect', 'Sec-Fetch-Site'],
    );

  it('of a listed origin is answered without a session', async () => {
    const { handle, calls, log } = createFixture({ authorize: () => undefined });
    const response = await handle(preflight());
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, POST, DELETE');
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('Authorization, Content-Type, X-GHL-Connect');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(calls).toEqual([]);
    expect(log).toMatchObject([{ route: 'preflight', status: 204 }]);
  });

  it('allows the request headers of `allowedHeaders`, and no others', async () => {
    const { handle } = createFixture({ allowedHeaders: ['traceparent', 'X-Request-Id'] });
    const response = await handle(preflight({ 'Access-Control-Request-Headers': 'traceparent, x-evil' }));
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe(
      'Authorization, Content-Type, X-GHL-Connect, traceparent, X-Request-Id',
    );
  });

  it.each(['*', '', 'a b', 'a\r\nX-Evil: 1', 'a,b', 7])('cannot allow the header %j', (name) => {
    expect(() => createFixture({ allowedHeaders: [name as string] })).toThrow('allowedHeaders');
  });

  it('is only an OPTIONS request that names a method', async () => {
    expect((await createFixture().handle(createRequest(DETAILS, { method: 'OPTIONS' }))).status).toBe(405);
  });
});

describe('`allowedOrigins`', () => {
  it.each([
    'null',
    '*',
    'app.example',
    'https://app.example/',
    'https://*.example',
    'http://app.example',
    'https://a@b.example',
    'file://',
    'file://app',
    'data://x',
    'capacitor://*',
    'capacitor://localhost/',
    'capacitor:',
    'Capacitor://localhost',
    'javascript://x',
    'about:blank',
    undefined,
    null,
    7,
  ])('refuses %j', (origin) => {
    expect(() => createFixture({ allowedOrigins: [origin as string] })).toThrow('allowedOrigins');
  });

  it.each([
    'https://app.example',
    'http://localhost:5173',
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'http://tauri.localhost',
    'app://bundle',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    'moz-extension://8f3f7a2e-2f0e-4f62-9f2a-0a1b2c3d4e5f',
    'safari-web-extension://8F3F7A2E-2F0E-4F62-9F2A-0A1B2C3D4E5F',
  ])('may contain %s, whose pages may use the proxy then and not otherwise', async (origin) => {
    const request = () => startRequest('', { headers: { Origin: origin, 'Sec-Fetch-Site': 'cross-site' } });
    const listed = await createFixture({ allowedOrigins: [origin] }).handle(request());
    expect([listed.status, listed.headers.get('Access-Control-Allow-Origin')]).toEqual([200, origin]);
    const unlisted = createFixture({ allowedOrigins: ['https://other.example'] });
    expect((await unlisted.handle(request())).status).toBe(403);
    expect(unlisted.calls).toEqual([]);
  });

  it('says what to write instead of an origin with a path', () => {
    expect(() => createFixture({ allowedOrigins: ['capacitor://localhost/'] })).toThrow('write capacitor://localhost.');
    expect(() => createFixture({ allowedOrigins: ['https://app.example/x'] })).toThrow('write https://app.example.');
  });
});

/** A start as a server behind other servers sees it: its URL, and what the browser said. */
function behind(url: string, headers: Record<string, string>): Request {
  return new Request(url + START, { method: 'POST', headers: { 'X-GHL-Connect': '1', ...headers } });
}

describe('a page of the proxy’s own origin, of which other servers and frameworks change the URL', () => {
  const SAME = { 'Sec-Fetch-Site': 'same-origin' };

  it.each<[string, string, Record<string, string>]>([
    ['Next behind a reverse proxy', 'http://localhost:3000', { Host: 'app.example', Origin: APP, ...SAME }],
    [
      'Next behind a reverse proxy with X-Forwarded-Proto',
      'https://localhost:3000',
      { Host: 'app.example', Origin: APP, ...SAME },
    ],
    ['Next in a container', 'http://3f2a9c1b7d4e:3000', { Host: 'app.example', Origin: APP, ...SAME }],
    ['Next at all addresses', 'https://0.0.0.0:3000', { Origin: APP, ...SAME }],
    [
      'Next opened as 127.0.0.1',
      'http://localhost:3000',
      { Host: '127.0.0.1:3000', Origin: 'http://127.0.0.1:3000', ...SAME },
    ],
    [
      'Next opened by its address in the network',
      'http://localhost:3000',
      { Host: '192.168.0.7:3000', Origin: 'http://192.168.0.7:3000' },
    ],
    ['a server in front that ends TLS', 'http://app.example', { Host: 'app.example', Origin: APP, ...SAME }],
    ['a server in front that changes `Host`', 'http://backend:8080', { Host: 'backend:8080', Origin: APP, ...SAME }],
    [
      'a browser without Sec-Fetch-Site, behind a server that ends TLS',
      'http://app.example',
      { Host: 'app.example', Origin: APP },
    ],
    [
      'a browser without Sec-Fetch-Site, with a port',
      'http://localhost:3000',
      { Host: 'app.example:8443', Origin: 'https://app.example:8443' },
    ],
    ['a server that says the default port', 'http://localhost:3000', { Host: 'app.example:443', Origin: APP }],
  ])('is accepted: %s', async (_title, url, headers) => {
    const { handle, calls } = createFixture({ allowedOrigins: [] });
    const response = await handle(behind(url, headers));
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(calls).toHaveLength(1);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'another site',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    ],
    [
      'a sibling site',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'https://evil.app.example', 'Sec-Fetch-Site': 'same-site' },
    ],
    [
      'another site, in a browser without Sec-Fetch-Site',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'https://evil.example' },
    ],
    [
      'a page of the same host without TLS',
      'https://localhost:3000',
      { Host: 'app.example', Origin: 'http://app.example' },
    ],
    [
      'a page of the same host without TLS, as the browser says',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'http://app.example', 'Sec-Fetch-Site': 'cross-site' },
    ],
    [
      'a page of another port',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'https://app.example:8443', 'Sec-Fetch-Site': 'same-site' },
    ],
    [
      "a page of the visitor's own machine that has the address Next always says",
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'cross-site' },
    ],
    [
      'a sandboxed page',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    ],
    [
      'an opaque origin',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    ],
    [
      'an extension that is not listed',
      'http://localhost:3000',
      {
        Host: 'app.example',
        Origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
        'Sec-Fetch-Site': 'same-origin',
      },
    ],
    [
      'a page that sends X-Forwarded-Host',
      'http://localhost:3000',
      { Host: 'app.example', 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' },
    ],
    [
      'two values of Sec-Fetch-Site',
      'http://localhost:3000',
      { Host: 'app.example', Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin, cross-site' },
    ],
  ])('is not imitated by %s', async (_title, url, headers) => {
    const { handle, calls } = createFixture({ allowedOrigins: [] });
    expect((await handle(behind(url, headers))).status).toBe(403);
    expect(calls).toEqual([]);
  });
});
