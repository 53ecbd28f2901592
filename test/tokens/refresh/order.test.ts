import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore, type SetOptions, type Store } from '../../../src/store/index.js';
import { CLIENT_ID, WINDOW_MS, type ObservedHighLevel } from '../observed-highlevel.js';
import { COMPANY, createGate, ENCRYPTION_KEY, LOCATION, rejection } from '../fixture.js';
import { createExpired } from './expired-app.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const NAME = `location:${LOCATION}`;
const RECORD = `tokens:${CLIENT_ID}:${NAME}`;
const LOCK = `tokens:${CLIENT_ID}:lock:${NAME}`;
const NEW_KEY = 'a-newer-key-of-the-tests-0123456789-0123';
const ASK = { locationId: LOCATION };

afterEach(() => vi.useRealTimers());

/** Holds up what HighLevel answers to the first refresh, after it has used the refresh token up. */
function holdFirstAnswer(highLevel: ObservedHighLevel) {
  const [used, answered] = [createGate(), createGate()];
  let isFirst = true;
  highLevel.beforeAnswer = ({ form }) => {
    if (!isFirst || form.get('grant_type') !== 'refresh_token') return undefined;
    isFirst = false;
    used.open();
    return answered.opened;
  };
  return { used: used.opened, answer: answered.open };
}

/** A store whose writes of the tokens go through `write`. */
function interceptWrites(
  store: Store,
  write: (set: () => Promise<boolean>, options?: SetOptions) => Promise<boolean>,
): Store {
  return {
    ...store,
    set: (key, value, options) => {
      const set = () => store.set(key, value, options);
      return key === RECORD ? write(set, options) : set();
    },
  };
}

describe('a refresh', () => {
  it('is left to the instance that has begun it, and the others get its result', async () => {
    const { tokens, highLevel, another } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const first = tokens.getToken(ASK);
    await used;
    const others = [another(), another(), another()].map((instance) => instance.getToken(ASK));
    answer();
    expect(new Set(await Promise.all(others))).toEqual(new Set([await first]));
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });

  it('does not happen when the tokens turn out to be new under the lock', async () => {
    const store = createMemoryStore();
    const { tokens, highLevel, another } = await createExpired({ store });
    const [waiting, go] = [createGate(), createGate()];
    const slow = another({
      store: {
        ...store,
        async set(key, value, options) {
          if (key === LOCK) {
            waiting.open();
            await go.opened;
          }
          return store.set(key, value, options);
        },
      },
    });
    const late = slow.getToken(ASK);
    await waiting.opened;
    const token = await tokens.getToken(ASK);
    go.open();
    expect(await late).toBe(token);
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });

  it('hands its tokens out only after they are in the store', async () => {
    const store = createMemoryStore();
    const [writing, go] = [createGate(), createGate()];
    let isHeld = false;
    const held = interceptWrites(store, async (set) => {
      if (isHeld) {
        writing.open();
        await go.opened;
      }
      return set();
    });
    const { tokens } = await createExpired({ store: held });
    isHeld = true;
    let isDone = false;
    const token = tokens.getToken(ASK).finally(() => (isDone = true));
    await writing.opened;
    const before = await store.get(RECORD);
    // A turn of the event loop: what could have been handed out would have been.
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    go.open();
    await token;
    expect((await store.get(RECORD))?.version).not.toBe(before?.version);
  });

  it('releases its lock, so that the next refresh need not wait', async () => {
    const { tokens, store, highLevel } = await createExpired();
    await tokens.getToken(ASK);
    await vi.waitUntil(async () => (await store.get(LOCK)) === undefined, { timeout: 30_000 });
    highLevel.revokeAccess(SUBJECT);
    await tokens.getToken(ASK, { refresh: true });
    expect(highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('waits for the lock of an instance that has died, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { tokens, store } = await createExpired();
    await store.set(LOCK, 'the dead', { ttl: 8 });
    const token = tokens.getToken(ASK);
    await vi.advanceTimersByTimeAsync(7_500);
    expect((await store.get(LOCK))?.value).toBe('the dead');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await token).toMatch(/^simulated-access-/);
  });
});

describe('an instance that has stalled for longer than its lock lasts', () => {
  it('cannot write over the tokens that another one has written, and takes those', async () => {
    const { tokens, store, highLevel, another } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const stalled = tokens.getToken(ASK);
    await used;
    await store.delete(LOCK);
    const token = await another().getToken(ASK);
    const written = await store.get(RECORD);
    answer();
    expect(await stalled).toBe(token);
    expect(await store.get(RECORD)).toEqual(written);
    expect(highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('does not release the lock of the one that came after it', async () => {
    const { tokens, store, highLevel } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const stalled = tokens.getToken(ASK);
    await used;
    await store.set(LOCK, 'another', { ttl: 60 });
    answer();
    await stalled;
    await new Promise((resolve) => setImmediate(resolve));
    expect((await store.get(LOCK))?.value).toBe('another');
  });

  it('takes the tokens of the other one when HighLevel refuses its refresh token', async () => {
    const { tokens, store, highLevel, another } = await createExpired();
    const [arrived, go] = [createGate(), createGate()];
    highLevel.beforeRequest = () => {
      arrived.open();
      return go.opened;
    };
    const stalled = tokens.getToken(ASK);
    await arrived.opened;
    highLevel.beforeRequest = () => undefined;
    await store.delete(LOCK);
    const token = await another().getToken(ASK);
    const later = Date.now() + WINDOW_MS + 1;
    highLevel.now = () => later;
    go.open();
    expect(await stalled).toBe(token);
  });
});

describe('a refused refresh', () => {
  it('reports that the app has to be installed again, and keeps what is stored', async () => {
    const { tokens, store, highLevel } = await createExpired();
    const before = await store.get(RECORD);
    highLevel.beforeRequest = () =>
      Response.json({ statusCode: 400, message: 'Invalid grant: refresh token is invalid' }, { status: 400 });
    expect(await rejection(tokens.getToken(ASK))).toMatchObject({
      code: 'unauthorized',
      message: `HighLevel no longer accepts the refresh token of location ${LOCATION}: install the app there again.`,
    });
    expect(await store.get(RECORD)).toEqual(before);
    highLevel.beforeRequest = () => undefined;
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('reports a paused location as such, and its refresh token works again later', async () => {
    const { tokens, highLevel } = await createExpired();
    highLevel.pause(LOCATION);
    expect(await rejection(tokens.getToken(ASK))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('"Location is not active"') as string,
    });
    highLevel.resume(LOCATION);
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('reports a wrong client secret as such', async () => {
    const { another } = await createExpired();
    const wrong = another({ clientSecret: 'another-secret' });
    expect(await rejection(wrong.getToken(ASK))).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('`clientId` or `clientSecret`') as string,
    });
  });

  it.each([
    [500, {}, { code: 'upstream_error' }],
    [302, { Location: 'https://evil.example/' }, { code: 'upstream_error' }],
    [422, {}, { code: 'upstream_error' }],
  ])('reports status %i of HighLevel', async (status, headers, expected) => {
    const { tokens, highLevel } = await createExpired();
    highLevel.beforeRequest = () => new Response('<html>', { status, headers });
    expect(await rejection(tokens.getToken(ASK))).toMatchObject(expected);
    highLevel.beforeRequest = () => undefined;
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('is not mistaken for one when HighLevel answers 200 without a token', async () => {
    const { tokens, highLevel } = await createExpired();
    highLevel.beforeRequest = () => Response.json({ refresh_token: 'secret-without-its-pair' });
    expect(await rejection(tokens.getToken(ASK))).toMatchObject({ code: 'invalid_response' });
  });
});

describe('new tokens whose write fails', () => {
  it('are written again until the store is back, and HighLevel is asked once', async () => {
    let failures = 3;
    let isFailing = false;
    const store = interceptWrites(createMemoryStore(), (set) => {
      if (!isFailing || failures === 0) return set();
      failures -= 1;
      return Promise.reject(new Error('The store is down.'));
    });
    const { tokens, highLevel, errors, another } = await createExpired({ store });
    isFailing = true;
    const token = await tokens.getToken(ASK);
    expect(failures).toBe(0);
    expect(errors.map(String)).toEqual(Array.from({ length: 3 }, () => 'Error: The store is down.'));
    expect(await another().getToken(ASK)).toBe(token);
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });

  it('are found when the store wrote them and lost the answer', async () => {
    let isFailing = false;
    const store = interceptWrites(createMemoryStore(), async (set) => {
      const isWritten = await set();
      if (!isFailing) return isWritten;
      isFailing = false;
      throw new Error('The connection was reset.');
    });
    const { tokens, highLevel, another } = await createExpired({ store });
    isFailing = true;
    const token = await tokens.getToken(ASK);
    expect(await another().getToken(ASK)).toBe(token);
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });

  it('are written over the same tokens that a newer key has encrypted meanwhile', async () => {
    const { tokens, highLevel, another } = await createExpired({ encryptionKey: [ENCRYPTION_KEY, NEW_KEY] });
    const { used, answer } = holdFirstAnswer(highLevel);
    const token = tokens.getToken(ASK);
    await used;
    const newer = another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] });
    expect(await newer.isInstalled({ locationId: LOCATION })).toBe(true);
    answer();
    expect(highLevel.readAccess(await token)).toBe(NAME);
    expect(await newer.getToken(ASK)).toBe(await token);
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });

  it('are recovered by another instance when this one lacks the key that encrypts by now', async () => {
    const { tokens, store, highLevel, another } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const token = rejection(tokens.getToken(ASK));
    await used;
    const newer = another({ encryptionKey: [NEW_KEY, ENCRYPTION_KEY] });
    expect(await newer.isInstalled({ locationId: LOCATION })).toBe(true);
    answer();
    expect(await token).toMatchObject({ code: 'invalid_config' });
    await vi.waitUntil(async () => (await store.get(LOCK)) === undefined, { timeout: 30_000 });
    await newer.recover();
    const later = Date.now() + WINDOW_MS + 1;
    highLevel.now = () => later;
    expect(highLevel.readAccess(await newer.getToken(ASK))).toBe(NAME);
    expect(highLevel.refreshes.get(NAME)).toBe(2);
  });
});

describe('an installation that changes during its refresh', () => {
  it('stays deleted when it was uninstalled', async () => {
    const { tokens, store, highLevel, send } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const token = rejection(tokens.getToken(ASK));
    await used;
    expect((await send({ type: 'UNINSTALL', locationId: LOCATION })).status).toBe(200);
    answer();
    expect(await token).toMatchObject({ code: 'not_found' });
    expect(await store.get(RECORD)).toBeUndefined();
  });

  it('keeps the tokens of the new installation', async () => {
    const { tokens, highLevel, install, another } = await createExpired();
    const { used, answer } = holdFirstAnswer(highLevel);
    const token = tokens.getToken(ASK);
    await used;
    await install(SUBJECT);
    const installed = await another().getToken(ASK);
    answer();
    expect(await token).toBe(installed);
    expect(highLevel.refreshes.get(NAME)).toBe(1);
  });
});
