import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import type { SessionKey, SessionKeySet } from '../../../src/proxy/index.js';
import { createFixture, createRequest, DETAILS, SESSION } from '../fixture.js';

const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
const publicJwk = await exportJWK(publicKey);
const publicPem = await exportSPKI(publicKey);
const privatePem = await exportPKCS8(privateKey);
const rsaPem = await exportSPKI((await generateKeyPair('RS256', { extractable: true })).publicKey);

/** What a PEM says, in one line of base64, as some consoles show a key. */
const strip = (pem: string): string => pem.replace(/-----.*?-----|\s/g, '');

/** A token that anybody can make who knows the text. */
function forge(secret: string): Promise<string> {
  return new SignJWT({ loc: SESSION.locationId })
    .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect+jwt' })
    .setAudience('ghl-social-connect')
    .setSubject(SESSION.userId)
    .setIssuedAt()
    .setExpirationTime('5m')
    .setJti('forged')
    .sign(new TextEncoder().encode(secret));
}

async function statusOf(key: SessionKey | SessionKeySet, token: string): Promise<number> {
  const { handle } = createFixture({ authorize: sessionAuthorize({ key }) });
  return (await handle(createRequest(DETAILS, { headers: { Authorization: `Bearer ${token}` } }))).status;
}

describe('C11: a key that is written down is no secret', () => {
  it.each<[string, string]>([
    ['a public key in PEM', publicPem],
    ['a public key in PEM, below an empty line', `\n ${publicPem}`],
    ['a private key in PEM', privatePem],
    ['a public JWK', JSON.stringify(publicJwk)],
    ['a public JWK, indented', JSON.stringify(publicJwk, null, 2)],
    ['a JWK set', JSON.stringify({ keys: [publicJwk] })],
    ['a public key in PEM, without its first and last line', strip(publicPem)],
    ['a private key in PEM, without its first and last line', strip(privatePem)],
    ['a public RSA key in PEM, without its first and last line', strip(rsaPem)],
  ])('%s is refused as text, as bytes and in a set, and is not quoted', async (_title, text) => {
    const bytes = new TextEncoder().encode(text);
    const refusal = expect.objectContaining({
      code: 'invalid_config',
      message:
        'The key for session tokens is no secret but a key in PEM, DER or JSON: pass a CryptoKey or a JWK object.',
    });
    for (const key of [text, bytes, { first: 'k'.repeat(32), second: text }]) {
      expect(() => sessionAuthorize({ key })).toThrow(refusal);
      await expect(createSessionToken(SESSION, { key })).rejects.toEqual(refusal);
    }
  });

  it('nor is one in DER', () => {
    for (const pem of [publicPem, privatePem, rsaPem]) {
      const key = Uint8Array.from(Buffer.from(strip(pem), 'base64'));
      expect(() => sessionAuthorize({ key })).toThrow(/no secret but a key in PEM, DER or JSON/);
    }
  });

  it.each<[string, SessionKey]>([
    ['CryptoKey', publicKey],
    ['JWK object', publicJwk],
  ])('the same as a %s is good, and its text forges nothing', async (_title, key) => {
    expect(await statusOf(key, await createSessionToken(SESSION, { key: privateKey }))).toBe(200);
    for (const text of [publicPem, JSON.stringify(publicJwk)]) expect(await statusOf(key, await forge(text))).toBe(401);
  });

  it.each([
    'a secret with -----BEGIN in its midst',
    '{"text":"like JSON, but of no key at all"}',
    '[1111111111,2222222222,3333333333]',
    '11111111111111111111111111111111',
    'kty-kty-kty-kty-kty-kty-kty-kty-',
    JSON.stringify('kty and keys in quotation marks, in JSON'),
    Buffer.concat([Buffer.of(0x30, 0x2a), Buffer.alloc(42, 0x31)]).toString('base64'),
    Buffer.concat([Buffer.of(0x30, 0x20, 0x30), Buffer.alloc(41)]).toString('base64'),
  ])('the secret %j is one', async (key) => {
    expect(await statusOf(key, await forge(key))).toBe(200);
  });
});
