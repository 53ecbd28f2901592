import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { findWeakness } from '../../protocol/secret-strength.js';

/** A secret of at least 32 bytes; text counts as UTF-8. */
export type EncryptionKey = string | Uint8Array;

interface DerivedKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Encrypts what is stored, and decrypts it. */
export interface Encryption {
  /** Encrypts JSON for one place: it cannot be decrypted as the value of another. */
  seal(place: string, value: unknown): Promise<string>;
  /**
   * Decrypts what {@link seal} made. An object inherits nothing.
   *
   * @returns The value, and whether the newest key encrypted it.
   * @throws {SocialConnectError} `invalid_config` if none of the keys fits, `invalid_response` if the text was changed.
   */
  open(place: string, sealed: string): Promise<{ readonly value: unknown; readonly isNewest: boolean }>;
}

const MIN_KEY_BYTES = 32;
const KEY_BITS = 256;
const ID_BITS = 64;
const PURPOSE = 'ghl-social-connect tokens';

function refuseKey(reason: string): never {
  throw new SocialConnectError('invalid_config', `\`encryptionKey\` ${reason}. Make one with: openssl rand -base64 32`);
}

function readKey(key: unknown): Uint8Array<ArrayBuffer> {
  if (typeof key !== 'string' && !(key instanceof Uint8Array)) {
    refuseKey('must be a string or a Uint8Array, or a list of them with the newest first');
  }
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : new Uint8Array(key);
  if (bytes.length < MIN_KEY_BYTES) refuseKey(`has ${bytes.length} bytes; it needs at least ${MIN_KEY_BYTES}`);
  return bytes;
}

/** Older keys may be weak: they only decrypt, so that a weak key can be replaced. */
function checkStrength(newest: Uint8Array): void {
  const weakness = findWeakness(newest);
  if (weakness !== undefined) refuseKey(`${weakness}, so it can be guessed`);
}

/** HKDF (RFC 5869) makes a key of the right length out of any secret, and an id that says nothing about it. */
async function deriveKey(secret: Uint8Array<ArrayBuffer>): Promise<DerivedKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(PURPOSE);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(parameters, material, KEY_BITS + ID_BITS));
  const id = Array.from(derived.slice(KEY_BITS / 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { id, bytes: derived.slice(0, KEY_BITS / 8) };
}

function refuseValue(code: 'invalid_config' | 'invalid_response', reason: string, cause?: unknown): never {
  const option = code === 'invalid_config' ? 'encryptionKey' : undefined;
  throw new SocialConnectError(code, `The stored tokens ${reason}. Nothing was changed.`, { option, cause });
}

function readHeader(sealed: string): { kid?: unknown; place?: unknown } {
  try {
    return ownOptions(decodeProtectedHeader(sealed));
  } catch (cause) {
    return refuseValue('invalid_response', 'are not a JWE: something else wrote to this key of the store', cause);
  }
}

/**
 * Creates the encryption of a store's values: JWE (RFC 7516) with A256GCM, whose header names the key and the place.
 *
 * @param key The newest key encrypts; every other one still decrypts.
 * @throws {SocialConnectError} `invalid_config` if a key is too short, the newest one is trivially weak, or there is none.
 */
export function createEncryption(key: EncryptionKey | readonly EncryptionKey[]): Encryption {
  const secrets = [key].flat().map(readKey);
  const [newest] = secrets;
  if (newest === undefined) refuseKey('is an empty list');
  checkStrength(newest);
  let derived: Promise<DerivedKey[]> | undefined;

  async function listKeys(): Promise<readonly [DerivedKey, ...DerivedKey[]]> {
    derived ??= Promise.all(secrets.map(deriveKey));
    return (await derived) as [DerivedKey, ...DerivedKey[]];
  }

  return {
    async seal(place, value) {
      const [newest] = await listKeys();
      return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id, place })
        .encrypt(newest.bytes);
    },

    async open(place, sealed) {
      const keys = await listKeys();
      const { kid } = readHeader(sealed);
      const found = keys.find(({ id }) => id === kid);
      if (found === undefined) {
        refuseValue('invalid_config', `are encrypted with another key (${String(kid)}): add it to \`encryptionKey\``);
      }
      const options = ownOptions({ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, found.bytes, options).catch(
        (cause: unknown) => refuseValue('invalid_response', 'cannot be decrypted: their text was changed', cause),
      );
      if (ownOptions(protectedHeader).place !== place)
        refuseValue('invalid_response', 'belong to another key of the store');
      const value: unknown = JSON.parse(new TextDecoder().decode(plaintext));
      return { value: isRecord(value) ? ownOptions(value) : value, isNewest: found === keys[0] };
    },
  };
}
