import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts as `CryptoJS.AES.encrypt(text, passphrase)` does. Written with Node's own cryptography, so that it checks ours. */
export function encryptPayload(
  text: string | Uint8Array,
  passphrase: string,
  salt: Uint8Array = randomBytes(8),
): string {
  const password = Buffer.from(passphrase, 'utf8');
  const digests: Buffer[] = [];
  for (let previous = Buffer.alloc(0); digests.length < 3; digests.push(previous)) {
    previous = createHash('md5').update(previous).update(password).update(salt).digest();
  }
  const bytes = Buffer.concat(digests);
  const cipher = createCipheriv('aes-256-cbc', bytes.subarray(0, 32), bytes.subarray(32, 48));
  const encrypted = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Buffer.from('Salted__'), salt, encrypted]).toString('base64');
}
