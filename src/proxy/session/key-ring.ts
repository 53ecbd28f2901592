// A project for servers has no DOM, and so no global type of this name.
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { isRecord } from '../../protocol/is-record.js';

/**
 * A key for session tokens: a shared secret of at least 32 bytes (text counts as UTF-8; HS256), or an Ed25519 key
 * (EdDSA), of which the proxy needs only the public half.
 *
 * A public key in PEM, DER or JSON is refused as a secret. A part of one, as the `x` of a JWK, cannot be told from a
 * secret: pass the whole JWK.
 */
export type SessionKey = string | Uint8Array | CryptoKey | JWK;

/** Several keys, chosen by the token's `kid`, so that keys can be changed: the first one signs, all of them verify. */
export type SessionKeySet = JSONWebKeySet | Readonly<Record<string, SessionKey>>;

/** A key that is long enough, with the algorithms it is good for: the token has no say in that. */
export interface CheckedKey {
  readonly id?: string | undefined;
  readonly algorithms: readonly ['HS256'] | readonly ['EdDSA', 'Ed25519'];
  readonly key: Uint8Array | CryptoKey | JWK;
}

/** One key, or several by id. */
export interface KeyRing {
  readonly signing: CheckedKey;
  /** The key to verify with; `undefined` if there is none of that id. A single key fits every id. */
  find(id: string | undefined): CheckedKey | undefined;
}

const MIN_SECRET_BYTES = 32;
const BASE64 = /^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const BASE64URL = /^[\w-]*$/;
const HMAC = ['HS256'] as const;
const ED25519 = ['EdDSA', 'Ed25519'] as const;

function refuseKey(reason: string): never {
  throw new SocialConnectError('invalid_config', `The key for session tokens ${reason}.`);
}

function checkLength(bytes: number): void {
  if (bytes < MIN_SECRET_BYTES) refuseKey(`has ${bytes} bytes; it needs at least ${MIN_SECRET_BYTES}`);
}

/** Whether a text is a JWK or a set of them. */
function isJwkText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && ('kty' in value || 'keys' in value);
  } catch {
    return false;
  }
}

/** Whether these are the bytes of a key in DER: a sequence that begins with a number or a sequence (RFC 5280, RFC 5958). */
function isDer([tag = 0, ...rest]: Uint8Array): boolean {
  if (tag !== 0x30) return false;
  const [first = 0] = rest;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const written = rest.slice(1, 1 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const content = rest.slice(1 + lengthBytes);
  return (lengthBytes === 0 ? first : written) === content.length && (content[0] === 0x30 || content[0] === 0x02);
}

function isDerText(text: string): boolean {
  return BASE64.test(text) && isDer(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}

/** Whether a secret is another key, written down: it may be one that everybody knows. */
function isWrittenKey(key: Uint8Array): boolean {
  const text = new TextDecoder().decode(key).trim();
  return text.startsWith('-----BEGIN') || isJwkText(text) || isDerText(text) || isDer(key);
}

function checkSecret(key: Uint8Array, id: string | undefined): CheckedKey {
  if (isWrittenKey(key)) refuseKey('is no secret but a key in PEM, DER or JSON: pass a CryptoKey or a JWK object');
  checkLength(key.byteLength);
  return { id, algorithms: HMAC, key };
}

function checkCryptoKey(key: CryptoKey, id: string | undefined): CheckedKey {
  const { name, hash, length } = key.algorithm as HmacKeyAlgorithm;
  if (name === 'Ed25519') return { id, algorithms: ED25519, key };
  if (name !== 'HMAC' || hash.name !== 'SHA-256') refuseKey('is neither HMAC with SHA-256 nor Ed25519');
  checkLength(length / 8);
  return { id, algorithms: HMAC, key };
}

function checkJwk(key: JWK, id: string | undefined = key.kid): CheckedKey {
  if (key.kty === 'OKP' && key.crv === 'Ed25519') return { id, algorithms: ED25519, key };
  if (key.kty !== 'oct' || typeof key.k !== 'string') refuseKey('is neither a secret nor Ed25519');
  if (!BASE64URL.test(key.k)) refuseKey('is a JWK whose `k` is not base64url');
  checkLength(Math.floor((key.k.length * 3) / 4));
  return { id, algorithms: HMAC, key };
}

function isJwk(key: object): key is JWK {
  return 'kty' in key && typeof key.kty === 'string';
}

function checkKey(key: unknown, id?: string): CheckedKey {
  if (typeof key === 'string') return checkSecret(new TextEncoder().encode(key), id);
  if (key instanceof Uint8Array) return checkSecret(key, id);
  if (key instanceof globalThis.CryptoKey) return checkCryptoKey(key, id);
  if (typeof key === 'object' && key !== null && isJwk(key)) return checkJwk(key, id);
  return refuseKey('is missing, or of no known kind');
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
  if (Array.isArray(set.keys)) return (set as JSONWebKeySet).keys.map((key) => checkKey(key));
  return Object.entries(set as Record<string, SessionKey>).map(([id, key]) => checkKey(key, id));
}

/**
 * Checks keys before anything is signed or verified with them.
 *
 * @throws {SocialConnectError} `invalid_config` if one is too short, of another kind, or lacks an id in a set.
 */
export function createKeyRing(key: SessionKey | SessionKeySet): KeyRing {
  if (isSingle(key)) {
    const single = checkKey(key);
    return { signing: single, find: () => single };
  }
  const keys = checkKeySet(key);
  const byId = new Map(keys.map((entry) => [entry.id, entry]));
  const [signing] = keys;
  if (signing === undefined) return refuseKey('is an empty set');
  if (byId.size < keys.length || byId.has(undefined)) return refuseKey('is a set without distinct ids');
  return { signing, find: (id) => byId.get(id) };
}

/** The half of a key that verifies: JOSE refuses to verify with a private Ed25519 key. */
export function toVerifyingKey({ key }: CheckedKey): Uint8Array | CryptoKey | JWK {
  if (key instanceof Uint8Array || key instanceof globalThis.CryptoKey || key.kty !== 'OKP') return key;
  const { kty, crv, x } = key;
  return { kty, crv, x };
}
