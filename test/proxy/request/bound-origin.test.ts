import { describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import { APP, createFixture, DETAILS, KEY, SESSION, START } from '../fixture.js';

const SAME_ORIGIN = { 'Sec-Fetch-Site': 'same-origin' };

interface PlainRequest {
  method?: string;
  url?: string;
  headers?: HeadersInit;
}

/** A request from a page of the proxy's own public origin, after a server in front has ended TLS. */
async function createPlainRequest(
  boundTo: string,
  { method = 'GET', url = 'http://app.example', headers = {} }: PlainRequest,
): Promise<Request> {
  const token = await createSessionToken({ ...SESSION, origin: boundTo }, { key: KEY });
  return new Request(url + (method === 'GET' ? DETAILS : START), {
    method,
    headers: { 'X-GHL-Connect': '1', Authorization: `Bearer ${token}`, ...headers },
  });
}

describe('a token that is bound to an origin, behind a server that ends TLS', () => {
  const createHandler = (allowedOrigins: string[]) =>
    createFixture({ authorize: sessionAuthorize({ key: KEY }), allowedOrigins }).handle;

  it.each<[string, string, PlainRequest]>([
    ['its own page, which sends `Origin`', APP, { method: 'POST', headers: { ...SAME_ORIGIN, Origin: APP } }],
    ['its own page, whose browser leaves `Origin` out', APP, { headers: SAME_ORIGIN }],
    ['its own page at another port', `${APP}:8443`, { url: 'http://app.example:8443', headers: SAME_ORIGIN }],
    ['a loopback page without TLS', 'http://localhost:3000', { url: 'http://localhost:3000', headers: SAME_ORIGIN }],
    [
      'its own page, when the framework changes the URL',
      APP,
      { url: 'http://localhost:3000', headers: { ...SAME_ORIGIN, Host: 'app.example' } },
    ],
  ])('is valid for %s', async (_title, boundTo, init) => {
    const handle = createHandler([APP, `${APP}:8443`]);
    expect((await handle(await createPlainRequest(boundTo, init))).status).toBe(200);
  });

  it.each<[string, string, string[], HeadersInit, number]>([
    ['another origin', 'https://other.example', [APP, 'https://other.example'], SAME_ORIGIN, 401],
    ['another port', `${APP}:8443`, [APP, `${APP}:8443`], SAME_ORIGIN, 401],
    ['an origin that is not listed', APP, [], SAME_ORIGIN, 401],
    ['its own, sent by a sibling site', APP, [APP], { 'Sec-Fetch-Site': 'same-site' }, 401],
    ['its own, sent by another site', APP, [APP], { 'Sec-Fetch-Site': 'cross-site' }, 401],
    ['its own, sent by no browser', APP, [APP], {}, 401],
    [
      'its own, sent by a page of another origin',
      APP,
      [APP, 'https://other.example'],
      { ...SAME_ORIGIN, Origin: 'https://other.example' },
      401,
    ],
    ['its own, sent by a page of an opaque origin', APP, [APP], { ...SAME_ORIGIN, Origin: 'null' }, 403],
    [
      'its own, sent by a page of another host with X-Forwarded-Host',
      APP,
      [APP],
      { ...SAME_ORIGIN, Host: 'other.example', 'X-Forwarded-Host': 'app.example' },
      401,
    ],
  ])('is refused when it is bound to %s', async (_title, boundTo, allowedOrigins, headers, status) => {
    expect((await createHandler(allowedOrigins)(await createPlainRequest(boundTo, { headers }))).status).toBe(status);
  });

  it('is compared with that origin in a wrapped `sessionAuthorize` as well', async () => {
    const bySessionToken = sessionAuthorize({ key: KEY });
    const { handle } = createFixture({ authorize: async (request) => (await bySessionToken(request)) ?? undefined });
    expect((await handle(await createPlainRequest(APP, { headers: SAME_ORIGIN }))).status).toBe(200);
  });
});
