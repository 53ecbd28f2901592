import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocialConnectError } from '../../../src/errors.js';
import {
  createReplayGuard,
  createSessionToken,
  sessionAuthorize,
  verifySessionToken,
} from '../../../src/proxy/index.js';
import type { SessionKey, SessionKeySet } from '../../../src/proxy/index.js';
import { APP, createFixture, createRequest, DETAILS, PROXY, SESSION } from '../fixture.js';

const KEY = 'k'.repeat(32);
const OTHER_KEY = 'o'.repeat(32);
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

describe('a session token', () => {
  it('says what it was made with', async () => {
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

  it('may be minted by any backend', async () => {
    expect(await verifySessionToken(await mint(), { key: KEY })).toEqual(SESSION);
  });

  it.each([null, '', 1])('is not for the audience %j', async (audience) => {
    const options = { key: KEY, audience: audience as string };
    expect(await codeOf(createSessionToken(SESSION, options))).toBe('invalid_config');
  });

  it.each([0, 601, -1, 1.5, Number.NaN])('does not live for %s seconds', async (expiresIn) => {
    expect(await codeOf(createSessionToken(SESSION, { key: KEY, expiresIn }))).toBe('invalid_config');
  });

  it('lives for up to 600 seconds', async () => {
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
  ])('is not made of %j', async (wrong) => {
    expect(await codeOf(createSessionToken({ ...SESSION, ...wrong }, { key: KEY }))).toBe('invalid_config');
  });
});

describe('C11: a token that is not good is refused', () => {
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
    ['an old iat and a far exp', { iat: NOW_S - 661, exp: NOW_S + 3_600 }, {}],
    ['a later nbf', { nbf: NOW_S + 61 }, {}],
  ])('with %s', async (_title, claims, header) => {
    expect(await verify(await mint(claims, header).catch(() => 'unsignable'))).toBe('unauthorized');
  });

  it.each<[string, JWTPayload]>([
    ['an expiry 59 s ago', { exp: NOW_S - 59 }],
    ['an iat 59 s ahead', { iat: NOW_S + 59 }],
    ['an iat 659 s ago', { iat: NOW_S - 659, exp: NOW_S + 3_600 }],
    ['our aud among others', { aud: ['other', 'ghl-social-connect'] }],
    ['unknown claims', { role: 'admin' }],
  ])('but not one with %s', async (_title, claims) => {
    expect(await verify(await mint(claims))).toBe('accepted');
  });

  it('for `alg: none`, with or without a signature', async () => {
    const unsecured = new UnsecuredJWT(CLAIMS).encode();
    const [, claims] = unsecured.split('.');
    const header = Buffer.from(JSON.stringify({ ...HEADER, alg: 'none' })).toString('base64url');
    expect(await verify(unsecured)).toBe('unauthorized');
    expect(await verify(`${header}.${claims}.`)).toBe('unauthorized');
    const [, , signature] = (await mint()).split('.');
    expect(await verify(`${header}.${claims}.${signature}`)).toBe('unauthorized');
  });

  it('for another algorithm of the same kind', async () => {
    const key = new TextEncoder().encode('k'.repeat(64));
    expect(await verify(await mint({}, { alg: 'HS512' }, key), { key })).toBe('unauthorized');
    expect(await verify(await mint({}, { alg: 'HS256' }, key), { key })).toBe('accepted');
  });

  it('for a secret made of a public key', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(publicKey);
    for (const bytes of [JSON.stringify(jwk), jwk.x ?? '']) {
      const forged = await mint({}, {}, new TextEncoder().encode(bytes));
      expect(await verify(forged, { key: publicKey })).toBe('unauthorized');
      expect(await verify(forged, { key: jwk })).toBe('unauthorized');
    }
    expect(await verify(await mint({}, { alg: 'EdDSA' }, privateKey), { key: publicKey })).toBe('accepted');
  });

  it('for another key, a changed claim or a changed signature', async () => {
    const token = await mint();
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...CLAIMS, loc: 'loc2' })).toString('base64url');
    expect(await verify(token, { key: OTHER_KEY })).toBe('unauthorized');
    expect(await verify(`${header}.${claims}.${signature}`)).toBe('unauthorized');
    expect(await verify(token.slice(0, -4))).toBe('unauthorized');
    expect(await verify(token)).toBe('accepted');
  });

  it.each(['', 'a', 'a.b.c', '..', 'e30.e30.e30', 'a.b.c.d'])('for %j', async (token) => {
    expect(await verify(token)).toBe('unauthorized');
  });

  it('for being longer than 4 096 characters', async () => {
    expect(await verify(await mint({ note: 'x'.repeat(3_100) }))).toBe('unauthorized');
    expect(await verify(await mint({ note: 'x'.repeat(2_500) }))).toBe('accepted');
  });

  it('for another origin than its own', async () => {
    const token = await createSessionToken({ ...SESSION, origin: APP }, { key: KEY });
    expect(await verify(token, { origin: 'https://other.example' })).toBe('unauthorized');
    expect(await verify(token)).toBe('unauthorized');
    expect(await verify(token, { origin: APP })).toBe('accepted');
    expect(await verify(await mint({ origin: 7 }), { origin: APP })).toBe('unauthorized');
  });

  it('for another audience than the one that is set', async () => {
    const token = await createSessionToken(SESSION, { key: KEY, audience: 'mine' });
    expect(await verify(token)).toBe('unauthorized');
    expect(await verify(token, { audience: 'mine' })).toBe('accepted');
  });

  it('when it is older than `maxTokenAge`, which cannot exceed 600 s', async () => {
    const token = await mint({ iat: NOW_S - 200, exp: NOW_S + 300 });
    expect(await verify(token, { maxTokenAge: 100 })).toBe('unauthorized');
    expect(await verify(token, { maxTokenAge: 200 })).toBe('accepted');
    const old = await mint({ iat: NOW_S - 3_000, exp: NOW_S + 300 });
    expect(await verify(old, { maxTokenAge: 86_400, clockTolerance: 86_400 })).toBe('unauthorized');
  });

  it('the second time, if it is for single use', async () => {
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

describe('what a replay guard remembers', () => {
  it('ends with the age of the token, however late it says that it ends', async () => {
    const used: number[] = [];
    const replay = { use: (_id: string, expiresAt: number) => (used.push(expiresAt), true) };
    await verify(await mint({ iat: NOW_S, exp: NOW_S + 31_536_000 }), { replay });
    await verify(await mint({ iat: NOW_S, exp: NOW_S + 300 }), { replay });
    expect(used).toEqual([NOW_S + 661, NOW_S + 361]);
  });

  it('outlasts the token to its last moment', async () => {
    const replay = createReplayGuard(1);
    const token = await mint({ iat: NOW_S, exp: NOW_S + 31_536_000 });
    expect(await verify(token, { replay })).toBe('accepted');
    const good: number[] = [];
    for (let ms = 655_000; ms < 665_000; ms += 250) {
      vi.setSystemTime(NOW + ms);
      if ((await verify(token)) === 'accepted') good.push(ms);
      expect(await verify(token, { replay })).toBe('unauthorized');
    }
    expect(good.at(-1)).toBe(660_750);
  });
});

describe('a replay guard', () => {
  it('forgets what has expired, and takes all for used when it is full', async () => {
    const guard = createReplayGuard(2);
    expect(await guard.use('a', NOW_S + 10)).toBe(true);
    expect(await guard.use('b', NOW_S + 20)).toBe(true);
    expect(await guard.use('c', NOW_S + 20)).toBe(false);
    vi.setSystemTime(NOW + 10_000);
    expect(await guard.use('c', NOW_S + 20)).toBe(true);
    expect(await guard.use('b', NOW_S + 20)).toBe(false);
  });

  it.each([Number.NaN, 0, -1])('is not made for %d ids: it would forget none, or take all for used', (maxIds) => {
    expect(() => createReplayGuard(maxIds)).toThrow('maxIds');
  });
});

describe('an option of the verifier', () => {
  it.each([
    [{ audience: null as unknown as string }, '`audience`'],
    [{ audience: '' }, '`audience`'],
    [{ clockTolerance: NaN }, '`clockTolerance`'],
    [{ clockTolerance: -1 }, '`clockTolerance`'],
    [{ maxTokenAge: NaN }, '`maxTokenAge`'],
    [{ maxTokenAge: 0 }, '`maxTokenAge`'],
    [{ maxTokenAge: -1 }, '`maxTokenAge`'],
  ])('that would let every token pass, or none, is refused at once: %o', async (option, name) => {
    const refusal = expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining(name) });
    expect(() => sessionAuthorize({ key: KEY, ...option })).toThrow(refusal);
    await expect(verifySessionToken(await mint(), { key: KEY, ...option })).rejects.toEqual(refusal);
  });

  it('that is good is taken', async () => {
    const token = await mint();
    expect(await verify(token, { audience: CLAIMS.aud, clockTolerance: 0, maxTokenAge: 1 })).toBe('accepted');
  });
});

describe('keys', () => {
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
  ])('%s is refused, and the key is not quoted', async (_title, key) => {
    const bad = key as SessionKey;
    expect(() => sessionAuthorize({ key: bad })).toThrow(/key for session tokens/);
    expect(await codeOf(createSessionToken(SESSION, { key: bad }))).toBe('invalid_config');
    const message = await createSessionToken(SESSION, { key: bad }).catch((error: Error) => error.message);
    expect(message).not.toContain('kkk');
  });

  it('of 31 characters and 32 bytes are good', async () => {
    const key = `${'k'.repeat(30)}\u00e9`;
    expect(await verify(await createSessionToken(SESSION, { key }), { key })).toBe('accepted');
  });

  it('can be bytes, a CryptoKey or a JWK', async () => {
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

  it('can be Ed25519: the proxy needs the public half', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const [publicJwk, privateJwk] = [await exportJWK(publicKey), await exportJWK(privateKey)];
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
  ])('can be changed by %s: the first signs, all verify', async (_title, before, after) => {
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

  it('lets a good token in, whatever runs the page', async () => {
    const Authorization = `Bearer ${await mint()}`;
    expect(await statusOf({ Authorization, Origin: APP })).toBe(200);
    expect(await statusOf({ Authorization })).toBe(200);
    expect(await statusOf({ Authorization: Authorization.replace('Bearer', 'bearer') })).toBe(200);
    expect(await statusOf({ Authorization }, ['Sec-Fetch-Site'])).toBe(200);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c', 'Bearer a b', 'Bearer a,b'])(
    'is 401 for %j',
    async (value) => {
      const before = calls.length;
      expect(await statusOf({ Authorization: value })).toBe(401);
      expect(calls).toHaveLength(before);
    },
  );

  it('holds a token to its origin', async () => {
    const Authorization = `Bearer ${await bound()}`;
    expect(await statusOf({ Authorization, Origin: APP })).toBe(200);
    expect(await statusOf({ Authorization, Origin: PROXY })).toBe(401);
    expect(await statusOf({ Authorization })).toBe(401);
    expect(await statusOf({ Authorization }, ['Sec-Fetch-Site'])).toBe(401);
    const own = await createSessionToken({ ...SESSION, origin: PROXY }, { key: KEY });
    expect(await statusOf({ Authorization: `Bearer ${own}` })).toBe(200);
  });

  it('is 500, not 401, when the key cannot verify', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const wrong = createFixture({ authorize: sessionAuthorize({ key: privateKey }) });
    const token = await createSessionToken(SESSION, { key: privateKey });
    const response = await wrong.handle(createRequest(DETAILS, { headers: { Authorization: `Bearer ${token}` } }));
    expect(response.status).toBe(500);
  });
});

// C12: no secret is compared in our own code; jose leaves it to WebCrypto, which compares in constant time.
it('C12: a wrong signature is refused wherever it differs', async () => {
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
