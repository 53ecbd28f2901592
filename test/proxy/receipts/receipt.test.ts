import {
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createSessionToken,
  verifyReceipt,
  verifySessionToken,
  type ProxyOptions,
  type SessionKey,
  type SessionKeySet,
} from '../../../src/proxy/index.js';
import {
  ACCOUNT_ID,
  attachRequest,
  createFixture,
  createProxy,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  KEY,
  LIST,
  LOCATION,
  SESSION,
  startRequest,
  USER,
  FULL_SESSION,
  CANARY,
} from '../fixture.js';

const RECEIPT_KEY = 'Rk7sQ2zV8nB4xM1wT6yH9cJ3fD5gL0pE';
const NOW = Date.UTC(2026, 0, 1, 12);
const NOW_S = NOW / 1_000;
const TIMES = { createdAt: '2025-12-31T23:00:00.000Z', updatedAt: '2026-01-01T11:00:00.000Z' };
const LISTED = { id: 'listed-1', oauthId: 'login-1', platform: 'facebook', name: 'One', ...TIMES };
const ATTACHED = { _id: 'record-1', oldId: 'listed-1', name: 'One', originId: '1', ...TIMES };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** HighLevel, with one account in the list. */
function answer({ method, url }: Request): Response {
  if (method === 'POST') return jsonResponse({ success: true, results: ATTACHED }, 201);
  if (method === 'DELETE') return jsonResponse({ success: true, results: { id: 'listed-1' } });
  if (url.endsWith('/accounts')) return jsonResponse({ success: true, results: { accounts: [LISTED] } });
  return jsonResponse(DETAILS_RESPONSE);
}

const disconnectRequest = (id = 'listed-1') => createRequest(`${LIST}/${id}`, { method: 'DELETE' });
const createIssuer = (options: Partial<ProxyOptions> = {}) =>
  createFixture({ receiptKey: RECEIPT_KEY, ...options }, answer);

/** HighLevel, which changed the account at these times. */
const answerAt = (times: object) => (request: Request) => {
  const listed = { ...LISTED, createdAt: undefined, updatedAt: undefined };
  if (request.method === 'POST') return jsonResponse({ success: true, results: { oldId: 'listed-1', ...times } }, 201);
  if (!request.url.endsWith('/accounts')) return answer(request);
  return jsonResponse({ success: true, results: { accounts: [{ ...listed, ...times }] } });
};

async function idAt(times: object, request: Request): Promise<string> {
  const { handle } = createFixture({ receiptKey: RECEIPT_KEY }, answerAt(times));
  const { receipt } = (await (await handle(request)).json()) as { receipt: string };
  return (await verifyReceipt(receipt, { key: RECEIPT_KEY, locationId: LOCATION })).id;
}

async function receiptOf(request: Request, options: Partial<ProxyOptions> = {}): Promise<string> {
  const { receipt } = (await (await createIssuer(options).handle(request)).json()) as { receipt: string };
  return receipt;
}

const FACTS: readonly [string, () => Request, Record<string, string>][] = [
  ['connect', () => createRequest(DETAILS), { plat: 'facebook', login: ACCOUNT_ID }],
  ['reconnect', () => createRequest(`${DETAILS}?reconnect=true`), { plat: 'facebook', login: ACCOUNT_ID }],
  ['attach', () => attachRequest(), { plat: 'facebook', login: ACCOUNT_ID, account: 'listed-1', name: 'One' }],
  ['disconnect', () => disconnectRequest(), { plat: 'facebook', login: 'login-1', account: 'listed-1', name: 'One' }],
];

describe('a receipt', () => {
  it.each(FACTS)('says what HighLevel has confirmed: %s', async (act, create, claims) => {
    const receipt = await receiptOf(create());
    expect(decodeProtectedHeader(receipt)).toEqual({ alg: 'HS256', typ: 'ghl-connect-receipt+jwt' });
    const { payload } = await jwtVerify(receipt, new TextEncoder().encode(RECEIPT_KEY));
    expect(payload).toEqual({
      act,
      loc: LOCATION,
      sub: USER,
      ...claims,
      iat: NOW_S,
      exp: NOW_S + 600,
      jti: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it.each(FACTS)('is verified without a request: %s', async (action, create, { login, account, name, plat }) => {
    const receipt = await verifyReceipt(await receiptOf(create()), { key: RECEIPT_KEY, locationId: LOCATION });
    expect(receipt).toEqual({
      action,
      locationId: LOCATION,
      userId: USER,
      platform: plat,
      loginId: login,
      ...(account && { accountId: account }),
      ...(name && { name }),
      id: expect.stringMatching(/^[\w-]{43}$/),
      issuedAt: new Date(NOW),
      expiresAt: new Date(NOW + 600_000),
    });
    expect(Object.isFrozen(receipt)).toBe(true);
  });

  it.each(FACTS)(
    'has the same id for the same fact, whoever reports it and whenever on that day: %s',
    async (_act, create) => {
      const ids = [];
      for (const userId of [USER, 'user2']) {
        const authorize = () => ({ ...FULL_SESSION, userId });
        const receipt = await receiptOf(create(), { authorize });
        ids.push((await verifyReceipt(receipt, { key: RECEIPT_KEY, locationId: LOCATION })).id);
        vi.setSystemTime(NOW + 3_600_000);
      }
      expect(ids[0]).toBe(ids[1]);
    },
  );

  it('is valid for a disconnected account whose login HighLevel does not name', async () => {
    const respond = ({ method }: Request) =>
      method === 'DELETE'
        ? jsonResponse({ success: true, results: { id: 'listed-1' } })
        : jsonResponse({ success: true, results: { accounts: [{ id: 'listed-1', platform: 'facebook' }] } });
    const { handle } = createFixture({ receiptKey: RECEIPT_KEY }, respond);
    const { receipt } = (await (await handle(disconnectRequest())).json()) as { receipt: string };
    const verified = await verifyReceipt(receipt, { key: RECEIPT_KEY, locationId: LOCATION });
    expect(verified).toMatchObject({ action: 'disconnect', platform: 'facebook', accountId: 'listed-1' });
    expect(verified).not.toHaveProperty('loginId');
  });

  it('has another id for another fact', async () => {
    const requests = [
      createRequest(DETAILS),
      createRequest(`${DETAILS}?reconnect=true`),
      createRequest(DETAILS.replace('facebook', 'instagram')),
      createRequest(DETAILS.replace(ACCOUNT_ID, 'another')),
      attachRequest(),
      disconnectRequest(),
    ];
    const ids = [];
    for (const request of requests) {
      ids.push((await verifyReceipt(await receiptOf(request), { key: RECEIPT_KEY, locationId: LOCATION })).id);
    }
    const authorize = () => ({ ...FULL_SESSION, locationId: 'loc2' });
    const elsewhere = await receiptOf(createRequest(DETAILS.replace(LOCATION, '-')), { authorize });
    ids.push((await verifyReceipt(elsewhere, { key: RECEIPT_KEY, locationId: 'loc2' })).id);
    expect(new Set(ids).size).toBe(requests.length + 1);
  });

  it.each<[string, () => Request]>([
    ['attached', () => attachRequest()],
    ['disconnected', () => disconnectRequest()],
  ])('has another id when HighLevel changed the account since: %s again, a second later', async (_title, create) => {
    const first = await idAt(TIMES, create());
    expect(await idAt({ ...TIMES, updatedAt: '2026-01-01T11:00:01.000Z' }, create())).not.toBe(first);
    expect(await idAt(TIMES, create())).toBe(first);
    const created = await idAt({ createdAt: TIMES.createdAt }, create());
    expect(await idAt({ createdAt: '2026-01-01T11:00:01.000Z' }, create())).not.toBe(created);
    expect(await idAt({ createdAt: TIMES.createdAt }, create())).toBe(created);
  });

  it.each<[string, () => Request]>([
    ['attached', () => attachRequest()],
    ['disconnected', () => disconnectRequest()],
  ])('loses no fact where HighLevel names no time: %s twice', async (_title, create) => {
    expect(await idAt({}, create())).not.toBe(await idAt({}, create()));
  });

  it('has another id when a login is reconnected on another day, and the same for a connected one', async () => {
    const idOf = (request: Request) => idAt(TIMES, request);
    const [again, connected] = [
      await idOf(createRequest(`${DETAILS}?reconnect=true`)),
      await idOf(createRequest(DETAILS)),
    ];
    vi.setSystemTime(NOW + 86_400_000);
    expect(await idOf(createRequest(`${DETAILS}?reconnect=true`))).not.toBe(again);
    expect(await idOf(createRequest(DETAILS))).toBe(connected);
  });

  it.each<[string, () => Request]>([
    ['a start', () => startRequest()],
    ['a list', () => createRequest(LIST)],
  ])('is in no response to %s', async (_title, create) => {
    expect(await receiptOf(create())).toBeUndefined();
  });

  it('is in no response without a `receiptKey`', async () => {
    for (const [, create] of FACTS) {
      const response = await createFixture({}, answer).handle(create());
      expect(response.ok).toBe(true);
      expect(await response.json()).not.toHaveProperty('receipt');
    }
  });

  it.each(FACTS)('is issued for nothing that HighLevel has refused: %s', async (_act, create) => {
    for (const refuse of [
      () => jsonResponse({ message: 'no' }, 404),
      () => jsonResponse({ success: false }),
      () => new Response('<html>'),
      () => jsonResponse({ success: true, results: null }),
    ]) {
      const { handle } = createFixture({ receiptKey: RECEIPT_KEY }, refuse);
      const response = await handle(create());
      expect(response.ok).toBe(false);
      expect(await response.json()).not.toHaveProperty('receipt');
    }
  });

  it('needs the list to disconnect, where an account that is not in it is unknown', async () => {
    const { handle, calls } = createIssuer();
    expect((await handle(disconnectRequest('another'))).status).toBe(404);
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
    expect((await handle(disconnectRequest())).status).toBe(200);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'DELETE']);
  });

  it('leaks neither its key nor the HighLevel token', async () => {
    for (const [, create] of FACTS) {
      const response = await createIssuer().handle(create());
      const text = (await response.text()) + JSON.stringify([...response.headers]);
      expect(text).not.toContain(RECEIPT_KEY);
      expect(text).not.toContain(CANARY);
    }
  });
});

describe('`receiptKey`', () => {
  it.each<[string, unknown]>([
    ['a short text', 'short'],
    ['a weak text', 'k'.repeat(32)],
    ['null', null],
    ['a number', 7],
  ])('cannot be %s', (_title, receiptKey) => {
    expect(() =>
      createProxy({ authorize: () => SESSION, getToken: () => CANARY, receiptKey: receiptKey as string }),
    ).toThrow(/^The key for receipts /);
  });

  it('may be Ed25519, of which the backend needs the public half only', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const receipt = await receiptOf(createRequest(DETAILS), { receiptKey: await exportJWK(privateKey) });
    for (const key of [publicKey, await exportJWK(publicKey)]) {
      expect((await verifyReceipt(receipt, { key, locationId: LOCATION })).action).toBe('connect');
    }
    expect(() => createFixture({ receiptKey: publicKey })).toThrow('The key for receipts cannot sign');
  });

  it('may be rotated', async () => {
    const receipt = await receiptOf(createRequest(DETAILS), { receiptKey: { new: RECEIPT_KEY, old: KEY } });
    expect(decodeProtectedHeader(receipt).kid).toBe('new');
    const verify = (key: SessionKeySet) => verifyReceipt(receipt, { key, locationId: LOCATION });
    expect((await verify({ newest: KEY, new: RECEIPT_KEY })).action).toBe('connect');
    await expect(verify({ newest: RECEIPT_KEY })).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('verifyReceipt', () => {
  const CLAIMS = {
    act: 'connect',
    loc: LOCATION,
    sub: USER,
    plat: 'facebook',
    login: 'l',
    iat: NOW_S,
    exp: NOW_S + 600,
    jti: 'x',
  };

  function forge(claims: JWTPayload = {}, header: object = {}, key = RECEIPT_KEY): Promise<string> {
    return new SignJWT({ ...CLAIMS, ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect-receipt+jwt', ...header })
      .sign(new TextEncoder().encode(key));
  }

  const codeOf = (receipt: string, key: SessionKey = RECEIPT_KEY, locationId = LOCATION): Promise<string> =>
    verifyReceipt(receipt, { key, locationId }).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );

  it('accepts what the proxy issues, in any language', async () => {
    expect(await codeOf(await forge())).toBe('accepted');
    expect(await codeOf(await forge({ more: 1 }))).toBe('accepted');
  });

  it.each<[string, JWTPayload, object?]>([
    ['an unknown `act`', { act: 'constructor' }],
    ['no `act`', { act: undefined }],
    ['no `loc`', { loc: undefined }],
    ['no `sub`', { sub: undefined }],
    ['no `plat`', { plat: undefined }],
    ['no `login`', { login: undefined }],
    ['a `login` that is a number', { login: 7 }],
    ['an `account` that is a number', { account: 7 }],
    ['a `name` that is null', { name: null }],
    ['no `jti`', { jti: undefined }],
    ['no `exp`', { exp: undefined }],
    ['no `iat`', { iat: undefined }],
    ['an `exp` in the past', { iat: NOW_S - 300, exp: NOW_S - 61 }],
    ['an old `iat`', { iat: NOW_S - 661, exp: NOW_S + 600 }],
    ['an `iat` in the future', { iat: NOW_S + 61, exp: NOW_S + 600 }],
    ['the `typ` of a session token', {}, { typ: 'ghl-connect+jwt' }],
    ['no `typ`', {}, { typ: undefined }],
  ])('refuses %s', async (_title, claims, header) => {
    expect(await codeOf(await forge(claims, header))).toBe('unauthorized');
  });

  it.each(['', 'a.b.c', 'x'.repeat(9_000), undefined, null, 7])('refuses %j', async (receipt) => {
    expect(await codeOf(receipt as string)).toBe('unauthorized');
  });

  it('refuses another key, a changed claim, and `alg: none`', async () => {
    const receipt = await forge();
    const [header, , signature] = receipt.split('.');
    const changed = Buffer.from(JSON.stringify({ ...CLAIMS, login: 'other' })).toString('base64url');
    expect(await codeOf(await forge({}, {}, KEY))).toBe('unauthorized');
    expect(await codeOf(`${header}.${changed}.${signature}`)).toBe('unauthorized');
    expect(await codeOf(new UnsecuredJWT(CLAIMS).encode())).toBe('unauthorized');
    expect(await codeOf(receipt)).toBe('accepted');
  });

  it('refuses a receipt for another location, and needs to know which', async () => {
    const receipt = await forge();
    expect(await codeOf(receipt, RECEIPT_KEY, 'loc2')).toBe('forbidden');
    expect(await codeOf(receipt, RECEIPT_KEY, '')).toBe('invalid_config');
    await expect(verifyReceipt(receipt, { key: RECEIPT_KEY } as never)).rejects.toMatchObject({
      code: 'invalid_config',
    });
  });

  it('tells receipts from session tokens of the same key', async () => {
    expect(await codeOf(await createSessionToken(SESSION, { key: RECEIPT_KEY }))).toBe('unauthorized');
    const receipt = await forge({ aud: 'ghl-social-connect' });
    await expect(verifySessionToken(receipt, { key: RECEIPT_KEY })).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it.each<[string, RegExp, JWTPayload, object?, string?]>([
    ['another key', /the signature does not match the key/, {}, {}, KEY],
    ['another algorithm', /`alg` does not fit/, {}, { alg: 'HS512' }, RECEIPT_KEY + KEY],
    ['the `typ` of a session token', /`typ` is not `ghl-connect-receipt\+jwt`/, {}, { typ: 'ghl-connect+jwt' }],
    ['an `exp` in the past', /has expired/, { iat: NOW_S - 300, exp: NOW_S - 100 }],
    ['an `iat` in the future', /`iat` is in the future: compare the clocks/, { iat: NOW_S + 120, exp: NOW_S + 720 }],
    ['an `iat` in milliseconds', /`iat` is in milliseconds/, { iat: NOW, exp: NOW + 600_000 }],
    ...['exp', 'iat', 'jti', 'sub', 'loc', 'plat', 'login'].map((claim): [string, RegExp, JWTPayload] => [
      `no \`${claim}\``,
      new RegExp(`\`${claim}\` is missing`),
      { [claim]: undefined },
    ]),
  ])('says why, for the log: %s', async (_title, reason, ...parts) => {
    const refusal = verifyReceipt(await forge(...parts), { key: RECEIPT_KEY, locationId: LOCATION });
    await expect(refusal).rejects.toMatchObject({ code: 'unauthorized', message: expect.stringMatching(reason) });
  });
});
