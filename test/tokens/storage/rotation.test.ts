import { describe, expect, it } from 'vitest';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import { CLIENT_ID } from '../observed-highlevel.js';
import { COMPANY, createApp, ENCRYPTION_KEY, LOCATION, rejection } from '../fixture.js';

const NEW_KEY = 'a-newer-key-of-the-tests-0123456789-0123';
const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const ASK = { locationId: LOCATION };

/** A store that remembers everything that was ever written. */
function createRecordingStore(): { store: Store; written: string[] } {
  const memory = createMemoryStore();
  const written: string[] = [];
  const store: Store = {
    ...memory,
    set(key, value, options) {
      written.push(`${key} ${value}`);
      return memory.set(key, value, options);
    },
  };
  return { store, written };
}

describe('what is stored', () => {
  it('contains no token, no code and no secret', async () => {
    const { store, written } = createRecordingStore();
    const { tokens, highLevel, install, send } = await createApp({ store });
    await install({ companyId: COMPANY });
    await highLevel.addLocation(COMPANY, LOCATION);
    await send({ type: 'INSTALL', companyId: COMPANY, locationId: LOCATION });
    const token = await tokens.getToken(ASK);
    await tokens.getToken(ASK, { refresh: true });
    await install(SUBJECT);
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((text) => /access-|refresh-|code-|client-secret/.test(text))).toEqual([]);
    expect(written.filter((text) => text.includes(token) || text.includes(ENCRYPTION_KEY))).toEqual([]);
  });
});

describe('a new encryption key', () => {
  it('reads what the old one has encrypted, and encrypts it anew', async () => {
    const { tokens, install, another } = await createApp();
    await install(SUBJECT);
    const token = await tokens.getToken(ASK);
    expect(await another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] }).getToken(ASK)).toBe(token);
    expect(await another({ encryptionKey: NEW_KEY }).getToken(ASK)).toBe(token);
  });

  it('can be rolled out while instances with the old order run', async () => {
    const { install, another } = await createApp();
    await install(SUBJECT);
    const instances = [
      another({ encryptionKey: [ENCRYPTION_KEY, NEW_KEY] }),
      another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] }),
    ];
    for (let round = 0; round < 3; round += 1) {
      for (const instance of instances)
        expect(await instance.getToken(ASK, { refresh: true })).toMatch(/^simulated-access-/);
    }
  });

  it('alone is a clear error, and nothing is lost', async () => {
    const { store, tokens, install, another } = await createApp();
    await install(SUBJECT);
    const record = `tokens:${CLIENT_ID}:location:${LOCATION}`;
    const before = await store.get(record);
    const wrong = another({ encryptionKey: NEW_KEY });
    for (const call of [wrong.getToken(ASK), wrong.getToken(ASK, { refresh: true }), wrong.isInstalled(ASK)]) {
      expect(await rejection(call)).toMatchObject({
        code: 'invalid_config',
        message: expect.stringContaining('Nothing was changed.') as string,
      });
    }
    expect(await store.get(record)).toEqual(before);
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('alone does not count a location token that can be exchanged again', async () => {
    const { tokens, highLevel, install, another } = await createApp();
    await install({ companyId: COMPANY });
    await highLevel.addLocation(COMPANY, LOCATION);
    await tokens.getToken(ASK);
    const newer = another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] });
    await newer.isInstalled({ companyId: COMPANY });
    await newer.recover();
    // Another location makes it read, and so encrypt anew, the list of companies.
    await highLevel.addLocation(COMPANY, 'location2');
    await newer.getToken({ locationId: 'location2' });
    expect(await another({ encryptionKey: NEW_KEY }).getToken(ASK)).toMatch(/^simulated-access-/);
  });
});

describe('a value that somebody else has put into the store', () => {
  it('is refused where it belongs to another location', async () => {
    const { store, tokens, install } = await createApp();
    await install(SUBJECT);
    await install({ companyId: COMPANY, locationId: 'attacker' });
    const stolen = await store.get(`tokens:${CLIENT_ID}:location:${LOCATION}`);
    await store.set(`tokens:${CLIENT_ID}:location:attacker`, stolen!.value);
    expect(await rejection(tokens.getToken({ locationId: 'attacker' }))).toMatchObject({ code: 'invalid_response' });
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });
});
