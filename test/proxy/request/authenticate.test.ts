import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { toNodeHandler } from 'srvx/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sessionAuthorize, type ProxyOptions } from '../../../src/proxy/index.js';
import {
  APP,
  ATTACH_BODY,
  attachRequest,
  CANARY,
  createFixture,
  createRequest,
  DETAILS,
  FULL_SESSION,
  KEY,
  LIST,
  LOCATION,
  readError,
  SESSION,
  startRequest,
  USER,
} from '../fixture.js';

/** A request of each route. */
const REQUESTS: readonly [string, () => Request][] = [
  ['start', () => startRequest()],
  ['details', () => createRequest(DETAILS)],
  ['attach', () => attachRequest()],
  ['list', () => createRequest(LIST)],
  ['disconnect', () => createRequest(`${LIST}/1`, { method: 'DELETE' })],
];

describe('`authorize`', () => {
  it.each(REQUESTS)('gets the very request, with what a framework added to it: %s', async (_title, create) => {
    const seen: unknown[] = [];
    const { handle } = createFixture({
      authorize: (request) => {
        seen.push(request, (request as Request & { cookies?: unknown }).cookies);
        return FULL_SESSION;
      },
    });
    const cookies = new Map([['sid', '1']]);
    const request = Object.assign(create(), { cookies });
    expect((await handle(request)).ok).toBe(true);
    expect(seen[0]).toBe(request);
    expect(seen[1]).toBe(cookies);
  });

  it('gets the very request behind a server that ends TLS, where the browser leaves `Origin` out', async () => {
    const seen: Request[] = [];
    const { handle } = createFixture({ authorize: (request) => (seen.push(request), SESSION) });
    const request = new Request(`http://app.example${DETAILS}`, {
      headers: { 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin', Cookie: 'sid=1' },
    });
    expect((await handle(request)).status).toBe(200);
    expect(seen).toEqual([request]);
    expect(seen[0]).toBe(request);
  });

  it('may read the body; the proxy reads a copy of its own', async () => {
    const { handle, calls } = createFixture({
      authorize: async (request) =>
        ((await request.json()) as { type: string }).type === 'page' ? SESSION : undefined,
    });
    expect((await handle(attachRequest())).status).toBe(201);
    expect(await calls[0]?.json()).toEqual(ATTACH_BODY);
  });

  it.each<[string, ProxyOptions['authorize']]>([
    [
      'throws',
      () => {
        throw new Error(`secret ${CANARY}`);
      },
    ],
    ['rejects', () => Promise.reject(new Error(`secret ${CANARY}`))],
    ['returns no user', () => ({ locationId: LOCATION }) as never],
    ['returns `null` for the platforms, which may mean none', () => ({ ...SESSION, platforms: null }) as never],
    ['returns an unknown platform', () => ({ ...SESSION, platforms: ['myspace'] }) as never],
    ['returns `true`', () => true as never],
    [
      'returns a session whose getter throws',
      () => ({
        userId: USER,
        get locationId(): string {
          throw new Error('secret');
        },
      }),
    ],
  ])('that %s is a 500 without details', async (_title, authorize) => {
    const { handle, calls, log } = createFixture({ authorize });
    const response = await handle(startRequest());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(log[0]).toMatchObject({ status: 500, route: 'start', code: 'upstream_error' });
    expect(JSON.stringify(log)).not.toContain('secret');
    expect(calls).toEqual([]);
  });

  it.each([
    '-',
    '--',
    '_',
    '-_-',
    '',
    '../x',
    'a b',
    'a/b',
    'undefined',
    'null',
    'NaN',
    'oauth',
    'x'.repeat(129),
    7,
    null,
  ])('cannot return the id %j for a location or a user', async (id) => {
    for (const session of [
      { ...SESSION, locationId: id },
      { ...SESSION, userId: id },
    ]) {
      const { handle, calls, log } = createFixture({ authorize: () => session as never });
      for (const [, create] of REQUESTS) expect((await handle(create())).status).toBe(500);
      expect((await handle(createRequest('/social-media-posting/-/accounts'))).status).toBe(500);
      expect(calls).toEqual([]);
      const name = session.locationId === id ? 'locationId' : 'userId';
      expect(log[0]?.reason).toContain(`must return a session, nothing, or a \`Response\`: \`${name}\` must be`);
    }
  });

  it.each(['ve9EPM428h8vShlRW1KT', 'loc-1', '_a', 'Undefined1', 'oauth2', 'x'.repeat(128)])(
    'may return the id %j',
    async (id) => {
      const { handle, calls } = createFixture({ authorize: () => ({ locationId: id, userId: id }) });
      expect((await handle(createRequest('/social-media-posting/-/accounts'))).status).toBe(200);
      expect(new URL(calls[0]!.url).pathname).toBe(`/social-media-posting/${id}/accounts`);
    },
  );
});

describe('a 401', () => {
  const nobody = (request: Request, authorize: ProxyOptions['authorize'] = () => undefined) => {
    const fixture = createFixture({ authorize });
    return fixture.handle(request).then((response) => ({ response, ...fixture }));
  };

  it.each([undefined, null])('is sent when `authorize` returns %s', async (nothing) => {
    const { response, calls, log } = await nobody(startRequest(), () => nothing);
    expect([response.status, (await readError(response)).code]).toEqual([401, 'unauthorized']);
    expect(log[0]?.reason).toBe('`authorize` returned no session');
    expect(calls).toEqual([]);
  });

  it.each<[string, Record<string, string>, string | null, ProxyOptions['authorize']?]>([
    ['without credentials asks for a token', {}, 'Bearer'],
    ['for a refused token says so', { Authorization: 'Bearer a.b.c' }, 'Bearer error="invalid_token"'],
    [
      'for a refused token says so, beside a cookie',
      { Authorization: 'Bearer a.b.c', Cookie: 'a=1' },
      'Bearer error="invalid_token"',
    ],
    ['for a malformed token says so', { Authorization: 'Bearer a b' }, 'Bearer error="invalid_token"'],
    ['for a session in a cookie asks for no token', { Cookie: 'sid=1' }, null],
    [
      'of `sessionAuthorize` asks for a token, whatever the cookies',
      { Cookie: 'theme=dark' },
      'Bearer',
      sessionAuthorize({ key: KEY }),
    ],
    [
      'of `sessionAuthorize` for a refused token says so',
      { Authorization: 'Bearer a.b.c' },
      'Bearer error="invalid_token"',
      sessionAuthorize({ key: KEY }),
    ],
  ])('%s', async (_title, headers, challenge, authorize) => {
    const { response } = await nobody(createRequest(LIST, { headers }), authorize);
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, challenge]);
  });
});

/** The `Response` of another realm, as frameworks that run code in a context of their own have. */
function createForeignResponse(text: string | null, init: ResponseInit): Response {
  const context = createContext({ Response, ReadableStream, Uint8Array, text, init });
  return runInContext(
    `
    const inner = new Response(text, init);
    ({
      status: inner.status,
      statusText: inner.statusText,
      headers: inner.headers,
      body: inner.body === null ? null : { getReader: () => inner.body.getReader() },
      arrayBuffer: async () => {
        const bytes = new Uint8Array(await inner.arrayBuffer());
        const copy = new ArrayBuffer(bytes.length);
        new globalThis.Uint8Array(copy).set(bytes);
        return copy;
      },
    })`,
    context,
  ) as Response;
}

describe('a `Response` that `authorize` returns', () => {
  const HEADERS = { 'X-Frame-Options': 'SAMEORIGIN', 'X-Own': 'yes', 'Access-Control-Allow-Origin': '*' };
  const own = (): Response => new Response('Sign in', { status: 402, headers: HEADERS });
  const foreign = (): Response => createForeignResponse('Sign in', { status: 402, headers: HEADERS });

  it.each([
    ['of this realm', own],
    ['of another realm', foreign],
  ])('%s is sent, with the proxy’s headers in place of its own', async (_title, authorize) => {
    const { handle, calls } = createFixture({ authorize });
    const response = await handle(startRequest('', { headers: { Origin: APP } }));
    expect(response).toBeInstanceOf(Response);
    expect([response.status, await response.text()]).toEqual([402, 'Sign in']);
    expect(response.headers.get('X-Own')).toBe('yes');
    expect(response.headers.get('X-Frame-Options')).toBe('DENY');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(calls).toEqual([]);
  });

  it('lets no page read it that the proxy does not allow', async () => {
    for (const authorize of [own, foreign]) {
      const response = await createFixture({ authorize }).handle(startRequest());
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });

  it('keeps its cookies apart, and may have no body', async () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1; Path=/'],
      ['Set-Cookie', 'b=2'],
    ]);
    for (const create of [
      () => new Response(null, { status: 204, headers }),
      () => createForeignResponse(null, { status: 204, headers }),
    ]) {
      const response = await createFixture({ authorize: create }).handle(startRequest());
      expect(response.status).toBe(204);
      expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    }
  });

  it('may be that of another server, compressed and of a known length', async () => {
    const text = 'Sign in. '.repeat(100);
    const body = gzipSync(text);
    const headers = { 'Content-Encoding': 'gzip', 'Content-Length': String(body.length), 'X-Own': 'yes' };
    const signIn = createServer((_request, response) => response.writeHead(401, headers).end(body));
    const page = createServer((request, response) => {
      const fetched = () => fetch(`http://127.0.0.1:${(signIn.address() as AddressInfo).port}`);
      const created = () => new Response(body, { status: 401, headers });
      const authorize = request.headers['x-create'] ? created : fetched;
      (toNodeHandler(createFixture({ authorize }).handle) as RequestListener)(request, response);
    });
    for (const server of [signIn, page]) {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      onTestFinished(() => void server.closeAllConnections());
      onTestFinished(() => void server.close());
    }
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}${LIST}`;
    const own = { 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' };
    for (const [sent, encoding] of [
      [own, null],
      [{ ...own, 'X-Create': '1' }, 'gzip'],
    ] as const) {
      const response = await fetch(url, { headers: sent });
      expect([response.status, await response.text()]).toEqual([401, text]);
      expect(response.headers.get('X-Own')).toBe('yes');
      expect(response.headers.get('Content-Encoding')).toBe(encoding);
    }
  });

  it('with an impossible status is a 500', async () => {
    const { handle } = createFixture({ authorize: () => Response.error() });
    expect((await handle(startRequest())).status).toBe(500);
  });
});
