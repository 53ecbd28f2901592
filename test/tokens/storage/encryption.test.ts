import { describe, expect, it } from 'vitest';
import { createEncryption, type EncryptionKey } from '../../../src/tokens/storage/encryption.js';

const KEY = 'a-key-of-the-tests-with-40-characters-ok';
const OTHER_KEY = 'another-key-of-the-tests-with-40-letters';
const VALUE = { refreshToken: 'secret-refresh-token' };

describe('the encryption of stored values', () => {
  it.each<[string, EncryptionKey]>([
    ['text', KEY],
    ['bytes', crypto.getRandomValues(new Uint8Array(32))],
    ['more than 32 bytes', crypto.getRandomValues(new Uint8Array(64))],
    ['text of letters that are not ASCII', 'Žluťoučký kůň, 東京, Ωμέγα и ёжик'],
  ])('takes %s as its key', async (_kind, key) => {
    const sealed = await createEncryption(key).seal('place', VALUE);
    expect(sealed).not.toContain('secret');
    expect(await createEncryption(key).open('place', sealed)).toEqual({ value: VALUE, isNewest: true });
  });

  it('decrypts what a weak key has encrypted, so that the key can be replaced', async () => {
    const weak = 'password'.repeat(4);
    expect(() => createEncryption(weak)).toThrow('uses too few different characters, so it can be guessed');
    expect(() => createEncryption([weak, KEY])).toThrow('can be guessed');
    expect(() => createEncryption([KEY, weak])).not.toThrow();
  });

  it('never makes the same text twice', async () => {
    const encryption = createEncryption(KEY);
    expect(await encryption.seal('place', VALUE)).not.toBe(await encryption.seal('place', VALUE));
  });

  it('is a JWE whose header says nothing of the value', async () => {
    const [header = '', encryptedKey] = (await createEncryption(KEY).seal('place', VALUE)).split('.');
    const fields = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
    expect(fields).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      place: 'place',
    });
    expect(encryptedKey).toBe('');
  });

  it('reads what an older key has encrypted, and says so', async () => {
    const sealed = await createEncryption(OTHER_KEY).seal('place', VALUE);
    expect(await createEncryption([KEY, OTHER_KEY]).open('place', sealed)).toEqual({ value: VALUE, isNewest: false });
  });

  it('names the key that is missing', async () => {
    const sealed = await createEncryption(OTHER_KEY).seal('place', VALUE);
    await expect(createEncryption(KEY).open('place', sealed)).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringMatching(
        /encrypted with another key \([0-9a-f]{16}\): add it to `encryptionKey`/,
      ) as string,
    });
  });

  it('refuses a value that was moved to another place', async () => {
    const encryption = createEncryption(KEY);
    const sealed = await encryption.seal('tokens:app:location:attacker', VALUE);
    await expect(encryption.open('tokens:app:location:victim', sealed)).rejects.toMatchObject({
      code: 'invalid_response',
    });
    expect((await encryption.open('tokens:app:location:attacker', sealed)).value).toEqual(VALUE);
  });

  it('refuses a text that was changed', async () => {
    const encryption = createEncryption(KEY);
    const parts = (await encryption.seal('place', VALUE)).split('.');
    for (const index of [2, 3, 4]) {
      const changed = parts.map((part, other) =>
        other === index ? part.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) : part,
      );
      await expect(encryption.open('place', changed.join('.'))).rejects.toMatchObject({ code: 'invalid_response' });
    }
    for (const text of ['', 'text', '{}', parts.slice(0, 4).join('.')]) {
      await expect(encryption.open('place', text)).rejects.toMatchObject({ code: 'invalid_response' });
    }
  });

  it('refuses another algorithm in the header', async () => {
    const encryption = createEncryption(KEY);
    const [header = '', ...rest] = (await encryption.seal('place', VALUE)).split('.');
    const fields = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...fields, alg: 'A256KW' })).toString('base64url');
    await expect(encryption.open('place', [forged, ...rest].join('.'))).rejects.toMatchObject({
      code: 'invalid_response',
    });
  });

  it.each([
    ['a short text', 'short', 'has 5 bytes'],
    ['short bytes', new Uint8Array(31), 'has 31 bytes'],
    ['an empty list', [], 'is an empty list'],
    ['a list with a short key', [KEY, ''], 'has 0 bytes'],
    ['nothing', undefined, 'must be a string'],
    ['a number', 5, 'must be a string'],
  ])('refuses %s as its key', (_kind, key, message) => {
    expect(() => createEncryption(key as never)).toThrow(message);
  });
});
