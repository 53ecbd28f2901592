import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize, type SessionKey, type SessionKeySet } from '../../../src/proxy/index.js';
import { createFixture, createRequest, DETAILS, KEY, SESSION } from '../fixture.js';

const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
const publicJwk = await exportJWK(publicKey);
const publicPem = await exportSPKI(publicKey);
const privatePem = await exportPKCS8(privateKey);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
const rsaPkcs1Pem = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string;
const ecPem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });

/** A self-signed certificate for an Ed25519 key. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBMjCB5aADAgECAhRtniOIDXWZ5oqySeQ4LYttoYqUKzAFBgMrZXAwDzENMAsG
A1UEAwwEdGVzdDAeFw0yNjExMjYxNTA3MzZaFw0yNjExMjcxNTA3MzZaMA8xDTAL
BgNVBAMMBHRlc3QwKjAFBgMrZXADIQC6I4RoxvsV3gnIY0mBk9Xl4h4ukOnjsH+W
5TLDl46hU6NTMFEwHQYDVR0OBBYEFOk+WKFJvjrYfIDwG2N/MZeB7oRnMB8GA1Ud
IwQYMBaAFOk+WKFJvjrYfIDwG2N/MZeB7oRnMA8GA1UdEwEB/wQFMAMBAf8wBQYD
K2VwA0EAs0Bwi0gg3LHdbL2FXcJkbsOLUNXjR4WYJpzolnjJpfXpGBohSezSyIna
eQiDOrk5qV4mlZAzbY+guBMXv4itCw==
-----END CERTIFICATE-----
`;

/** The content of a PEM in one line of Base64, as some consoles show a key. */
const strip = (pem: string): string => pem.replace(/-----.*?-----|\s/g, '');
const toBytes = (pem: string): Buffer => Buffer.from(strip(pem), 'base64');

/** A line of `authorized_keys` for an Ed25519 key (RFC 8709, section 4). */
function toSshLine(): string {
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from(Uint32Array.of(bytes.length).buffer).reverse(), bytes]);
  const raw = Buffer.from(publicJwk.x ?? '', 'base64url');
  return `ssh-ed25519 ${Buffer.concat([part(Buffer.from('ssh-ed25519')), part(raw)]).toString('base64')}`;
}

/** A token that anybody can make who knows the text. */
function forge(secret: string | Uint8Array): Promise<string> {
  return new SignJWT({ loc: SESSION.locationId })
    .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect+jwt' })
    .setAudience('ghl-social-connect')
    .setSubject(SESSION.userId)
    .setIssuedAt()
    .setExpirationTime('5m')
    .setJti('forged')
    .sign(typeof secret === 'string' ? new TextEncoder().encode(secret) : secret);
}

async function statusOf(key: SessionKey | SessionKeySet, token: string): Promise<number> {
  const { handle } = createFixture({ authorize: sessionAuthorize({ key }) });
  return (await handle(createRequest(DETAILS, { headers: { Authorization: `Bearer ${token}` } }))).status;
}

describe('a key that was written down', () => {
  const texts: readonly [string, string][] = [
    ['a public key in PEM', publicPem],
    ['below an empty line', `\n ${publicPem}`],
    ['in double quotes', `"${publicPem}"`],
    ['in single quotes', `'${publicPem.trim()}'`],
    ['in backquotes', `\`${publicPem}\``],
    ['after a comment', `# The public key of our backend\n${publicPem}`],
    ['after the name of a variable', `SESSION_KEY="${publicPem}"`],
    ['in one line with escaped line breaks', publicPem.replaceAll('\n', '\\n')],
    ['in one line with doubly escaped line breaks', publicPem.replaceAll('\n', '\\\\n')],
    ['in one line with spaces', publicPem.replaceAll('\n', ' ')],
    ['with line breaks of Windows', publicPem.replaceAll('\n', '\r\n')],
    ['as a JSON text', JSON.stringify(publicPem)],
    ['as a JSON object', JSON.stringify({ publicKey: publicPem })],
    ['in Base64', Buffer.from(publicPem).toString('base64')],
    ['in Base64url', Buffer.from(publicPem).toString('base64url')],
    ['in Base64 in lines', Buffer.from(publicPem).toString('base64').replace(/.{40}/g, '$&\n')],
    ['in Base64 of Base64', Buffer.from(Buffer.from(publicPem).toString('base64')).toString('base64')],
    ['in hexadecimal', Buffer.from(publicPem).toString('hex')],
    ['in percent-encoding', encodeURIComponent(publicPem)],
    ['as a data URL', `data:application/x-pem-file;base64,${Buffer.from(publicPem).toString('base64')}`],
    ['in UTF-16', Buffer.from(publicPem, 'utf16le').toString('latin1')],
    ['without its first and last line', strip(publicPem)],
    ['without these lines, in quotes', `"${strip(publicPem)}"`],
    ['without these lines, after a comment', `key: ${strip(publicPem)}`],
    ['without these lines, in lines', `${strip(publicPem).slice(0, 30)}\n${strip(publicPem).slice(30)}\n`],
    ['without these lines, in Base64url', toBytes(publicPem).toString('base64url')],
    ['DER in hexadecimal', toBytes(publicPem).toString('hex')],
    [
      'DER in hexadecimal with colons',
      toBytes(publicPem)
        .toString('hex')
        .replace(/..(?=.)/g, '$&:')
        .toUpperCase(),
    ],
    ['DER in hexadecimal with 0x', `0x${toBytes(publicPem).toString('hex')}`],
    ['DER as a list of bytes', JSON.stringify([...toBytes(publicPem)])],
    ['DER as a Buffer in JSON', JSON.stringify(toBytes(publicPem))],
    ['a private key in PEM', privatePem],
    ['a private key without its first and last line', strip(privatePem)],
    ['an RSA key in PEM', rsaPem as string],
    ['an RSA key without its first and last line', strip(rsaPem as string)],
    ['an RSA key of PKCS #1', rsaPkcs1Pem],
    ['an RSA key of PKCS #1 without its first and last line', strip(rsaPkcs1Pem)],
    ['an RSA key of PKCS #1 in hexadecimal', toBytes(rsaPkcs1Pem).toString('hex')],
    ['an EC key in PEM', ecPem as string],
    ['an EC key without its first and last line', strip(ecPem as string)],
    ['a certificate', CERTIFICATE],
    ['a certificate without its first and last line', strip(CERTIFICATE)],
    ['a certificate in hexadecimal', toBytes(CERTIFICATE).toString('hex')],
    ['a certificate after text of openssl', `Certificate:\n    Data:\n        Version: 3\n${CERTIFICATE}`],
    ['a PGP key', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZx\n=ab12\n-----END PGP PUBLIC KEY BLOCK-----'],
    ['an SSH key', toSshLine()],
    ['an SSH key with a comment', `${toSshLine()} deploy@example`],
    ['an SSH key with options', `no-pty,command="x" ${toSshLine()}`],
    ['an SSH key without its type', toSshLine().split(' ')[1]!],
    [
      'an SSH key of RFC 4716',
      `---- BEGIN SSH2 PUBLIC KEY ----\n${toSshLine().split(' ')[1]}\n---- END SSH2 PUBLIC KEY ----`,
    ],
    ['a JWK', JSON.stringify(publicJwk)],
    ['a JWK, indented', JSON.stringify(publicJwk, null, 2)],
    ['a JWK as a JSON text', JSON.stringify(JSON.stringify(publicJwk))],
    ['a JWK in single quotes', JSON.stringify(publicJwk).replaceAll('"', "'")],
    ['a JWK in quotes with escapes', `"${JSON.stringify(publicJwk).replaceAll('"', '\\"')}"`],
    ['a JWK after a comment', `// public\n${JSON.stringify(publicJwk)}`],
    ['a JWK in Base64', Buffer.from(JSON.stringify(publicJwk)).toString('base64url')],
    ['a JWK in percent-encoding', encodeURIComponent(JSON.stringify(publicJwk))],
    ['a JWK in YAML', `kty: OKP\ncrv: Ed25519\nx: ${publicJwk.x}`],
    ['a JWK set', JSON.stringify({ keys: [publicJwk] })],
    ['an empty JWK set with a comment of some length', JSON.stringify({ note: 'no key yet, but soon', keys: [] })],
  ];

  it.each(texts)(
    'is refused as a secret, as text, bytes, JWK and in a set, and is not quoted: %s',
    async (_title, text) => {
      const bytes = new TextEncoder().encode(text);
      const refusal = expect.objectContaining({
        name: 'SocialConnectError',
        code: 'invalid_config',
        message:
          'The key for session tokens is not a secret but a key that was written down (PEM, DER, SSH, JWK or a certificate): pass a CryptoKey or a JWK object.',
      });
      const jwk = { kty: 'oct', k: Buffer.from(bytes).toString('base64url') };
      const keys: (SessionKey | SessionKeySet)[] = [
        text,
        bytes,
        jwk,
        { keys: [{ ...jwk, kid: 'a' }] },
        { first: KEY, second: text },
      ];
      for (const key of keys) {
        expect(() => sessionAuthorize({ key })).toThrow(refusal);
        await expect(createSessionToken(SESSION, { key })).rejects.toEqual(refusal);
      }
    },
  );

  it.each([
    ['Ed25519', toBytes(publicPem)],
    ['Ed25519, private', toBytes(privatePem)],
    ['RSA', toBytes(rsaPem as string)],
    ['RSA of PKCS #1', toBytes(rsaPkcs1Pem)],
    ['EC', toBytes(ecPem as string)],
    ['a certificate', toBytes(CERTIFICATE)],
    ['SSH', Buffer.from(toSshLine().split(' ')[1]!, 'base64')],
  ])('is refused as a secret in DER: %s', (_title, bytes) => {
    expect(() => sessionAuthorize({ key: Uint8Array.from(bytes) })).toThrow(/key that was written down/);
  });

  it.each<[string, SessionKey]>([
    ['CryptoKey', publicKey],
    ['JWK object', publicJwk],
  ])('is accepted as a %s, and its text forges nothing', async (_title, key) => {
    expect(await statusOf(key, await createSessionToken(SESSION, { key: privateKey }))).toBe(200);
    for (const text of [publicPem, JSON.stringify(publicJwk), strip(publicPem), toSshLine()]) {
      expect(await statusOf(key, await forge(text))).toBe(401);
    }
  });
});

describe("a key of Node's own class", () => {
  it('is refused with the kinds that there are', () => {
    const key = generateKeyPairSync('ed25519').publicKey as unknown as SessionKey;
    expect(() => sessionAuthorize({ key })).toThrow('not a text, bytes, a CryptoKey or a JWK');
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as SessionKey;
    expect(() => sessionAuthorize({ key: jwk })).not.toThrow();
  });
});

describe('a trivially weak secret', () => {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz';

  it.each([
    'k'.repeat(32),
    '1'.repeat(64),
    ' '.repeat(40),
    'ab'.repeat(20),
    'abc123'.repeat(8),
    'kty-'.repeat(8),
    'password'.repeat(4),
    'password1password2password3password4',
    'supersecretsupersecretsupersecret!',
    'correct horse correct horse correct horse',
    '01'.repeat(16) + '10'.repeat(16),
    'aaaabbbbccccddddaaaabbbbccccdddd',
    'abababcbabcbabacbacbabcabcbabcab',
    '0123456789'.repeat(4),
    '0123456789abcdef0123456789abcdef',
    alphabet + alphabet.toUpperCase(),
    `${alphabet}0123456789`,
    [...alphabet].reverse().join('') + '9876543210',
    'qwertyuiopasdfghjklzxcvbnm123456',
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
    'changeme-changeme-changeme-changeme',
    'change-me-to-a-32-byte-secret-key!',
    'please_change_this_secret_key_in_production',
    'your-256-bit-secret-your-256-bit-secret',
    'your-super-secret-key-goes-here-min-32-chars',
    'replace this with your own secret key',
    '<insert your session key here, 32 bytes>',
    '<YOUR_SESSION_KEY_OF_32_BYTES_HERE>',
    '${SESSION_KEY:-please-set-session-key}',
    '{{ secrets.SESSION_KEY_OF_THE_PROXY }}',
    'process.env.SESSION_KEY_OF_THE_PROXY',
    'a-string-secret-at-least-256-bits-long',
    'xxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx',
    'TODO-TODO-insert-the-session-key-here',
    Buffer.alloc(32).toString('base64'),
    Buffer.alloc(32, 'password').toString('base64'),
    Buffer.from('changeme-changeme-changeme-changeme').toString('base64'),
    Buffer.alloc(24, 'ab').toString('hex'),
    Buffer.from(Uint8Array.from({ length: 32 }, (_, index) => index)).toString('hex'),
  ])('is refused as text, bytes, JWK and in a set: %j', (text) => {
    const bytes = new TextEncoder().encode(text);
    const jwk = { kty: 'oct', k: Buffer.from(bytes).toString('base64url') };
    for (const key of [text, bytes, jwk, { first: KEY, second: text }]) {
      expect(() => sessionAuthorize({ key })).toThrow(/can be guessed: create a random one/);
    }
    expect(() => sessionAuthorize({ key: text })).not.toThrow(text.slice(0, 12));
  });

  it.each([
    ['zeros', new Uint8Array(32)],
    ['one byte', new Uint8Array(64).fill(0xa7)],
    ['counting bytes', Uint8Array.from({ length: 32 }, (_, index) => index)],
    ['a few bytes', Uint8Array.from({ length: 48 }, (_, index) => (index * 7) % 5)],
  ])('is refused as bytes: %s', (_title, key) => {
    expect(() => sessionAuthorize({ key })).toThrow(/can be guessed/);
  });

  it('is not what a random generator makes', () => {
    for (let round = 0; round < 200; round += 1) {
      const bytes = randomBytes(32);
      for (const key of [
        Uint8Array.from(bytes),
        bytes.toString('hex'),
        bytes.subarray(16).toString('hex'),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        bytes.subarray(8).toString('base64'),
        crypto.randomUUID(),
        { kty: 'oct', k: bytes.toString('base64url') },
      ]) {
        expect(() => sessionAuthorize({ key })).not.toThrow();
      }
    }
  });
});

describe('a secret', () => {
  it.each([
    KEY,
    'a secret with -----BEGIN in its midst',
    '{"text":"like JSON, but of no key at all"}',
    JSON.stringify('kty and keys in quotation marks, in JSON'),
    'a-key-of-the-tests-with-40-characters-ok',
    'correct horse battery staple, and seven more words',
    'ssh-ed25519 is a kind of key, and so is ssh-rsa',
    'the key is under the third pot from the left',
    'MCowBQYDK2VwAyEB-is-how-such-keys-begin',
    'Zk3vQ9xT1mB7rLw5yHc8uJd2sNf6pGa4!%41%zz"\\n\'',
  ])('is accepted: %j', async (key) => {
    expect(await statusOf(key, await forge(key))).toBe(200);
  });
});
