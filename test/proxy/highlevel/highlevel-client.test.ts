import { describe, expect, it, vi } from 'vitest';
import {
  APP,
  ATTACH_BODY,
  attachRequest,
  CANARY,
  createFixture,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  LIST,
  readError,
  redirectTo,
  startRequest,
} from '../fixture.js';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json',
  'referrer-policy': 'no-referrer',
  vary: 'Origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('C8: nothing is smuggled', () => {
  const smuggled = {
    Cookie: 'sid=1',
    Authorization: 'Bearer session',
    Connection: 'keep-alive, Version',
    'Transfer-Encoding': 'chunked',
    'X-Forwarded-Host': 'evil.example',
    Version: 'v1',
    'X-Anything': '1',
  };

  it.each([
    ['start', startRequest('', { headers: smuggled }), ['accept', 'authorization', 'version']],
    ['details', createRequest(DETAILS, { headers: smuggled }), ['accept', 'authorization', 'version']],
    ['attach', attachRequest(undefined, { headers: smuggled }), ['accept', 'authorization', 'content-type', 'version']],
  ])('to HighLevel by %s', async (_title, request, names) => {
    const { handle, inits } = createFixture();
    expect((await handle(request)).ok).toBe(true);
    const headers = new Headers(inits[0]?.headers);
    expect([...headers.keys()]).toEqual(names);
    expect(headers.get('Authorization')).toBe(`Bearer ${CANARY}`);
    expect(headers.get('Version')).toBe('v3');
  });

  it('from HighLevel', async () => {
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

  it('in a body: known fields only', async () => {
    const { handle, calls } = createFixture();
    await handle(attachRequest({ ...ATTACH_BODY, companyId: 'other', __proto__: { x: 1 } }));
    expect(await calls[0]?.json()).toEqual(ATTACH_BODY);
  });
});

describe('C7: the token goes nowhere but to HighLevel', () => {
  /** The canary, each letter in hexadecimal. */
  const escapeAs = (mark: string) =>
    [...CANARY].map((letter) => mark + letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');

  it.each([
    ['a body', () => jsonResponse({ success: true, message: `Bearer ${CANARY}`, results: {} })],
    ['a refusal', () => jsonResponse({ statusCode: 400, message: [`Bearer ${CANARY}`] }, 400)],
    ['an address', () => redirectTo(`https://www.facebook.com/?token=${CANARY}`)],
    ['a header', () => jsonResponse(DETAILS_RESPONSE, 200, { 'X-Echo': CANARY })],
    [
      'a body, its letters escaped',
      () => new Response(`{"success":true,"message":"${escapeAs('\\u00')}","results":{}}`),
    ],
    [
      'a body, in an address in hexadecimal',
      () => jsonResponse({ success: true, message: `https://host/?token=${escapeAs('%')}`, results: {} }),
    ],
    [
      'a body, in an address with line breaks',
      () => jsonResponse({ success: true, message: `https://host/?token=${[...CANARY].join('\t')}`, results: {} }),
    ],
    [
      'an address, in hexadecimal of hexadecimal',
      () => redirectTo(`https://www.facebook.com/?token=${escapeAs('%2525')}`),
    ],
    ['an address, in hexadecimal', () => redirectTo(`https://www.facebook.com/?token=${escapeAs('%')}&x=%zz`)],
  ])('when HighLevel quotes it in %s', async (_title, answer) => {
    const { handle, calls, log } = createFixture({}, answer);
    for (const request of [startRequest(), createRequest(DETAILS), attachRequest()]) {
      const response = await handle(request);
      const text = await response.text();
      for (const written of [CANARY, escapeAs('%'), escapeAs('%2525'), [...CANARY].join('\\t')])
        expect(text).not.toContain(written);
      expect(JSON.stringify([...response.headers])).not.toContain(CANARY);
    }
    expect(JSON.stringify(log)).not.toContain(CANARY);
    expect(calls.map(({ url }) => url).join()).not.toContain(CANARY);
    expect(calls[0]?.headers.get('Authorization')).toContain(CANARY);
  });

  it('when HighLevel quotes, after it was renewed, the one from before', async () => {
    const getToken = (_session: unknown, { refresh }: { refresh: boolean }) =>
      refresh ? 'another-token-than-it' : CANARY;
    const { handle, calls } = createFixture({ getToken }, ({ headers }) =>
      headers.get('Authorization')?.includes(CANARY)
        ? jsonResponse({ message: 'Expired' }, 401)
        : jsonResponse({ ...DETAILS_RESPONSE, message: `Not ${CANARY}` }),
    );
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    expect(calls).toHaveLength(2);
  });

  it('and an escape that is none of it is passed on', async () => {
    const { handle } = createFixture(
      {},
      () => new Response('{"success":true,"message":"\\u0041n \\"A\\"","results":{}}'),
    );
    expect(((await (await handle(createRequest(DETAILS))).json()) as { message: string }).message).toBe('An "A"');
  });

  it('but a token of a test, as short as a word, is not looked for', async () => {
    const { handle } = createFixture({ getToken: () => 'Fetched' });
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
  });

  it('when fetch quotes it in an error', async () => {
    const { handle, log } = createFixture({}, () => Promise.reject(new TypeError(`bad header ${CANARY}`)));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'network_error']);
    expect(JSON.stringify(log)).not.toContain(CANARY);
  });

  it('and every answer, good or bad, has the security headers', async () => {
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
});

const SCOPE_MESSAGE = 'The token is not authorized for this scope.';

describe('what HighLevel refuses is said in our words', () => {
  it.each<[string, number, unknown, number, string, RegExp]>([
    ['400', 400, { message: 'no' }, 400, 'upstream_error', /invalid/],
    ['a bad token', 401, { message: 'Invalid JWT' }, 502, 'unauthorized', /token/],
    ['a missing scope', 401, { message: SCOPE_MESSAGE }, 403, 'forbidden', /socialplanner\/oauth\.readonly/],
    ['a missing scope in a list', 401, { message: [SCOPE_MESSAGE] }, 403, 'forbidden', /socialplanner/],
    [
      'an agency token',
      403,
      { message: 'The token does not have access to this location.' },
      403,
      'forbidden',
      /sub-account/,
    ],
    ['an unknown account', 404, { message: 'no' }, 404, 'not_found', /account/],
    ['422', 422, { message: ['a', 'b'] }, 422, 'upstream_error', /invalid/],
    ['its rate limit', 429, {}, 429, 'rate_limited', /limit/],
    ['409', 409, {}, 502, 'upstream_error', /failed/],
    ['500', 500, {}, 502, 'upstream_error', /failed/],
    ['503', 503, {}, 502, 'upstream_error', /failed/],
  ])('%s', async (_title, upstreamStatus, body, status, code, message) => {
    const { handle, log } = createFixture({}, () => jsonResponse(body, upstreamStatus));
    const response = await handle(createRequest(DETAILS));
    expect(response.status).toBe(status);
    const error = await readError(response);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(log).toMatchObject([
      { method: 'GET', route: 'details', platform: 'facebook', status, code, upstreamStatus },
    ]);
  });

  it.each([400, 422])('a start refused with %s is `start_failed`', async (status) => {
    const { handle } = createFixture({}, () => jsonResponse({}, status));
    const response = await handle(startRequest());
    expect([response.status, (await readError(response)).code]).toEqual([status, 'start_failed']);
  });

  it.each([
    ['start', startRequest(), 'location or platform'],
    ['details', createRequest(DETAILS), 'account'],
    ['attach', attachRequest(), 'account'],
    ['list', createRequest(LIST), 'location'],
    ['disconnect', createRequest(`${LIST}/1`, { method: 'DELETE' }), 'account'],
  ])('says what of %s is unknown', async (_title, request, named) => {
    const { handle } = createFixture({}, () => jsonResponse({}, 404));
    const message = `HighLevel does not know this ${named}.`;
    expect(await readError(await handle(request))).toEqual({ code: 'not_found', message });
  });

  it.each([
    ['start', startRequest(), 'socialplanner/oauth.readonly'],
    ['details', createRequest(DETAILS), 'socialplanner/oauth.readonly'],
    ['attach', attachRequest(), 'socialplanner/oauth.write'],
    ['list', createRequest(LIST), 'socialplanner/account.readonly'],
    ['disconnect', createRequest(`${LIST}/1`, { method: 'DELETE' }), 'socialplanner/account.write'],
  ])('names the scope that %s needs, and asks for no other token', async (_title, request, scope) => {
    const refreshes: boolean[] = [];
    const getToken = (_session: unknown, { refresh }: { refresh: boolean }): string => {
      refreshes.push(refresh);
      return CANARY;
    };
    const { handle } = createFixture({ getToken }, () => jsonResponse({ message: SCOPE_MESSAGE }, 401));
    const { message } = await readError(await handle(request));
    expect(message).toContain(`${scope}:`);
    expect(refreshes).toEqual([false]);
  });

  it.each<[Record<string, string>, number]>([
    [{ 'Retry-After': '7' }, 7],
    [{ 'Retry-After': '999999' }, 3_600],
    [{ 'Retry-After': 'x\u00e9', 'X-RateLimit-Interval-Milliseconds': '2500' }, 3],
    [{ 'X-RateLimit-Interval-Milliseconds': '10000' }, 10],
    [{}, 10],
    [{ 'Retry-After': '-1', 'X-RateLimit-Interval-Milliseconds': 'x' }, 10],
    [{ 'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 10],
  ])('says after 429 with %j to wait %i s', async (headers, seconds) => {
    const { handle } = createFixture({}, () => jsonResponse({}, 429, headers));
    const response = await handle(createRequest(DETAILS, { headers: { Origin: APP } }));
    expect(response.headers.get('Retry-After')).toBe(String(seconds));
    expect(response.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect((await readError(response)).retryAfter).toBe(seconds);
  });

  it.each([
    ['HTML', '<html>502</html>'],
    ['nothing', ''],
    ['broken JSON', '{"success":true'],
    ['deep JSON', '['.repeat(100_000)],
    ['deep JSON with an escape', `{"success":true,"message":"\\u0041","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['another shape', '[]'],
  ])('%s in a 200 is `invalid_response`', async (_title, text) => {
    const { handle } = createFixture({}, () => new Response(text, { status: 200 }));
    for (const request of [createRequest(DETAILS), attachRequest(), createRequest(LIST)]) {
      const response = await handle(request);
      expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    }
  });

  it.each([
    ['no success', '{"success":false}', 502, 'upstream_error'],
    ['no success, and results', '{"success":false,"results":{"accounts":[]}}', 502, 'upstream_error'],
    ['a status of its own', '{"statusCode":500}', 502, 'upstream_error'],
    ['success', '{"success":true}', 200, undefined],
  ])('%s in a 200 is told as what it is', async (_title, text, status, code) => {
    const { handle, log } = createFixture({}, () => new Response(text, { status: 200 }));
    for (const request of [
      createRequest(DETAILS),
      createRequest(LIST),
      createRequest(`${LIST}/1`, { method: 'DELETE' }),
    ]) {
      const response = await handle(request);
      const error = response.ok ? undefined : await readError(response);
      expect([response.status, error?.code]).toEqual([status, code]);
      if (error) expect(error.message).toBe('HighLevel answered that the request failed.');
    }
    expect(log[0]).toMatchObject(code === undefined ? { status } : { status, code, upstreamStatus: 200 });
  });

  it('a list in a list in a list is not written out', async () => {
    const deep = '['.repeat(3_000) + ']'.repeat(3_000);
    const text = `{"message":["The token lacks a scope",${Array.from({ length: 100 }, () => deep).join()}]}`;
    const join = vi.spyOn(Array.prototype, 'join');
    const { handle } = createFixture({}, () => new Response(text, { status: 401 }));
    const response = await handle(createRequest(DETAILS));
    const joined = join.mock.contexts as unknown[][];
    join.mockRestore();
    expect(response.status).toBe(403);
    expect(joined.filter((list) => list.some(Array.isArray))).toEqual([]);
  });

  it('HTML with an error status is read by its status', async () => {
    const { handle } = createFixture({}, () => new Response('<html>', { status: 404 }));
    expect((await handle(createRequest(DETAILS))).status).toBe(404);
  });

  it('a redirect of anything but a start is `upstream_error`, and nobody follows it', async () => {
    const { handle, calls } = createFixture({}, () => redirectTo('https://evil.example/'));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'upstream_error']);
    expect(calls).toHaveLength(1);
  });
});

describe('what cannot be attached', () => {
  it('TikTok Business has no attach', async () => {
    const { handle, calls } = createFixture();
    const attach = (platform: string): Promise<Response> =>
      handle(
        createRequest(DETAILS.replace('facebook', platform), {
          method: 'POST',
          body: JSON.stringify({ ...ATTACH_BODY, type: 'profile' }),
        }),
      );
    expect((await attach('tiktok-business')).status).toBe(404);
    expect(calls).toEqual([]);
    expect((await attach('tiktok')).status).toBe(201);
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"originId":"1"}'])('the body %j', async (body) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(DETAILS, { method: 'POST', body }))).status).toBe(400);
    expect(calls).toEqual([]);
  });
});

describe('C13: bounded size and time', () => {
  function endless(chunk: Uint8Array): {
    stream: ReadableStream<Uint8Array>;
    state: { chunks: number; cancelled: boolean };
  } {
    const state = { chunks: 0, cancelled: false };
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        state.chunks += 1;
        controller.enqueue(chunk);
      },
      cancel() {
        state.cancelled = true;
      },
    });
    return { stream, state };
  }

  it('reads no more of an endless request body than is good, and leaves the rest to the server', async () => {
    const { handle, calls } = createFixture();
    const { stream, state } = endless(new Uint8Array(1_024));
    const headers = { 'Content-Type': 'application/json' };
    const response = await handle(createRequest(DETAILS, { method: 'POST', body: stream, headers }));
    expect(response.status).toBe(413);
    expect(state.cancelled).toBe(false);
    expect(state.chunks).toBeLessThan(30);
    expect(calls).toEqual([]);
  });

  it.each([
    [16_384, 201],
    [16_385, 413],
  ])('a body of %i bytes is %i', async (length, status) => {
    const body = JSON.stringify(ATTACH_BODY).padEnd(length);
    expect((await createFixture().handle(createRequest(DETAILS, { method: 'POST', body }))).status).toBe(status);
  });

  it('believes a length that is said to be too large, and does not touch the body', async () => {
    const { stream, state } = endless(new Uint8Array(1_024));
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '10485760' };
    const request = createRequest(DETAILS, { method: 'POST', body: stream, headers });
    expect((await createFixture().handle(request)).status).toBe(413);
    expect([state.cancelled, request.bodyUsed]).toEqual([false, false]);
  });

  it('gives up a request body that does not come', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    const { handle, calls } = createFixture({ timeout: 20 });
    const headers = { 'Content-Type': 'application/json' };
    const response = await handle(createRequest(DETAILS, { method: 'POST', body, headers }));
    expect([response.status, (await readError(response)).code]).toEqual([400, 'network_error']);
    expect(calls).toEqual([]);
  });

  it('gives up an endless answer', async () => {
    const { stream, state } = endless(new Uint8Array(65_536));
    const { handle } = createFixture({}, () => new Response(stream));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    expect(state.cancelled).toBe(true);
    expect(state.chunks).toBeLessThan(30);
  });

  it('reads an answer of just under 1 MB', async () => {
    const text = JSON.stringify(DETAILS_RESPONSE).padEnd(1_048_576);
    expect((await createFixture({}, () => new Response(text)).handle(createRequest(DETAILS))).status).toBe(200);
    expect((await createFixture({}, () => new Response(`${text} `)).handle(createRequest(DETAILS))).status).toBe(502);
  });

  it.each([
    ['that never comes', () => new Promise<Response>(() => undefined)],
    ['whose body never ends', () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }))],
  ])('gives up an answer %s, and says so to `fetch`', async (_title, answer) => {
    const { handle, inits } = createFixture({ timeout: 20 }, answer);
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([504, 'network_error']);
    expect(inits[0]?.signal?.aborted).toBe(true);
  });
});

describe('the log', () => {
  it('holds known fields only', async () => {
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
