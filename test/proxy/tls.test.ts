import { describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize } from '../../src/proxy/index.js';
import { APP, createFixture, DETAILS, SESSION, START } from './fixture.js';

const KEY = 'k'.repeat(32);
const SAME_ORIGIN = { 'Sec-Fetch-Site': 'same-origin' };

/** What reaches a proxy from a page of its own public origin, when the server in front has ended TLS. */
async function createPlainRequest(
  boundTo: string,
  { method = 'GET', host = 'app.example', headers = {} }: { method?: string; host?: string; headers?: HeadersInit },
): Promise<Request> {
  const token = await createSessionToken({ ...SESSION, origin: boundTo }, { key: KEY });
  return new Request(`http://${host}${method === 'GET' ? DETAILS : START}`, {
    method,
    headers: { 'X-GHL-Connect': '1', Authorization: `Bearer ${token}`, ...headers },
  });
}

describe('C9: behind a server that ends TLS, a token that is bound to an origin', () => {
  const createHandler = (allowedOrigins: string[]) =>
    createFixture({ authorize: sessionAuthorize({ key: KEY }), allowedOrigins }).handle;

  it.each<[string, string, Parameters<typeof createPlainRequest>[1]]>([
    ['its own page, which says `Origin`', APP, { method: 'POST', headers: { ...SAME_ORIGIN, Origin: APP } }],
    ['its own page, whose browser leaves `Origin` out', APP, { headers: SAME_ORIGIN }],
    ['its own page at another port', `${APP}:8443`, { host: 'app.example:8443', headers: SAME_ORIGIN }],
    ['a page of loopback, without TLS', 'http://localhost:3000', { host: 'localhost:3000', headers: SAME_ORIGIN }],
  ])('is good for %s', async (_title, boundTo, init) => {
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
      'its own, sent by a page that says another',
      APP,
      [APP, 'https://other.example'],
      { ...SAME_ORIGIN, Origin: 'https://other.example' },
      401,
    ],
    ['its own, sent by a page that says `null`', APP, [APP], { ...SAME_ORIGIN, Origin: 'null' }, 403],
  ])('is refused when it is bound to %s', async (_title, boundTo, allowedOrigins, headers, status) => {
    expect((await createHandler(allowedOrigins)(await createPlainRequest(boundTo, { headers }))).status).toBe(status);
  });

  it('has its counterpart in any `authorize`: the `Origin` that is missing, and a request as it is otherwise', async () => {
    const seen: Request[] = [];
    const authorize = (request: Request) => (seen.push(request), SESSION);
    const { handle } = createFixture({ authorize });
    const completed = await createPlainRequest(APP, { headers: { ...SAME_ORIGIN, Cookie: 'sid=1' } });
    const complete = await createPlainRequest(APP, { headers: { ...SAME_ORIGIN, Origin: APP } });
    for (const request of [completed, complete]) expect((await handle(request)).status).toBe(200);
    expect(seen[0]?.url).toBe(completed.url);
    expect(Object.fromEntries(seen[0]!.headers)).toEqual({ ...Object.fromEntries(completed.headers), origin: APP });
    expect(seen[1]).toBe(complete);
  });
});
