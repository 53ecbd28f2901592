import { describe, expect, it } from 'vitest';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import { CLIENT_ID } from '../observed-highlevel.js';
import { COMPANY, createApp, createEvent, ENCRYPTION_KEY, LOCATION, MOUNT, rejection } from '../fixture.js';

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

  it('has to be known to every instance before the first one encrypts with it', async () => {
    const { install, another } = await createApp();
    await install(SUBJECT);
    const [unprepared, prepared, first] = [
      another(),
      another({ encryptionKey: [ENCRYPTION_KEY, NEW_KEY] }),
      another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] }),
    ];
    const token = await first.getToken(ASK);
    expect(await rejection(unprepared.getToken(ASK))).toMatchObject({ code: 'invalid_config' });
    expect(await prepared.getToken(ASK)).toBe(token);
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

describe('an instance with the wrong key', () => {
  it('refuses an installation before anything is used up, and another instance completes it', async () => {
    const { store, tokens, highLevel, another, install } = await createApp();
    await install(SUBJECT);
    const before = await store.get(`tokens:${CLIENT_ID}:location:${LOCATION}`);
    const wrong = another({ encryptionKey: NEW_KEY });
    expect(await rejection(wrong.installUrl())).toMatchObject({ code: 'invalid_config', option: 'encryptionKey' });
    expect(await rejection(wrong.checkEncryptionKey())).toMatchObject({ code: 'invalid_config' });

    const state = new URL(await tokens.installUrl()).searchParams.get('state')!;
    const query = new URLSearchParams({ code: await highLevel.install(SUBJECT), state });
    const callback = () => new Request(`${MOUNT}/oauth/callback?${query}`);
    const seen = highLevel.requests.length;
    const refused = await wrong.fetch(callback());
    expect([refused.status, refused.headers.get('Content-Type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await refused.text()).toContain('not set up correctly: encryptionKey. Open this address again');
    expect(highLevel.requests).toHaveLength(seen);
    expect(await store.get(`tokens:${CLIENT_ID}:location:${LOCATION}`)).toEqual(before);

    expect((await tokens.fetch(callback())).status).toBe(200);
    await tokens.checkEncryptionKey();
  });

  it('refuses an installation and a webhook also where nothing but the key check is stored', async () => {
    const { store, tokens, highLevel, another } = await createApp();
    await tokens.checkEncryptionKey();
    const wrong = another({ encryptionKey: NEW_KEY });
    const body = JSON.stringify(createEvent({ type: 'INSTALL', locationId: LOCATION, companyId: COMPANY }));
    const headers = { 'X-GHL-Signature': await highLevel.sign(body) };
    const send = (to: typeof wrong) => to.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers }));
    expect((await send(wrong)).status).toBe(500);
    expect(await store.get(`tokens:${CLIENT_ID}:link:${LOCATION}`)).toBeUndefined();
    expect((await send(tokens)).status).toBe(200);
    expect(await store.get(`tokens:${CLIENT_ID}:link:${LOCATION}`)).toBeDefined();
  });
});

describe('tokens whose key was removed too early', () => {
  /** The instances have moved to a new key; one location was not used meanwhile. */
  async function createStale() {
    const app = await createApp();
    await app.install(SUBJECT);
    await app.another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] }).checkEncryptionKey();
    const tokens = app.another({ encryptionKey: NEW_KEY });
    expect(await rejection(tokens.getToken(ASK))).toMatchObject({ code: 'invalid_config' });
    return { ...app, tokens };
  }

  it('are replaced when the app is installed again', async () => {
    const { tokens, highLevel } = await createStale();
    const state = new URL(await tokens.installUrl()).searchParams.get('state')!;
    const query = new URLSearchParams({ code: await highLevel.install(SUBJECT), state });
    expect((await tokens.fetch(new Request(`${MOUNT}/oauth/callback?${query}`))).status).toBe(200);
    expect(highLevel.readAccess(await tokens.getToken(ASK))).toBe(`location:${LOCATION}`);
  });

  it('are deleted when the app is uninstalled', async () => {
    const { tokens, store, highLevel } = await createStale();
    const body = JSON.stringify(createEvent({ type: 'UNINSTALL', locationId: LOCATION }));
    const headers = { 'X-GHL-Signature': await highLevel.sign(body) };
    expect((await tokens.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers }))).status).toBe(200);
    expect(await store.get(`tokens:${CLIENT_ID}:location:${LOCATION}`)).toBeUndefined();
    expect(await tokens.isInstalled(ASK)).toBe(false);
  });

  it('are back with their key', async () => {
    const { another } = await createStale();
    expect(await another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] }).getToken(ASK)).toMatch(/^simulated-access-/);
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
