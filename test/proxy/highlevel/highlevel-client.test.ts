import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ATTACH_BODY,
  attachRequest,
  CANARY,
  createFixture,
  createGate,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  LIST,
  readError,
  redirectTo,
  SIGN_IN_URL,
  startRequest,
} from '../fixture.js';

afterEach(() => {
  vi.useRealTimers();
});

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json',
  'referrer-policy': 'no-referrer',
  vary: 'Origin, Authorization, Cookie',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const disconnectRequest = () => createRequest(`${LIST}/1`, { method: 'DELETE' });

describe('headers', () => {
  const smuggled = {
    Cookie: 'sid=1',
    Authorization: 'Bearer session',
    Connection: 'keep-alive, Version',
    'Transfer-Encoding': 'chunked',
    'User-Agent': 'evil',
    'X-Forwarded-Host': 'evil.example',
    Version: 'v1',
    'X-Anything': '1',
  };

  it.each([
    ['start', startRequest('', { headers: smuggled }), []],
    ['details', createRequest(DETAILS, { headers: smuggled }), []],
    ['attach', attachRequest(undefined, { headers: smuggled }), ['content-type']],
  ])('of the client do not reach HighLevel: %s', async (_title, request, more) => {
    const { handle, inits } = createFixture();
    expect((await handle(request)).ok).toBe(true);
    const headers = new Headers(inits[0]?.headers);
    expect([...headers.keys()]).toEqual(['accept', 'authorization', ...more, 'user-agent', 'version']);
    expect(headers.get('Authorization')).toBe(`Bearer ${CANARY}`);
    expect(headers.get('Version')).toBe('v3');
    expect(headers.get('User-Agent')).toBe('ghl-social-connect');
  });

  it('of HighLevel do not reach the client', async () => {
    const headers = {
      'Set-Cookie': 'sid=1',
      Server: 'nginx',
      'Access-Control-Allow-Origin': '*',
      'X-Powered-By': 'Express',
      'Cache-Control': 'public',
      'X-Frame-Options': 'ALLOWALL',
    };
    const { handle } = createFixture({}, () => jsonResponse(DETAILS_RESPONSE, 200, headers));
    const response = await handle(createRequest(DETAILS));
    expect(Object.fromEntries(response.headers)).toEqual(SECURITY_HEADERS);
    expect(await response.json()).toEqual(DETAILS_RESPONSE);
  });

  it('for security are on every response', async () => {
    const { handle } = createFixture();
    for (const request of [
      startRequest(),
      createRequest('/nowhere'),
      createRequest('/health'),
      createRequest(DETAILS, {}, ['X-GHL-Connect']),
    ]) {
      expect(Object.fromEntries((await handle(request)).headers)).toEqual(SECURITY_HEADERS);
    }
  });

  it('are not the only thing that is built from scratch: a body has known fields only', async () => {
    const { handle, calls } = createFixture();
    await handle(attachRequest({ ...ATTACH_BODY, companyId: 'other', __proto__: { x: 1 } }));
    expect(await calls[0]?.json()).toEqual(ATTACH_BODY);
  });
});

describe('a connection that breaks before HighLevel responds', () => {
  const breakOnce = () => {
    let requests = 0;
    return (request: Request): Promise<Response> | Response => {
      requests += 1;
      if (requests === 1)
        return Promise.reject(new TypeError('fetch failed', { cause: new Error('other side closed') }));
      return request.url.includes('/start') ? redirectTo(SIGN_IN_URL) : jsonResponse({ success: true, results: {} });
    };
  };

  it.each([
    ['start', startRequest],
    ['details', () => createRequest(DETAILS)],
    ['list', () => createRequest(LIST)],
  ])('is followed by one more attempt of a GET: %s', async (_title, create) => {
    const { handle, calls } = createFixture({}, breakOnce());
    expect((await handle(create())).status).toBe(200);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['attach', attachRequest],
    ['disconnect', disconnectRequest],
  ])('is not followed by a second %s', async (_title, create) => {
    const { handle, calls } = createFixture({}, breakOnce());
    const response = await handle(create());
    expect([response.status, (await readError(response)).code]).toEqual([502, 'network_error']);
    expect(calls).toHaveLength(1);
  });

  it('twice is a 502', async () => {
    const { handle, calls } = createFixture({}, () => Promise.reject(new TypeError('fetch failed')));
    expect((await handle(createRequest(LIST))).status).toBe(502);
    expect(calls).toHaveLength(2);
  });

  it('is not followed by another attempt when the time is over', async () => {
    vi.useFakeTimers();
    const { handle, calls } = createFixture({ timeout: 20 }, (_request, { signal }) => {
      // Time passes only once HighLevel has been asked.
      void vi.advanceTimersByTimeAsync(20);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    expect((await handle(createRequest(LIST))).status).toBe(504);
    expect(calls).toHaveLength(1);
  });

  describe('of a real server', () => {
    let server: Server;

    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('was kept alive, and has died since', async () => {
      let dying: Socket | undefined;
      server = createServer(({ socket }, response) => {
        // The second request on a connection finds it dead.
        if (socket === dying) return socket.destroy();
        dying = socket;
        response.end(JSON.stringify({ success: true, results: { accounts: [] } }));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { handle } = createFixture({ upstream, fetch });
      for (let index = 0; index < 5; index += 1) expect((await handle(createRequest(LIST))).status).toBe(200);
    });
  });
});

describe('when the visitor goes', () => {
  /** A HighLevel that takes its time, and the visitor who does not wait for it. */
  function createVisit(create: (signal: AbortSignal) => Request) {
    const visitor = new AbortController();
    const asked = createGate();
    const answered = createGate();
    const fixture = createFixture({}, async () => {
      asked.open();
      await answered.promise;
      return jsonResponse({ success: true, results: {} });
    });
    return { ...fixture, visitor, asked, answered, response: fixture.handle(create(visitor.signal)) };
  }

  it.each<[string, (signal: AbortSignal) => Request]>([
    ['start', (signal) => startRequest('', { signal })],
    ['details', (signal) => createRequest(DETAILS, { signal })],
    ['list', (signal) => createRequest(LIST, { signal })],
  ])('the request to HighLevel ends: %s', async (_title, create) => {
    const { visitor, asked, response, inits, log } = createVisit(create);
    await asked.promise;
    expect(inits[0]?.signal?.aborted).toBe(false);
    visitor.abort();
    expect((await response).status).toBe(400);
    expect(inits[0]?.signal?.aborted).toBe(true);
    expect(inits).toHaveLength(1);
    expect(log[0]).toMatchObject({ status: 400, code: 'network_error', reason: 'the visitor has gone' });
  });

  it.each<[string, (signal: AbortSignal) => Request, number]>([
    ['attach', (signal) => attachRequest(undefined, { signal }), 201],
    ['disconnect', (signal) => createRequest(`${LIST}/1`, { method: 'DELETE', signal }), 200],
  ])('an %s goes on', async (_title, create, status) => {
    const { visitor, asked, answered, response, inits } = createVisit(create);
    await asked.promise;
    visitor.abort();
    expect(inits[0]?.signal?.aborted).toBe(false);
    answered.open();
    expect((await response).status).toBe(status);
  });

  it('before `authorize` has answered, HighLevel is not asked', async () => {
    const visitor = new AbortController();
    const asked = createGate();
    const authorize = () => (asked.open(), new Promise<never>(() => undefined));
    const { handle, calls } = createFixture({ authorize });
    const response = handle(createRequest(LIST, { signal: visitor.signal }));
    await asked.promise;
    visitor.abort();
    expect((await response).status).toBe(400);
    expect((await handle(createRequest(LIST, { signal: AbortSignal.abort() }))).status).toBe(400);
    expect(calls).toEqual([]);
  });
});

describe('size and time', () => {
  const endless = () => {
    const state = { chunks: 0, cancelled: false };
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        state.chunks += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        state.cancelled = true;
      },
    });
    return { stream, state };
  };

  it('are limited for an endless response', async () => {
    const { stream, state } = endless();
    const { handle } = createFixture({}, () => new Response(stream));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    expect(state.cancelled).toBe(true);
    expect(state.chunks).toBeLessThan(30);
  });

  it('allow a response of 1 MB', async () => {
    const text = JSON.stringify(DETAILS_RESPONSE).padEnd(1_048_576);
    expect((await createFixture({}, () => new Response(text)).handle(createRequest(DETAILS))).status).toBe(200);
    expect((await createFixture({}, () => new Response(`${text} `)).handle(createRequest(DETAILS))).status).toBe(502);
  });

  it.each([
    ['that never comes', () => new Promise<Response>(() => undefined)],
    ['whose body never ends', () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }))],
  ])('are limited for a response %s, and `fetch` is told', async (_title, answer) => {
    vi.useFakeTimers();
    const { handle, inits } = createFixture({ timeout: 20 }, () => {
      void vi.advanceTimersByTimeAsync(20);
      return answer();
    });
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([504, 'network_error']);
    expect(inits[0]?.signal?.aborted).toBe(true);
  });

  it('of a message are limited: nested lists are not written out', async () => {
    const deep = '['.repeat(3_000) + ']'.repeat(3_000);
    const text = `{"message":["The token lacks a scope",${Array.from({ length: 100 }, () => deep).join()}]}`;
    const { handle } = createFixture({}, () => new Response(text, { status: 401 }));
    expect((await handle(createRequest(DETAILS))).status).toBe(403);
  });
});

describe('a redirect', () => {
  it('of anything but a start is an error, and is not followed', async () => {
    const { handle, calls } = createFixture({}, () => redirectTo('https://evil.example/'));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'upstream_error']);
    expect(calls).toHaveLength(1);
  });
});

describe('the log', () => {
  it('contains known fields only', async () => {
    const { handle, log } = createFixture();
    await handle(createRequest(`${DETAILS}?search=private`));
    expect(log).toEqual([
      { method: 'GET', route: 'details', platform: 'facebook', status: 200, duration: expect.any(Number) },
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
    ['never ends', () => new Promise(() => undefined)],
  ])('that %s breaks nothing', async (_title, log) => {
    expect((await createFixture({ log }).handle(createRequest(DETAILS))).status).toBe(200);
  });
});
