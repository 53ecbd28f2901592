import { md5 } from '@noble/hashes/legacy.js';

/** ASCII "Salted__", with which OpenSSL and CryptoJS begin what they encrypt with a passphrase. */
export const SALTED_MAGIC = new Uint8Array([0x53, 0x61, 0x6c, 0x74, 0x65, 0x64, 0x5f, 0x5f]);

/** Joins byte arrays. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** OpenSSL's `EVP_BytesToKey` with MD5 and one iteration: 32 bytes of key, then 16 bytes of IV. WebCrypto has no MD5. */
export function deriveSaltedKey(
  passphrase: Uint8Array,
  salt: Uint8Array,
): { key: Uint8Array<ArrayBuffer>; iv: Uint8Array<ArrayBuffer> } {
  const first = md5(concatBytes(passphrase, salt));
  const second = md5(concatBytes(first, passphrase, salt));
  const third = md5(concatBytes(second, passphrase, salt));
  return { key: concatBytes(first, second), iv: concatBytes(third) };
}
