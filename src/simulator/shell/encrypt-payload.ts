import { concatBytes, deriveSaltedKey, SALTED_MAGIC } from '../../protocol/salted-format.js';

const SALT_BYTES = 8;

/** Encrypts as HighLevel does, with `CryptoJS.AES.encrypt(text, passphrase)`. */
export async function encryptPayload(text: string, passphrase: string): Promise<string> {
  const encoder = new TextEncoder();
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const { key, iv } = deriveSaltedKey(encoder.encode(passphrase), salt);
  const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, encoder.encode(text));
  return btoa(String.fromCharCode(...concatBytes(SALTED_MAGIC, salt, new Uint8Array(encrypted))));
}
