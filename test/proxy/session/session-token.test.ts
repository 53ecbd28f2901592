import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocialConnectError } from '../../../src/errors.js';
import {
  createReplayGuard,
  createSessionToken,
  sessionAuthorize,
  verifySessionToken,
  type SessionKey,
  type SessionKeySet,
} from '../../../src/proxy/index.js';
import { APP, createFixture, createRequest, DETAILS, KEY, PROXY, SESSION } from '../fixture.js';

const OTHER_KEY = 'Wq8eR2tY6uI1oP5aS9dF3gH7jK4lZ0xC';
const NOW = Date.UTC(2026, 0, 1);
const NOW_S = NOW / 1_000;
const CLAIMS = { aud: 'ghl-social-connect', sub: 'user1', loc: 'loc1', iat: NOW_S, exp: NOW_S + 300, jti: 'id-1' };
const HEADER = { alg: 'HS256', typ: 'ghl-connect+jwt' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A token as any backend would mint it. */
function mint(
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
  key: CryptoKey | Uint8Array = new TextEncoder().encode(KEY),
): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ ...HEADER, ...header }).sign(key);
}

async function codeOf(verification: Promise<unknown>): Promise<string> {
  return verification.then(
    () => 'accepted',
    (error: SocialConnectError) => error.code,
  );
}

function verify(token: string, options: Partial<Parameters<typeof verifySessionToken>[1]> = {}): Promise<string> {
  return codeOf(verifySessionToken(token, { key: KEY, ...options }));
}

describe('createSessionToken', () => {
  it('mints a token that contains the session', async () => {
    const session = { ...SESSION, platforms: ['facebook', 'tiktok'] as const };
    const token = await createSessionToken(session, { key: KEY });
    expect(await verifySessionToken(token, { key: KEY })).toEqual(session);
    const [header, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header ?? '')).toEqual(HEADER);
    expect(JSON.parse(claims ?? '')).toEqual({
      aud: 'ghl-social-connect',
      sub: 'user1',
      loc: 'loc1',
      plat: ['facebook', 'tiktok'],
      iat: NOW_S,
      exp: NOW_S + 300,
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it('mints the same token as any other backend', async () => {
    expect(await verifySessionToken(await mint(), { key: KEY })).toEqual(SESSION);
  });

  it.each([null, '', 1])('refuses the audience %j', async (audience) => {
    const options = { key: KEY, audience: audience as string };
    expect(await codeOf(createSessionToken(SESSION, options))).toBe('invalid_config');
  });

  it.each([0, 601, -1, 1.5, Number.NaN])('refuses a lifetime of %s seconds', async (expiresIn) => {
    expect(await codeOf(createSessionToken(SESSION, { key: KEY, expiresIn }))).toBe('invalid_config');
  });

  it('mints tokens that live for up to 600 seconds', async () => {
    const token = await createSessionToken(SESSION, { key: KEY, expiresIn: 600 });
    vi.setSystemTime(NOW + 600_000);
    expect(await verify(token)).toBe('accepted');
  });

  it.each([
    { locationId: '../x' },
    { userId: '' },
    { platforms: ['myspace'] as never },
    { origin: 'https://app.example/' },
    { origin: 'null' },
    { locationId: '-' },
    { userId: 'undefined' },
    { companyId: 'a b' },
    { can: ['read'] as never },
    { can: 'list' as never },
    { can: Object.create(null) as never },
    { locationId: '{{location.id}}' },
  ])('refuses %j, and names what is wrong', async (wrong) => {
    const [name = '', value] = Object.entries(wrong)[0]!;
    const problem = typeof value === 'string' && value.startsWith('{{') ? 'is a placeholder' : 'must be';
    await expect(createSessionToken({ ...SESSION, ...wrong }, { key: KEY })).rejects.toMatchObject({
      code: 'invalid_config',
      option: name,
      message: expect.stringContaining(`\`${name}\` ${problem}`),
    });
  });

  it.each([undefined, null, 'loc1', []])('refuses %j in place of a session', async (wrong) => {
    await expect(createSessionToken(wrong as never, { key: KEY })).rejects.toMatchObject({
      code: 'invalid_config',
      message: 'createSessionToken: the session is not an object.',
    });
  });
});

describe('verifySessionToken', () => {
  it.each<[string, JWTPayload, Partial<JWTHeaderParameters>]>([
    ['no exp', { exp: undefined }, {}],
    ['no iat', { iat: undefined }, {}],
    ['no aud', { aud: undefined }, {}],
    ['no jti', { jti: undefined }, {}],
    ['no user', { sub: undefined }, {}],
    ['no location', { loc: undefined }, {}],
    ['another aud', { aud: 'other' }, {}],
    ['no typ', {}, { typ: undefined }],
    ['another typ', {}, { typ: 'JWT' }],
    ['a location that cannot be one', { loc: '../x' }, {}],
    ['a location that is no text', { loc: { $ne: 1 } }, {}],
    ['a platform that is none', { plat: ['myspace'] }, {}],
    ['platforms that are no list', { plat: 'facebook' }, {}],
    ['an expiry long ago', { exp: NOW_S - 61 }, {}],
    ['an iat in the future', { iat: NOW_S + 61 }, {}],
    ['an old iat', { iat: NOW_S - 661, exp: NOW_S - 61 }, {}],
    ['an exp 601 s after iat', { iat: NOW_S, exp: NOW_S + 601 }, {}],
    ['an exp a year after iat', { iat: NOW_S, exp: NOW_S + 31_536_000 }, {}],
    ['a later nbf', { nbf: NOW_S + 61 }, {}],
  ])('refuses a token with %s', async (_title, claims, header) => {
    expect(await verify(await mint(claims, header).catch(() => 'unsignable'))).toBe('unauthorized');
  });

  it.each<[string, JWTPayload]>([
    ['an expiry 59 s ago', { exp: NOW_S - 59 }],
    ['an iat 59 s ahead', { iat: NOW_S + 59 }],
    ['an iat 659 s ago', { iat: NOW_S - 659, exp: NOW_S - 59 }],
    ['an exp 600 s after iat', { iat: NOW_S, exp: NOW_S + 600 }],
    ['our aud among others', { aud: ['other', 'ghl-social-connect'] }],
    ['unknown claims', { role: 'admin' }],
  ])('accepts a token with %s', async (_title, claims) => {
    expect(await verify(await mint(claims))).toBe('accepted');
  });

  it('refuses `alg: none`, with or without a signature', async () => {
    const unsecured = new UnsecuredJWT(CLAIMS).encode();
    const [, claims] = unsecured.split('.');
    const header = Buffer.from(JSON.stringify({ ...HEADER, alg: 'none' })).toString('base64url');
    expect(await verify(unsecured)).toBe('unauthorized');
    expect(await verify(`${header}.${claims}.`)).toBe('unauthorized');
    const [, , signature] = (await mint()).split('.');
    expect(await verify(`${header}.${claims}.${signature}`)).toBe('unauthorized');
  });

  it('refuses another algorithm of the same kind', async () => {
    const key = new TextEncoder().encode(KEY + OTHER_KEY);
    expect(await verify(await mint({}, { alg: 'HS512' }, key), { key })).toBe('unauthorized');
    expect(await verify(await mint({}, { alg: 'HS256' }, key), { key })).toBe('accepted');
  });

  it('refuses a token that was signed with the text of the public key', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(publicKey);
    for (const bytes of [JSON.stringify(jwk), jwk.x ?? '']) {
      const forged = await mint({}, {}, new TextEncoder().encode(bytes));
      expect(await verify(forged, { key: publicKey })).toBe('unauthorized');
      expect(await verify(forged, { key: jwk })).toBe('unauthorized');
    }
    expect(await verify(await mint({}, { alg: 'EdDSA' }, privateKey), { key: publicKey })).toBe('accepted');
  });

  it('refuses another key, a changed claim and a changed signature', async () => {
    const token = await mint();
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...CLAIMS, loc: 'loc2' })).toString('base64url');
    expect(await verify(token, { key: OTHER_KEY })).toBe('unauthorized');
    expect(await verify(`${header}.${claims}.${signature}`)).toBe('unauthorized');
    expect(await verify(token.slice(0, -4))).toBe('unauthorized');
    expect(await verify(token)).toBe('accepted');
  });

  it.each(['', 'a', 'a.b.c', '..', 'e30.e30.e30', 'a.b.c.d'])('refuses %j', async (token) => {
    expect(await verify(token)).toBe('unauthorized');
  });

  it('refuses a token of more than 4 096 characters', async () => {
    expect(await verify(await mint({ note: 'x'.repeat(3_100) }))).toBe('unauthorized');
    expect(await verify(await mint({ note: 'x'.repeat(2_500) }))).toBe('accepted');
  });

  it('refuses a token that is bound to another origin', async () => {
    const token = await createSessionToken({ ...SESSION, origin: APP }, { key: KEY });
    expect(await verify(token, { origin: 'https://other.example' })).toBe('unauthorized');
    expect(await verify(token)).toBe('unauthorized');
    expect(await verify(token, { origin: APP })).toBe('accepted');
    expect(await verify(await mint({ origin: 7 }), { origin: APP })).toBe('unauthorized');
  });

  it('refuses a token for another audience', async () => {
    const token = await createSessionToken(SESSION, { key: KEY, audience: 'mine' });
    expect(await verify(token)).toBe('unauthorized');
    expect(await verify(token, { audience: 'mine' })).toBe('accepted');
  });

  it('refuses a token older than `maxTokenAge`, which cannot exceed 600 s', async () => {
    const token = await mint({ iat: NOW_S - 200, exp: NOW_S + 300 });
    expect(await verify(token, { maxTokenAge: 100 })).toBe('unauthorized');
    expect(await verify(token, { maxTokenAge: 200 })).toBe('accepted');
    const old = await mint({ iat: NOW_S - 661, exp: NOW_S - 61 });
    expect(await verify(old, { maxTokenAge: 86_400, clockTolerance: 86_400 })).toBe('unauthorized');
  });

  it('refuses a token that was used before, if `replay` is given', async () => {
    const replay = createReplayGuard();
    const [token, other] = [await mint(), await mint({ jti: 'id-2' })];
    expect(await verify(await mint({ jti: 'id-1' }, {}, new TextEncoder().encode(OTHER_KEY)), { replay })).toBe(
      'unauthorized',
    );
    expect(await verify(token, { replay })).toBe('accepted');
    expect(await verify(token, { replay })).toBe('unauthorized');
    expect(await verify(other, { replay })).toBe('accepted');
    expect(await verify(token)).toBe('accepted');
  });
});

describe('an option of sessionAuthorize and verifySessionToken', () => {
  it.each([
    [{ audience: null as unknown as string }, '`audience`'],
    [{ audience: '' }, '`audience`'],
    [{ clockTolerance: NaN }, '`clockTolerance`'],
    [{ clockTolerance: -1 }, '`clockTolerance`'],
    [{ maxTokenAge: NaN }, '`maxTokenAge`'],
    [{ maxTokenAge: 0 }, '`maxTokenAge`'],
    [{ maxTokenAge: -1 }, '`maxTokenAge`'],
    [{ replay: true as never }, '`replay`'],
    [{ replay: {} as never }, '`replay`'],
    [{ replay: null as never }, '`replay`'],
  ])('that would let every token pass, or none, is refused: %o', async (option, name) => {
    const refusal = expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining(name) });
    expect(() => sessionAuthorize({ key: KEY, ...option })).toThrow(refusal);
    await expect(verifySessionToken(await mint(), { key: KEY, ...option })).rejects.toEqual(refusal);
  });

  it('with a valid value is accepted', async () => {
    const token = await mint();
    const options = { audience: CLAIMS.aud, clockTolerance: 0, maxTokenAge: 1, replay: { use: () => true } };
    expect(await verify(token, options)).toBe('accepted');
  });
});

describe('a key', () => {
  it.each<[string, unknown]>([
    ['a short text', 'k'.repeat(31)],
    ['short bytes', new Uint8Array(31)],
    ['a short JWK', { kty: 'oct', k: Buffer.alloc(31).toString('base64url') }],
    ['a short JWK, its `k` filled with what base64url does not count', { kty: 'oct', k: `a${' '.repeat(60)}b` }],
    ['an RSA JWK', { kty: 'RSA', n: 'x', e: 'AQAB' }],
    ['a P-256 JWK', { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
    ['an empty set', {}],
    ['an empty JWK set', { keys: [] }],
    ['a JWK set without ids', { keys: [{ kty: 'oct', k: Buffer.alloc(32).toString('base64url') }] }],
    ['a set with a short key', { good: KEY, bad: 'short' }],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
  ])('is refused without being quoted: %s', async (_title, key) => {
    const bad = key as SessionKey;
    expect(() => sessionAuthorize({ key: bad })).toThrow(/key for session tokens/);
    expect(await codeOf(createSessionToken(SESSION, { key: bad }))).toBe('invalid_config');
    const message = await createSessionToken(SESSION, { key: bad }).catch((error: Error) => error.message);
    expect(message).not.toMatch(/kkk|short/);
  });

  it('of 31 characters and 32 bytes is accepted', async () => {
    const key = `${KEY.slice(2)}\u00e9`;
    expect(await verify(await createSessionToken(SESSION, { key }), { key })).toBe('accepted');
  });

  it('may be bytes, a CryptoKey or a JWK', async () => {
    const bytes = new TextEncoder().encode(KEY);
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const cryptoKey = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
    const jwk = { kty: 'oct', k: Buffer.from(KEY).toString('base64url') };
    for (const key of [bytes, cryptoKey, jwk]) {
      expect(await verify(await createSessionToken(SESSION, { key }))).toBe('accepted');
      expect(await verify(await mint(), { key })).toBe('accepted');
    }
    const sha512 = await crypto.subtle.importKey('raw', bytes, { ...hmac, hash: 'SHA-512' }, false, ['sign']);
    expect(await codeOf(createSessionToken(SESSION, { key: sha512 }))).toBe('invalid_config');
  });

  it('is imported once for all tokens, and refused each time if its JWK is for something else', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey');
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const k = Buffer.from(KEY).toString('base64url');
    const pairs: [SessionKey, SessionKey][] = [
      [KEY, KEY],
      [KEY, { kty: 'oct', k }],
      [privateKey, await exportJWK(publicKey)],
    ];
    for (const [key, verifyingKey] of pairs) {
      const { handle } = createFixture({ authorize: sessionAuthorize({ key: verifyingKey }) });
      const token = await createSessionToken(SESSION, { key });
      importKey.mockClear();
      for (let count = 0; count < 3; count += 1) {
        const headers = { Authorization: `Bearer ${token}` };
        expect((await handle(createRequest(DETAILS, { headers }))).status).toBe(200);
      }
      expect(importKey).toHaveBeenCalledTimes(1);
    }
    importKey.mockRestore();

    const others = [{ use: 'enc' }, { alg: 'HS512' }, { key_ops: ['sign'] }];
    for (const other of others) {
      const { handle } = createFixture({ authorize: sessionAuthorize({ key: { kty: 'oct', k, ...other } }) });
      const headers = { Authorization: `Bearer ${await createSessionToken(SESSION, { key: KEY })}` };
      for (let count = 0; count < 2; count += 1) {
        expect((await handle(createRequest(DETAILS, { headers }))).status).toBe(500);
      }
    }
  });

  it('may be Ed25519, of which the proxy needs the public half', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const [publicJwk, privateJwk] = [await exportJWK(publicKey), await exportJWK(privateKey)];
    for (const key of [publicKey, publicJwk]) {
      await expect(createSessionToken(SESSION, { key })).rejects.toMatchObject({
        name: 'SocialConnectError',
        code: 'invalid_config',
        message: expect.stringMatching(/^The key for session tokens cannot sign: it is a public key/),
      });
    }
    for (const key of [privateKey, privateJwk]) {
      const token = await createSessionToken(SESSION, { key });
      expect(await verify(token, { key: publicKey })).toBe('accepted');
      expect(await verify(token, { key: publicJwk })).toBe('accepted');
      expect(await verify(token, { key: privateJwk })).toBe('accepted');
      expect(await verify(token, { key: privateKey })).toBe('invalid_config');
    }
  });

  it.each<[string, SessionKeySet, SessionKeySet]>([
    ['a record', { old: KEY }, { new: OTHER_KEY, old: KEY }],
    [
      'a JWK set',
      { keys: [{ kid: 'old', kty: 'oct', k: Buffer.from(KEY).toString('base64url') }] },
      {
        keys: ['new', 'old'].map((kid) => ({
          kid,
          kty: 'oct',
          k: Buffer.from(kid === 'old' ? KEY : OTHER_KEY).toString('base64url'),
        })),
      },
    ],
  ])('may be rotated with %s: the first signs, all verify', async (_title, before, after) => {
    const oldToken = await createSessionToken(SESSION, { key: before });
    const newToken = await createSessionToken(SESSION, { key: after });
    expect(await verify(oldToken, { key: after })).toBe('accepted');
    expect(await verify(newToken, { key: after })).toBe('accepted');
    expect(await verify(newToken, { key: before })).toBe('unauthorized');
    expect(await verify(await mint(), { key: before })).toBe('unauthorized');
    expect(await verify(await mint({}, { kid: 'constructor' }), { key: before })).toBe('unauthorized');
    expect(await verify(await mint({}, { kid: 'new' }), { key: after })).toBe('unauthorized');
    expect(await verify(await mint({}, { kid: 'old' }), { key: after })).toBe('accepted');
  });
});

describe('sessionAuthorize', () => {
  const { handle, calls } = createFixture({ authorize: sessionAuthorize({ key: KEY }) });
  const bound = (): Promise<string> => createSessionToken({ ...SESSION, origin: APP }, { key: KEY });

  async function statusOf(headers: Record<string, string>, without: string[] = []): Promise<number> {
    return (await handle(createRequest(DETAILS, { headers }, without))).status;
  }

  it('accepts a valid token, with and without `Origin`', async () => {
    const Authorization = `Bearer ${await mint()}`;
    expect(await statusOf({ Authorization, Origin: APP })).toBe(200);
    expect(await statusOf({ Authorization })).toBe(200);
    expect(await statusOf({ Authorization: Authorization.replace('Bearer', 'bearer') })).toBe(200);
    expect(await statusOf({ Authorization }, ['Sec-Fetch-Site'])).toBe(200);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c', 'Bearer a b', 'Bearer a,b'])(
    'responds with 401 to %j',
    async (value) => {
      const before = calls.length;
      expect(await statusOf({ Authorization: value })).toBe(401);
      expect(calls).toHaveLength(before);
    },
  );

  it('refuses a bound token from another origin', async () => {
    const Authorization = `Bearer ${await bound()}`;
    expect(await statusOf({ Authorization, Origin: APP })).toBe(200);
    expect(await statusOf({ Authorization, Origin: PROXY })).toBe(401);
    expect(await statusOf({ Authorization })).toBe(401);
    expect(await statusOf({ Authorization }, ['Sec-Fetch-Site'])).toBe(401);
    const own = await createSessionToken({ ...SESSION, origin: PROXY }, { key: KEY });
    expect(await statusOf({ Authorization: `Bearer ${own}` })).toBe(200);
  });

  it('responds with 500, not 401, when the key cannot verify', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const wrong = createFixture({ authorize: sessionAuthorize({ key: privateKey }) });
    const token = await createSessionToken(SESSION, { key: privateKey });
    const response = await wrong.handle(createRequest(DETAILS, { headers: { Authorization: `Bearer ${token}` } }));
    expect(response.status).toBe(500);
  });
});

// No secret is compared in our own code: jose leaves it to WebCrypto, which compares in constant time.
it('a wrong signature is refused wherever it differs', async () => {
  const token = await mint();
  const [header, claims, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(await verify(`${header}.${claims}.${changed.toString('base64url')}`)).toBe('unauthorized');
  }
  expect(await verify(token)).toBe('accepted');
});
