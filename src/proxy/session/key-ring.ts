// A server project without the DOM library has no global type `CryptoKey`.
import { importJWK, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { findWeakness } from '../../protocol/secret-strength.js';
import { containsKey } from './encoded-key.js';

/**
 * A key for session tokens: a random secret of at least 32 bytes (text counts as UTF-8; HS256), or an Ed25519 key
 * (EdDSA), of which the proxy needs only the public half.
 *
 * A key that was written down (PEM, DER, SSH, JWK, a certificate, or an encoding of one) is refused as a secret, and so
 * is a trivially weak secret. The `x` of a JWK alone cannot be told from a secret: pass the whole JWK.
 */
export type SessionKey = string | Uint8Array | CryptoKey | JWK;

/** Several keys by id (`kid`), for key rotation: the first one signs, all of them verify. */
export type SessionKeySet = JSONWebKeySet | Readonly<Record<string, SessionKey>>;

/** A checked key and the algorithms that it is used with. The token does not choose the algorithm. */
export interface CheckedKey {
  readonly id?: string | undefined;
  readonly algorithms: readonly ['HS256'] | readonly ['EdDSA', 'Ed25519'];
  readonly key: Uint8Array | CryptoKey | JWK;
}

/** What keys are for, in the words of an error message. */
type KeyPurpose = 'session tokens' | 'receipts';

/** One key, or several by id. */
export interface KeyRing {
  readonly signing: CheckedKey;
  /** The key to verify with; `undefined` if there is none of that id. A single key fits every id. */
  find(id: string | undefined): CheckedKey | undefined;
}

const MIN_SECRET_BYTES = 32;
const BASE64URL = /^[\w-]*$/;
const HMAC = ['HS256'] as const;
const ED25519 = ['EdDSA', 'Ed25519'] as const;

/** What is wrong with a key: completes "The key for session tokens …". The message never contains the key. */
class KeyProblem extends Error {}

/** Describes a key that cannot be used. */
export function invalidKey(
  problem: string,
  cause?: unknown,
  purpose: KeyPurpose = 'session tokens',
): SocialConnectError {
  const option = purpose === 'receipts' ? 'receiptKey' : 'key';
  return new SocialConnectError('invalid_config', `The key for ${purpose} ${problem}.`, { cause, option });
}

function checkLength(bytes: number): void {
  if (bytes < MIN_SECRET_BYTES) throw new KeyProblem(`has ${bytes} bytes; it needs at least ${MIN_SECRET_BYTES}`);
}

function checkSecretBytes(secret: Uint8Array): void {
  if (containsKey(secret)) {
    throw new KeyProblem(
      'is not a secret but a key that was written down (PEM, DER, SSH, JWK or a certificate): pass a CryptoKey or a JWK object',
    );
  }
  checkLength(secret.byteLength);
  const weakness = findWeakness(secret);
  if (weakness !== undefined) {
    throw new KeyProblem(
      `${weakness}, so it can be guessed: create a random one, for example with openssl rand -base64 32`,
    );
  }
}

function checkSecret(key: Uint8Array, id: string | undefined): CheckedKey {
  checkSecretBytes(key);
  return { id, algorithms: HMAC, key };
}

function checkCryptoKey(key: CryptoKey, id: string | undefined): CheckedKey {
  const { name, hash, length } = key.algorithm as HmacKeyAlgorithm;
  if (name === 'Ed25519') return { id, algorithms: ED25519, key };
  if (name !== 'HMAC' || hash.name !== 'SHA-256') throw new KeyProblem('is neither HMAC with SHA-256 nor Ed25519');
  checkLength(length / 8);
  return { id, algorithms: HMAC, key };
}

function decodeBase64Url(text: string): Uint8Array {
  if (!BASE64URL.test(text) || text.length % 4 === 1) throw new KeyProblem('is a JWK whose `k` is not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function checkJwk(key: JWK, id: string | undefined = key.kid): CheckedKey {
  if (key.kty === 'OKP' && key.crv === 'Ed25519') return { id, algorithms: ED25519, key };
  if (key.kty !== 'oct' || typeof key.k !== 'string') throw new KeyProblem('is neither a secret nor Ed25519');
  checkSecretBytes(decodeBase64Url(key.k));
  return { id, algorithms: HMAC, key };
}

function isJwk(key: object): key is JWK {
  return Object.hasOwn(key, 'kty') && typeof (key as JWK).kty === 'string';
}

function checkKey(key: unknown, id?: string): CheckedKey {
  if (typeof key === 'string') return checkSecret(new TextEncoder().encode(key), id);
  if (key instanceof Uint8Array) return checkSecret(key, id);
  if (key instanceof globalThis.CryptoKey) return checkCryptoKey(key, id);
  if (isRecord(key) && isJwk(key)) return checkJwk(ownOptions(key), id);
  throw new KeyProblem('is missing, or is not a text, bytes, a CryptoKey or a JWK');
}

function isSingle(key: unknown): key is SessionKey {
  return (
    typeof key !== 'object' ||
    key === null ||
    ArrayBuffer.isView(key) ||
    key instanceof globalThis.CryptoKey ||
    isJwk(key)
  );
}

function checkKeySet(set: SessionKeySet): CheckedKey[] {
  if (Object.hasOwn(set, 'keys') && Array.isArray(set.keys))
    return (set as JSONWebKeySet).keys.map((key) => checkKey(key));
  return Object.entries(set as Record<string, SessionKey>).map(([id, key]) => checkKey(key, id));
}

function readKeys(key: SessionKey | SessionKeySet): KeyRing {
  if (isSingle(key)) {
    const single = checkKey(key);
    return { signing: single, find: () => single };
  }
  const keys = checkKeySet(key);
  const byId = new Map(keys.map((entry) => [entry.id, entry]));
  const [signing] = keys;
  if (signing === undefined) throw new KeyProblem('is an empty set, or not a text, bytes, a CryptoKey or a JWK');
  if (byId.size < keys.length || byId.has(undefined)) throw new KeyProblem('is a set without distinct ids');
  return { signing, find: (id) => byId.get(id) };
}

/**
 * Checks keys before anything is signed or verified with them.
 *
 * @throws {SocialConnectError} `invalid_config` if a key is too short, weak or of another kind, or lacks an id in a set.
 */
export function createKeyRing(key: SessionKey | SessionKeySet, purpose?: KeyPurpose): KeyRing {
  try {
    return readKeys(key);
  } catch (error) {
    throw error instanceof KeyProblem ? invalidKey(error.message, undefined, purpose) : error;
  }
}

/**
 * The key to sign with.
 *
 * @throws {SocialConnectError} `invalid_config` for the public half of a key pair.
 */
export function toSigningKey({ key }: CheckedKey, purpose?: KeyPurpose): Uint8Array | CryptoKey | JWK {
  const isPublic =
    key instanceof globalThis.CryptoKey
      ? !key.usages.includes('sign')
      : !(key instanceof Uint8Array) && key.kty === 'OKP' && key.d === undefined;
  if (isPublic) throw invalidKey('cannot sign: it is a public key, or its `key_ops` lack "sign"', undefined, purpose);
  return key;
}

const HMAC_SHA256 = { name: 'HMAC', hash: 'SHA-256' };

/** JOSE refuses to verify with a private Ed25519 key, so only its public half is imported. */
async function importVerifyingKey({ key, algorithms }: CheckedKey): Promise<CryptoKey> {
  if (key instanceof globalThis.CryptoKey) return key;
  if (key instanceof Uint8Array) {
    return crypto.subtle.importKey('raw', new Uint8Array(key), HMAC_SHA256, false, ['verify']);
  }
  // The runtime refuses a key whose `use`, `alg` or `key_ops` are for something else.
  if (key.kty === 'oct') return crypto.subtle.importKey('jwk', key as JsonWebKey, HMAC_SHA256, false, ['verify']);
  const { kty, crv, x } = key;
  return (await importJWK({ kty, crv, x }, algorithms[0])) as CryptoKey;
}

const verifyingKeys = new WeakMap<CheckedKey, Promise<CryptoKey>>();

/** The key to verify with. It is imported once, because that takes about as long as to verify a signature. */
export function toVerifyingKey(key: CheckedKey): Promise<CryptoKey> {
  const imported = verifyingKeys.get(key) ?? importVerifyingKey(key);
  verifyingKeys.set(key, imported);
  return imported;
}
