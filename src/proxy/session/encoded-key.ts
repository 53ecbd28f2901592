/*
 * Finds keys that were written down where a secret belongs. A public key is known to everybody, so a token that is signed
 * with its text proves nothing (RFC 8725, sections 2.1 and 3.2).
 */

/** How often an encoding may be wrapped in another one. */
const MAX_DEPTH = 4;

const KEY_TEXTS: readonly RegExp[] = [
  // PEM (RFC 7468), and SSH's four-dash variant (RFC 4716).
  /-{4,} ?BEGIN [\w ]{1,60}-{4,}/i,
  /PuTTY-User-Key-File/,
  // A line of `authorized_keys`, or of `ssh-keygen`.
  /\b(?:ssh-[\w-]+|ecdsa-sha2-[\w-]+|sk-[\w-]+@openssh\.com)\s+AAAA/,
  // JWK and JWK Set (RFC 7517).
  /["']?\b(?:kty|crv)["']?\s*[:=]\s*["']?(?:OKP|EC|RSA|oct|AKP|Ed|X\d|P-|secp)/i,
  /["']keys["']\s*:\s*\[/,
];

/** Byte sequences of keys and certificates, in hexadecimal: object identifiers with their tag and length. */
const KEY_BYTES: readonly string[] = [
  '06032b656', // X25519, X448, Ed25519, Ed448 (RFC 8410)
  '06092a864886f70d0101', // RSA (RFC 8017)
  '06072a8648ce3d0201', // elliptic curves (RFC 5480)
  '06072a8648ce3804', // DSA (RFC 3279)
  '0609608648016503040', // NIST's algorithms, ML-DSA among them
  '0203010001', // exponent 65537 of a bare RSA key
  // The name of the algorithm after its length, in the blob of an SSH key (RFC 4253, section 6.6).
  '000000077373682d',
  '0000000b7373682d',
  '0000001365636473612d',
];

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether `bytes` are one DER sequence that begins with a number, an object identifier or a sequence, as keys do. */
function isDer([tag, first = 0, ...rest]: Uint8Array): boolean {
  if (tag !== 0x30) return false;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const written = rest.slice(0, lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const content = rest.slice(lengthBytes);
  return (lengthBytes === 0 ? first : written) === content.length && [0x02, 0x06, 0x30].includes(content[0] ?? 0);
}

function isKeyBytes(bytes: Uint8Array): boolean {
  const hex = toHex(bytes);
  return isDer(bytes) || KEY_BYTES.some((part) => hex.indexOf(part) % 2 === 0);
}

function fromBase64(text: string): Uint8Array {
  const usable = text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0));
  return Uint8Array.from(atob(usable), (character) => character.charCodeAt(0));
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Each run of Base64 or Base64url, from each of its first characters: words before it may have shifted it. */
function decodeBase64Runs(compact: string): Uint8Array[] {
  const runs =
    compact
      .replaceAll('-', '+')
      .replaceAll('_', '/')
      .match(/[A-Za-z\d+/]{24,}/g) ?? [];
  return runs.flatMap((run) => [0, 1, 2, 3].map((shift) => fromBase64(run.slice(shift))));
}

function decodeHexRuns(compact: string): Uint8Array[] {
  const runs = compact.replace(/0x|\\x|[:,-]/gi, '').match(/[\da-f]{32,}/gi) ?? [];
  return runs.flatMap((run) => [fromHex(run), fromHex(run.slice(1))]);
}

/** Lists of bytes, as `JSON.stringify` writes a `Buffer`. */
function decodeByteLists(text: string): Uint8Array[] {
  const lists = text.match(/\d{1,3}(?:\s*,\s*\d{1,3}){30,}/g) ?? [];
  return lists.map((list) => Uint8Array.from(list.split(','), Number));
}

function decodePercents(text: string): Uint8Array[] {
  if (!/%[\da-f]{2}/i.test(text)) return [];
  const decoded = text.replace(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return [new TextEncoder().encode(decoded)];
}

/** Undoes what shells, `.env` files and JSON do to a text: escaped line breaks and quotes. UTF-16 leaves zeros. */
function unescape(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\\+[nrt]/g, '\n')
    .replace(/\\+(["'/])/g, '$1');
}

/**
 * Whether a secret is a public or private key, or contains one: in PEM, DER, SSH's formats, as JWK or certificate; in
 * Base64, hexadecimal or percent-encoding; with quotes, escapes or comments around it.
 *
 * The bare number of a key, such as the `x` of a JWK, cannot be told from a secret.
 */
export function containsKey(secret: Uint8Array, depth = MAX_DEPTH): boolean {
  if (isKeyBytes(secret)) return true;
  const text = unescape(new TextDecoder().decode(secret));
  if (KEY_TEXTS.some((pattern) => pattern.test(text))) return true;
  if (depth === 0) return false;
  const compact = text.replace(/[\s"'`]/g, '');
  const decoders = [decodePercents(text), decodeByteLists(text), decodeBase64Runs(compact), decodeHexRuns(compact)];
  return decoders.flat().some((decoded) => containsKey(decoded, depth - 1));
}
