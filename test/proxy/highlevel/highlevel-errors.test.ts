import { describe, expect, it } from 'vitest';
import {
  APP,
  attachRequest,
  CANARY,
  createFixture,
  createRequest,
  DETAILS,
  jsonResponse,
  LIST,
  readError,
  startRequest,
  ATTACH_BODY,
} from '../fixture.js';

const SCOPE_MESSAGE = 'The token is not authorized for this scope.';

describe('an error of HighLevel', () => {
  it.each<[string, number, unknown, number, string, RegExp]>([
    ['400', 400, { message: 'no' }, 400, 'upstream_error', /invalid/],
    [
      'a path of another version',
      400,
      { message: 'Endpoint /x not available in API version v3. This endpoint was removed in version v3.' },
      400,
      'upstream_error',
      /`apiVersion`/,
    ],
    ['a removed path', 400, { message: 'API endpoint has been removed' }, 400, 'upstream_error', /update/],
    ['a suspended location', 400, { message: 'Location is not active' }, 400, 'upstream_error', /not active/],
    ['an invalid token', 401, { message: 'Invalid JWT' }, 502, 'unauthorized', /token/],
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
  ])('is described in our own words: %s', async (_title, upstreamStatus, body, status, code, message) => {
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

  it.each([400, 401, 403, 404, 410, 422])(
    'names a known cause also with status %i, and asks for no other token',
    async (status) => {
      const refreshes: boolean[] = [];
      const getToken = (_session: unknown, { refresh }: { refresh: boolean }): string => {
        refreshes.push(refresh);
        return CANARY;
      };
      for (const [message, named] of [
        ['Location is not active', 'is not active'],
        ['API endpoint has been removed', 'update'],
        ['Endpoint /x not available in API version v3.', '`apiVersion`'],
      ] as const) {
        const { handle, log } = createFixture({ getToken }, () =>
          jsonResponse({ message, statusCode: status }, status),
        );
        const response = await handle(createRequest(DETAILS));
        expect(response.status).toBe(status === 422 ? 422 : 400);
        expect(await readError(response)).toMatchObject({
          code: 'upstream_error',
          message: expect.stringContaining(named),
        });
        expect(log[0]?.upstreamStatus).toBe(status);
        const start = await createFixture({ getToken }, () => jsonResponse({ message }, status)).handle(startRequest());
        expect(await readError(start)).toMatchObject({ code: 'start_failed', message: expect.stringContaining(named) });
      }
      expect(refreshes).not.toContain(true);
    },
  );

  it.each<[string, string, boolean]>([
    ['Invalid JWT', 'names the header that may be lost', true],
    ['The token has expired', 'blames the token alone', false],
  ])('with 401 "%s" %s', async (message, _title, namesHeader) => {
    const { handle } = createFixture({}, () => jsonResponse({ message, statusCode: 401 }, 401));
    const error = await readError(await handle(createRequest(DETAILS)));
    expect(error.code).toBe('unauthorized');
    expect(error.message.includes('`Version`')).toBe(namesHeader);
  });

  it.each([400, 422])('that refuses a start with %s is `start_failed`', async (status) => {
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
  ])('names what is unknown: %s', async (_title, request, named) => {
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
  ])('names the missing scope, and no other token is asked for: %s', async (_title, request, scope) => {
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
  ])('429 with %j makes the client wait %i s', async (headers, seconds) => {
    const { handle } = createFixture({}, () => jsonResponse({}, 429, headers));
    const response = await handle(createRequest(DETAILS, { headers: { Origin: APP } }));
    expect(response.headers.get('Retry-After')).toBe(String(seconds));
    expect(response.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect((await readError(response)).retryAfter).toBe(seconds);
  });
});

describe('an error of something in front of HighLevel', () => {
  const CLOUDFLARE = { cloudflare_error: true, title: 'Access denied', status: 403, error_code: 1010 };
  const answers: readonly [string, (status: number) => Response][] = [
    ['text', (status) => new Response('error code: 1010', { status })],
    ['HTML', (status) => new Response('<html>Attention Required!</html>', { status })],
    ['nothing', (status) => new Response('', { status })],
    ['a JSON text', (status) => new Response('"Forbidden"', { status })],
    ['broken JSON', (status) => new Response('{"message":"Inva', { status })],
    ['JSON of Cloudflare', (status) => jsonResponse(CLOUDFLARE, status)],
    [
      'a problem document',
      (status) => jsonResponse({ title: 'x' }, status, { 'Content-Type': 'application/problem+json' }),
    ],
  ];

  it.each(answers)('is not blamed on the token, the location or the account: %s', async (_title, answer) => {
    for (const upstreamStatus of [400, 401, 403, 404, 422]) {
      const refreshes: boolean[] = [];
      const getToken = (_session: unknown, { refresh }: { refresh: boolean }) => (refreshes.push(refresh), CANARY);
      const { handle, log, calls } = createFixture({ getToken }, () => answer(upstreamStatus));
      const response = await handle(createRequest(DETAILS));
      const { code, message } = await readError(response);
      expect([response.status, code]).toEqual([502, 'upstream_error']);
      expect(message).toContain(`in front of HighLevel, such as a firewall, responded with ${upstreamStatus}`);
      expect(message).not.toMatch(/token|scope|account/);
      expect(log[0]).toMatchObject({ upstreamStatus, reason: expect.stringContaining('firewall') });
      expect([refreshes, calls.length]).toEqual([[false], 1]);
    }
  });

  it.each(answers)('leaves a rate limit and a failure what they are: %s', async (_title, answer) => {
    for (const [upstreamStatus, status] of [
      [429, 429],
      [503, 502],
    ] as const) {
      const { handle } = createFixture({}, () => answer(upstreamStatus));
      expect((await handle(createRequest(DETAILS))).status).toBe(status);
    }
  });
});

describe('a 200 of HighLevel', () => {
  it.each([
    ['HTML', '<html>502</html>'],
    ['nothing', ''],
    ['broken JSON', '{"success":true'],
    ['deep JSON', '['.repeat(100_000)],
    ['deep JSON with an escape', `{"success":true,"message":"\\u0041","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['another shape', '[]'],
    ['results that are a text', '{"success":true,"results":"none"}'],
    ['results that are a list', '{"success":true,"results":[]}'],
    ['results that are a number', '{"success":true,"results":7}'],
    ['results that are true', '{"success":true,"results":true}'],
    ['results that are null', '{"success":true,"results":null}'],
  ])('is `invalid_response` with %s', async (_title, text) => {
    const { handle } = createFixture({}, () => new Response(text, { status: 200 }));
    for (const request of [
      createRequest(DETAILS),
      attachRequest(),
      createRequest(LIST),
      createRequest(`${LIST}/1`, { method: 'DELETE' }),
    ]) {
      const response = await handle(request);
      expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    }
  });

  it.each([
    ['without success', '{"success":false}', 502, 'upstream_error'],
    ['without success, and results', '{"success":false,"results":{"accounts":[]}}', 502, 'upstream_error'],
    ['with an error status of its own', '{"statusCode":500}', 502, 'upstream_error'],
    ['with success', '{"success":true}', 200, undefined],
    ['with results', '{"success":true,"results":{}}', 200, undefined],
  ])('%s is what it says', async (_title, text, status, code) => {
    const { handle, log } = createFixture({}, () => new Response(text, { status: 200 }));
    for (const request of [
      createRequest(DETAILS),
      createRequest(LIST),
      createRequest(`${LIST}/1`, { method: 'DELETE' }),
    ]) {
      const response = await handle(request);
      const error = response.ok ? undefined : await readError(response);
      expect([response.status, error?.code]).toEqual([status, code]);
      if (error) expect(error.message).toBe('HighLevel reported that the request failed.');
    }
    expect(log[0]).toMatchObject(code === undefined ? { status } : { status, code, upstreamStatus: 200 });
  });
});

describe('an account of TikTok Business', () => {
  it('cannot be attached, and one of TikTok can', async () => {
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
});
