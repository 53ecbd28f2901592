import { describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import { createProxyHandler, verifySessionToken, type ProxyOptions } from '../../../src/proxy/index.js';
import { createRequest, DETAILS, KEY, LIST, PROXY, SESSION } from '../fixture.js';
import { encryptPayload } from './encrypt.js';
import { BODY, createFixture, encrypt, PARENT, readError, readSession } from './session-fixture.js';
import { AGENCY_PAYLOAD, CONTEXT, LOCATION_ID, LOCATION_PAYLOAD, SECRET } from './vectors.js';

describe('POST {mount}/session', () => {
  it('exchanges a user context for a session token that is bound to the page', async () => {
    const { exchange, isInstalled } = createFixture();
    const response = await exchange();
    expect(response.status).toBe(200);
    const { token, ...session } = await readSession(response);
    expect(session).toEqual({ expiresIn: 300, locationId: LOCATION_ID, userId: CONTEXT.userId });
    expect(await verifySessionToken(token, { key: KEY, origin: PROXY })).toEqual({
      ...CONTEXT,
      locationId: LOCATION_ID,
    });
    await expect(verifySessionToken(token, { key: KEY, origin: 'https://other.example' })).rejects.toThrow();
    expect(isInstalled).toHaveBeenCalledWith({ locationId: LOCATION_ID, companyId: CONTEXT.companyId });
  });

  it('gives a token that the other routes accept for that location, and for no other', async () => {
    const { handle, exchange, upstream } = createFixture();
    const { token } = await readSession(await exchange());
    const headers = { Authorization: `Bearer ${token}`, Origin: PROXY };
    expect((await handle(createRequest(`/highlevel/social-media-posting/-/accounts`, { headers }))).status).toBe(200);
    expect(upstream).toHaveBeenCalledTimes(1);
    expect((await handle(createRequest(LIST, { headers }))).status).toBe(403);
    expect((await handle(createRequest(DETAILS, { headers }))).status).toBe(403);
    expect(upstream).toHaveBeenCalledTimes(1);
  });

  it('needs a session for the other routes', async () => {
    const { handle, upstream } = createFixture();
    expect((await handle(createRequest('/social-media-posting/-/accounts'))).status).toBe(401);
    expect(upstream).not.toHaveBeenCalled();
  });

  it('lets the host have other sessions beside those of HighLevel', async () => {
    const { handle } = createFixture({}, { authorize: () => SESSION });
    expect((await handle(createRequest(LIST))).status).toBe(200);
  });

  it('limits the platforms and the lifetime as told', async () => {
    const { exchange } = createFixture({ platforms: ['facebook'], expiresIn: 60 });
    const { token, expiresIn } = await readSession(await exchange());
    expect(expiresIn).toBe(60);
    expect((await verifySessionToken(token, { key: KEY, origin: PROXY })).platforms).toEqual(['facebook']);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['grants `disconnect` where `can` does', { can: ['connect', 'disconnect'] }, 200],
    ['grants no `disconnect` without `can`', {}, 403],
    ['grants nothing with an empty `can`', { can: [] }, 403],
  ])('%s', async (_title, userContext, status) => {
    const { handle, exchange, upstream } = createFixture(userContext);
    const { token } = await readSession(await exchange());
    expect((await verifySessionToken(token, { key: KEY, origin: PROXY })).can).toEqual(userContext.can);
    const headers = { Authorization: `Bearer ${token}`, Origin: PROXY };
    const request = createRequest('/highlevel/social-media-posting/-/accounts/a', { method: 'DELETE', headers });
    expect((await handle(request)).status).toBe(status);
    expect(upstream).toHaveBeenCalledTimes(status === 200 ? 1 : 0);
  });

  it.each(['disconnect', ['everything'], null])('needs a list of known permissions: %j is refused', (can) => {
    expect(() => createFixture({ can })).toThrow('`userContext.can` must list permissions.');
  });

  it('accepts both secrets while one is being rotated', async () => {
    const { exchange } = createFixture({ sharedSecret: ['new-secret', SECRET] });
    expect((await exchange()).status).toBe(200);
    const other = encryptPayload(JSON.stringify({ ...CONTEXT, activeLocation: LOCATION_ID }), 'new-secret');
    expect((await exchange({ ...BODY, payload: other })).status).toBe(200);
  });

  it('says clearly that the agency view has no location', async () => {
    const response = await createFixture().exchange({ ...BODY, payload: AGENCY_PAYLOAD });
    expect(response.status).toBe(403);
    expect(await readError(response)).toMatchObject({ code: 'no_user_context', message: /inside a sub-account/ });
  });
});

describe('a user context that is not accepted', () => {
  const REFUSED: [string, string][] = [
    ['another secret', encrypt({}, 'other')],
    ['text that is not base64', '{}'],
    ['an empty text', ''],
    ['a text that is far too long', 'A'.repeat(9_000)],
    ['JSON that is no object', encryptPayload('[]', SECRET)],
    ['no JSON', encryptPayload('hello', SECRET)],
    ['bad UTF-8', encryptPayload(new Uint8Array([0x7b, 0xff]), SECRET)],
    ['a user id that is none', encrypt({ userId: '../x' })],
    ['a missing company', encrypt({ companyId: undefined })],
    ['a location that is a placeholder', encrypt({ activeLocation: '{{location.id}}' })],
    ['a location that is a number', encrypt({ activeLocation: 7 })],
    ['a location that no session can have', encrypt({ activeLocation: '-' })],
    ['a location that is a word for none', encrypt({ activeLocation: 'undefined' })],
    ['a user that no session can have', encrypt({ userId: '_' })],
    ['a company that no session can have', encrypt({ companyId: 'null' })],
  ];

  it.each(REFUSED)('is refused for %s, with the same response', async (_title, payload) => {
    const { exchange, isInstalled } = createFixture();
    const response = await exchange({ ...BODY, payload });
    expect(response.status).toBe(401);
    expect(await readError(response)).toEqual({ code: 'unauthorized', message: 'The user context was not accepted.' });
    expect(isInstalled).not.toHaveBeenCalled();
  });

  it('is refused where the app is not installed, with the same response', async () => {
    const { exchange, log } = createFixture({ isInstalled: () => false });
    const response = await exchange();
    expect(response.status).toBe(401);
    expect(await readError(response)).toEqual({ code: 'unauthorized', message: 'The user context was not accepted.' });
    expect(log[0]).toMatchObject({ route: 'session', reason: /not installed/ });
  });

  it.each([[undefined], [1], ['yes'], [Promise.resolve(undefined)]])(
    'is refused where isInstalled returns %j, which is not true',
    async (result) => {
      expect((await createFixture({ isInstalled: () => result }).exchange()).status).toBe(401);
    },
  );

  it('grants nothing for a role, a type or an owner flag', async () => {
    const { exchange } = createFixture();
    const plain = await readSession(await exchange());
    const payload = encrypt({ role: 'admin', type: 'agency', isAgencyOwner: true });
    const admin = await readSession(await exchange({ ...BODY, payload }));
    const verify = (token: string) => verifySessionToken(token, { key: KEY, origin: PROXY });
    expect(await verify(admin.token)).toEqual(await verify(plain.token));
  });

  it('reports an isInstalled that throws as a failure of the host', async () => {
    const { exchange, errors } = createFixture({
      isInstalled: () => {
        throw new Error('database is down');
      },
    });
    const response = await exchange();
    expect(response.status).toBe(500);
    expect(JSON.stringify(await readError(response))).not.toContain('database');
    expect(errors).toEqual([expect.objectContaining({ message: 'database is down' })]);
  });
});

describe('an isInstalled that does not answer', () => {
  const isInstalled = () => new Promise(() => undefined);

  it('is the time limit of the proxy, and no failure of the function', async () => {
    const { exchange, errors } = createFixture({ isInstalled }, { timeout: 50 });
    const response = await exchange();
    expect([response.status, (await readError(response)).code]).toEqual([504, 'network_error']);
    expect(errors).toEqual([]);
  });

  it('is no failure at all if the visitor goes away', async () => {
    const visitor = new AbortController();
    const called = vi.fn(isInstalled);
    const { exchange, errors, log } = createFixture({ isInstalled: called });
    const response = exchange(BODY, { signal: visitor.signal });
    await vi.waitFor(() => expect(called).toHaveBeenCalled(), PATIENCE_MS);
    visitor.abort();
    expect((await response).status).toBe(400);
    expect(log[0]).toMatchObject({ reason: 'the visitor has gone' });
    expect(errors).toEqual([]);
  });
});

describe('the page around the app', () => {
  const whiteLabel = (domain: unknown) =>
    encryptPayload(
      JSON.stringify({ ...CONTEXT, activeLocation: LOCATION_ID, whitelabelDetails: { domain, logoUrl: '' } }),
      SECRET,
    );

  it.each([
    ['HighLevel', PARENT, LOCATION_PAYLOAD],
    ["HighLevel's other name", 'https://app.leadconnectorhq.com', LOCATION_PAYLOAD],
    ['the white-label domain of the payload', 'https://app.agency.example', whiteLabel('app.agency.example')],
    ['that domain, written as an address', 'https://app.agency.example', whiteLabel('https://App.Agency.example/')],
    ['one of parentOrigins', 'https://crm.example', LOCATION_PAYLOAD],
  ])('may be %s', async (_title, parentOrigin, payload) => {
    const { exchange } = createFixture({ parentOrigins: ['https://crm.example'] });
    expect((await exchange({ payload, parentOrigin })).status).toBe(200);
  });

  it.each([
    ['a foreign page', 'https://evil.example', LOCATION_PAYLOAD],
    ['a foreign page beside a white-label domain', 'https://evil.example', whiteLabel('app.agency.example')],
    ['another host of the white-label domain', 'https://evil.app.agency.example', whiteLabel('app.agency.example')],
    ['http:', 'http://app.gohighlevel.com', LOCATION_PAYLOAD],
    ['a port', 'https://app.gohighlevel.com:8443', LOCATION_PAYLOAD],
    ['a look-alike', 'https://app.gohighlevel.com.evil.example', LOCATION_PAYLOAD],
    ['a trailing slash', 'https://app.gohighlevel.com/', LOCATION_PAYLOAD],
    ['null', 'null', LOCATION_PAYLOAD],
    ['a domain with a path in the payload', 'https://evil.example', whiteLabel('evil.example/x')],
    ['a domain that is no text', 'https://undefined', whiteLabel(undefined)],
  ])('may not be %s', async (_title, parentOrigin, payload) => {
    const { exchange, log } = createFixture();
    expect((await exchange({ payload, parentOrigin })).status).toBe(401);
    expect(log[0]).toMatchObject({ reason: /parent page/ });
  });
});

describe('the request for a session', () => {
  it.each<[string, number, RequestInit]>([
    ['GET', 405, { method: 'GET', body: null }],
    ['another content type', 415, { headers: { 'Content-Type': 'text/plain', Origin: PROXY } }],
    ['a body that is not JSON', 400, { body: '{' }],
    ['a body without a payload', 400, { body: '{"parentOrigin":"https://app.gohighlevel.com"}' }],
    [
      'a payload that is no text',
      400,
      { body: '{"payload":{"encryptedData":"x"},"parentOrigin":"https://a.example"}' },
    ],
    ['a body without parentOrigin', 400, { body: '{"payload":"x"}' }],
    ['a page of another origin', 403, { headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } }],
  ])('is refused for %s', async (_title, status, init) => {
    expect((await createFixture().exchange(BODY, init)).status).toBe(status);
  });

  it('is refused for a page on http:, to which no session can be bound, and accepted on the loopback', async () => {
    const { handle, errors, isInstalled } = createFixture();
    const exchange = (origin: string) => {
      const headers = { Origin: origin, Host: new URL(origin).host };
      return handle(createRequest('/session', { method: 'POST', body: JSON.stringify(BODY), headers }));
    };
    const response = await exchange('http://app.example');
    expect([response.status, (await readError(response)).message]).toEqual([403, expect.stringContaining('https:')]);
    expect(isInstalled).not.toHaveBeenCalled();
    expect((await exchange('http://localhost:3000')).status).toBe(200);
    expect(errors).toEqual([]);
  });

  it('is accepted at any mount, also with a trailing slash', async () => {
    const { handle } = createFixture();
    for (const path of ['/session', '/a/b/session', '/highlevel/session/']) {
      const init = { method: 'POST', body: JSON.stringify(BODY), headers: { Origin: PROXY } };
      expect((await handle(createRequest(path, init))).status).toBe(200);
    }
  });

  it('finds no route in a proxy without userContext', async () => {
    const handle = createProxyHandler({ authorize: () => SESSION, getToken: () => 't' });
    const init = { method: 'POST', body: JSON.stringify(BODY) };
    expect((await handle(createRequest('/highlevel/session', init))).status).toBe(404);
  });
});

describe('the option userContext', () => {
  it.each<[string, unknown, RegExp]>([
    ['without isInstalled', { isInstalled: undefined }, /isInstalled/],
    ['with an empty secret', { sharedSecret: '' }, /sharedSecret/],
    ['with no secret', { sharedSecret: [] }, /sharedSecret/],
    ['with a short key', { key: 'short' }, /key/],
    ['with an unknown platform', { platforms: ['myspace'] }, /platforms/],
    ['with a parent that is no origin', { parentOrigins: ['https://*.example'] }, /parentOrigins/],
    ['with a lifetime of a day', { expiresIn: 86_400 }, /expiresIn/],
    ['with an unknown option', { secret: 'x' }, /unknown option `secret`/],
  ])('is refused %s', (_title, options, message) => {
    expect(() => createFixture(options as Record<string, unknown>)).toThrow(message);
  });

  it('makes authorize optional, which a proxy without it needs', () => {
    expect(() => createFixture()).not.toThrow();
    expect(() => createProxyHandler({ getToken: () => 't' } as unknown as ProxyOptions)).toThrow(/authorize/);
  });
});
