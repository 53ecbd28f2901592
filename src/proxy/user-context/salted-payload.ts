import { concatBytes, deriveSaltedKey, SALTED_MAGIC } from '../../protocol/salted-format.js';

const BLOCK_BYTES = 16;
const HEADER_BYTES = SALTED_MAGIC.length + 8;

/**
 * What is decrypted in place of a payload that is malformed, so that every refusal takes the same path. The encrypted
 * part is one block.
 */
const PLACEHOLDER = new Uint8Array([...SALTED_MAGIC, ...new Uint8Array(8 + BLOCK_BYTES)]);

/** Standard base64 only, as HighLevel sends it; a lenient decoder would accept many spellings of one payload. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function readSalted(payload: string): { readonly isWellFormed: boolean; readonly bytes: Uint8Array } {
  const bytes = BASE64.test(payload) ? decodeBase64(payload) : PLACEHOLDER;
  const encrypted = bytes.length - HEADER_BYTES;
  const isWellFormed =
    bytes !== PLACEHOLDER &&
    encrypted >= BLOCK_BYTES &&
    encrypted % BLOCK_BYTES === 0 &&
    SALTED_MAGIC.every((byte, index) => bytes[index] === byte);
  return { isWellFormed, bytes: isWellFormed ? bytes : PLACEHOLDER };
}

/**
 * Decrypts AES-256-CBC without removing the padding, so that bad padding is not an error of its own. WebCrypto always
 * removes PKCS#7 padding, so a block that decrypts to a whole block of padding is appended for it to remove.
 */
async function decryptBlocks(key: CryptoKey, iv: Uint8Array<ArrayBuffer>, encrypted: Uint8Array): Promise<Uint8Array> {
  const lastBlock = concatBytes(encrypted.subarray(-BLOCK_BYTES));
  const padding = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: lastBlock }, key, new Uint8Array());
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-CBC', iv },
    key,
    concatBytes(encrypted, new Uint8Array(padding)),
  );
  return new Uint8Array(plain);
}

/** Length of the text before the PKCS#7 padding; `undefined` if the padding is wrong. Looks at every byte of the block. */
function measureText(plain: Uint8Array): number | undefined {
  const count = plain.at(-1) ?? 0;
  let wrong = count < 1 || count > BLOCK_BYTES ? 1 : 0;
  for (let index = 1; index <= BLOCK_BYTES; index += 1) {
    const isPadding = index <= count ? 1 : 0;
    wrong |= isPadding & (plain[plain.length - index] === count ? 0 : 1);
  }
  return wrong === 0 ? plain.length - count : undefined;
}

/**
 * Decrypts a text that was encrypted with a passphrase as `CryptoJS.AES.encrypt` and `openssl enc -aes-256-cbc -md md5`
 * do: base64 of "Salted__", 8 bytes of salt, and AES-256-CBC.
 *
 * The format has no authentication, so a person can change a payload of their own. The text must be strict UTF-8, since
 * a decoder that replaces bad bytes accepts most of such changes. A malformed payload is processed like a well-formed
 * one, so that neither the result nor the time tells which check has failed.
 *
 * @returns The text, or `undefined` if the payload is malformed or the passphrase is another.
 */
export async function decryptSaltedPayload(payload: string, passphrase: string): Promise<string | undefined> {
  const { isWellFormed, bytes } = readSalted(payload);
  const salt = bytes.subarray(SALTED_MAGIC.length, HEADER_BYTES);
  const { key, iv } = deriveSaltedKey(new TextEncoder().encode(passphrase), salt);
  const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt', 'decrypt']);
  const plain = await decryptBlocks(imported, iv, bytes.subarray(HEADER_BYTES));
  const length = measureText(plain);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain.subarray(0, length ?? 0));
    return isWellFormed && length !== undefined ? text : undefined;
  } catch {
    return undefined;
  }
}
