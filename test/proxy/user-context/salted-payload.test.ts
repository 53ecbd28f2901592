import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptSaltedPayload } from '../../../src/proxy/user-context/salted-payload.js';
import { encryptPayload } from './encrypt.js';
import { AGENCY_PAYLOAD, CONTEXT, LOCATION_ID, LOCATION_PAYLOAD, SECRET } from './vectors.js';

describe('decryptSaltedPayload', () => {
  it('decrypts the published vector of a location', async () => {
    const text = await decryptSaltedPayload(LOCATION_PAYLOAD, SECRET);
    expect(JSON.parse(text!)).toMatchObject({ ...CONTEXT, activeLocation: LOCATION_ID, userName: 'Zoë Müller' });
  });

  it('decrypts the published vector of an agency', async () => {
    const text = await decryptSaltedPayload(AGENCY_PAYLOAD, SECRET);
    expect(JSON.parse(text!)).toMatchObject(CONTEXT);
  });

  it('decrypts whatever was encrypted, of any length and with any passphrase', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'grapheme' }),
        async (text, secret) => {
          expect(await decryptSaltedPayload(encryptPayload(text, secret), secret)).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('uses a secret that looks like hex digits as text', async () => {
    const secret = '00112233-4455-6677-8899-aabbccddeeff';
    expect(await decryptSaltedPayload(encryptPayload('{}', secret), secret)).toBe('{}');
  });

  it('keeps a byte order mark, so that JSON with one is refused', async () => {
    expect(await decryptSaltedPayload(encryptPayload('\ufeff{}', SECRET), SECRET)).toBe('\ufeff{}');
  });

  it.each([
    ['an empty text', ''],
    ['text that is not base64', '{"userId":"x"}'],
    ['base64url', LOCATION_PAYLOAD.replaceAll('+', '-').replaceAll('/', '_')],
    ['white space around it', ` ${LOCATION_PAYLOAD}\n`],
    ['no padding of base64', LOCATION_PAYLOAD.replace(/=+$/, '')],
    ['another header', encryptPayload('{}', SECRET).replace(/^U2Fs/, 'U2Ft')],
    ['no ciphertext', Buffer.from('Salted__12345678').toString('base64')],
    ['a cut ciphertext', Buffer.from(LOCATION_PAYLOAD, 'base64').subarray(0, -1).toString('base64')],
    ['a cut block', Buffer.from(LOCATION_PAYLOAD, 'base64').subarray(0, -16).toString('base64')],
  ])('returns nothing for %s', async (_title, payload) => {
    expect(await decryptSaltedPayload(payload, SECRET)).toBeUndefined();
  });

  it('returns nothing for another secret', async () => {
    for (let index = 0; index < 300; index += 1) {
      const text = await decryptSaltedPayload(LOCATION_PAYLOAD, `wrong-${index}`);
      // By chance the padding can be right, but not the text as well.
      expect(text?.startsWith('{') ?? false).toBe(false);
    }
  });

  it('returns nothing where the text is not strict UTF-8', async () => {
    const bad = encryptPayload(new Uint8Array([0x7b, 0xff, 0x7d]), SECRET);
    const good = encryptPayload(new Uint8Array([0x7b, 0x20, 0x7d]), SECRET);
    expect(await decryptSaltedPayload(bad, SECRET)).toBeUndefined();
    expect(await decryptSaltedPayload(good, SECRET)).toBe('{ }');
  });

  it('accepts no change of the second-last block that a lenient decoder would accept', async () => {
    const bytes = Buffer.from(LOCATION_PAYLOAD, 'base64');
    let forged = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      for (let index = 16; index < bytes.length; index += 1) {
        const changed = Buffer.from(bytes);
        changed[index]! ^= 1 << bit;
        const text = await decryptSaltedPayload(changed.toString('base64'), SECRET);
        // A changed block decrypts to 16 random bytes: strict UTF-8 refuses nearly all of them.
        if (text !== undefined && index < bytes.length - 32) forged += 1;
      }
    }
    expect(forged).toBeLessThan(8);
  });
});
