import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryStore, type Store } from '../../src/store/index.js';
import { createAppTokens } from '../../src/tokens/index.js';
import { CLIENT_ID, CLIENT_SECRET } from './observed-highlevel.js';
import { COMPANY, createApp, ENCRYPTION_KEY, LOCATION, rejection } from './fixture.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const ASK = { locationId: LOCATION };

afterEach(() => vi.useRealTimers());

/** A store that can be switched off: its operations reject, or never settle. */
function createSwitchable() {
  const memory = createMemoryStore();
  const state: { mode: 'on' | 'failing' | 'hanging'; calls: number } = { mode: 'on', calls: 0 };
  function wrap<Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Promise<Result>) {
    return (...parameters: Parameters): Promise<Result> => {
      state.calls += 1;
      if (state.mode === 'on') return call(...parameters);
      return state.mode === 'failing' ? Promise.reject(new Error('The store is down.')) : new Promise(() => undefined);
    };
  }
  const store: Store = {
    get: wrap(memory.get),
    set: wrap(memory.set),
    delete: wrap(memory.delete),
    increment: wrap(memory.increment),
  };
  return { store, state };
}

/**
 * Lets time pass until `promise` has settled, `step` milliseconds at once. Cryptography between two waits takes real time: one
 * step is not enough, and with long ones the clock may reach the limit of what would have succeeded.
 */
async function settle<Value>(promise: Promise<Value>, step = 500): Promise<Value> {
  let isSettled = false;
  promise.then(
    () => (isSettled = true),
    () => (isSettled = true),
  );
  while (!isSettled) {
    await vi.advanceTimersByTimeAsync(step);
    await delay(1);
  }
  return promise;
}

describe('while the store is down', () => {
  it('the recovery in the background reports the failure, and leaves no unhandled rejection', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { store, state } = createSwitchable();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    onTestFinished(() => void process.off('unhandledRejection', unhandled));
    const { errors } = await createApp({ store });
    state.mode = 'failing';
    await vi.advanceTimersByTimeAsync(30_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
    expect(errors).toContainEqual(expect.objectContaining({ message: 'The store is down.' }));
  });

  it.each(['failing', 'hanging'] as const)('a token that has not expired is handed out (%s)', async (mode) => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { store, state } = createSwitchable();
    const { tokens, install, errors } = await createApp({ store });
    await install(SUBJECT);
    const token = await tokens.getToken(ASK);
    state.mode = mode;
    vi.advanceTimersByTime(61_000);
    const again = tokens.getToken(ASK);
    expect(await settle(again)).toBe(token);
    expect(errors).toContainEqual(expect.objectContaining({ code: 'network_error' }));
    const { calls } = state;
    for (let call = 0; call < 100; call += 1) expect(await tokens.getToken(ASK)).toBe(token);
    expect(state.calls).toBe(calls);
  });

  it('everything else rejects, and works again afterwards', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { store, state } = createSwitchable();
    const { tokens, install } = await createApp({ store });
    await install(SUBJECT);
    state.mode = 'hanging';
    const calls = [tokens.getToken(ASK), tokens.isInstalled(ASK), tokens.installUrl()].map(rejection);
    for (const reason of await settle(Promise.all(calls))) expect(reason).toMatchObject({ code: 'network_error' });
    state.mode = 'failing';
    expect(await rejection(tokens.isInstalled(ASK))).toMatchObject({
      code: 'network_error',
      message: 'The store failed.',
      cause: new Error('The store is down.'),
    });
    state.mode = 'on';
    expect(await tokens.isInstalled(ASK)).toBe(true);
  });

  it('the callback and the webhooks get an answer', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { store, state } = createSwitchable();
    const { send } = await createApp({ store });
    state.mode = 'hanging';
    const answer = send({ type: 'UNINSTALL', locationId: LOCATION, companyId: COMPANY });
    expect((await settle(answer)).status).toBe(503);
    state.mode = 'on';
    expect((await send({ type: 'UNINSTALL', locationId: LOCATION, companyId: COMPANY })).status).toBe(200);
  });
});

describe('after the store has lost one answer', () => {
  /** A store that never answers operations on keys that contain `part`, as long as there is one. */
  function createLossy() {
    const memory = createMemoryStore();
    const state: { part: string | undefined } = { part: undefined };
    const isLost = (key: string) => state.part !== undefined && key.includes(state.part);
    const never = () => new Promise<never>(() => undefined);
    const store: Store = {
      get: (key) => (isLost(key) ? never() : memory.get(key)),
      set: (key, ...rest) => (isLost(key) ? never() : memory.set(key, ...rest)),
      delete: (key, ...rest) => (isLost(key) ? never() : memory.delete(key, ...rest)),
      increment: (key, options) => (isLost(key) ? never() : memory.increment(key, options)),
    };
    return { store, state };
  }

  it.each([
    ['of the tokens', `:location:${LOCATION}`],
    ['of the lock', ':lock:'],
    ['of the refreshes under way', ':refreshing:'],
  ])('a location gets its token again (%s)', async (_name, part) => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    const { store, state } = createLossy();
    const { tokens, install, highLevel } = await createApp({ store });
    highLevel.lifetime = 0;
    await install(SUBJECT);
    highLevel.lifetime = 86_399;
    state.part = part;
    const lost = rejection(tokens.getToken(ASK));
    expect(await settle(lost)).toMatchObject({ code: 'network_error' });
    state.part = undefined;
    // What the lost call has begun may still be under way, and ends by the clock.
    expect(await settle(tokens.getToken(ASK), 10)).toMatch(/^simulated-access-/);
  });
});

describe('while HighLevel is down', () => {
  it('a token that has not expired is handed out', async () => {
    const { tokens, install, highLevel } = await createApp();
    await install(SUBJECT);
    highLevel.beforeRequest = () => {
      throw new TypeError('fetch failed');
    };
    expect(await tokens.getToken(ASK)).toMatch(/^simulated-access-/);
    expect(await rejection(tokens.getToken(ASK, { refresh: true }))).toMatchObject({ code: 'network_error' });
  });

  it('a request that gets no answer is given up', async () => {
    const { tokens, install, highLevel } = await createApp({
      fetch: (input, init) =>
        isHanging
          ? new Promise((_, reject) => {
              const { signal } = init!;
              signal!.addEventListener('abort', () => reject(signal!.reason as Error));
            })
          : highLevel.fetch(new Request(input, init)),
    });
    let isHanging = false;
    await install(SUBJECT);
    isHanging = true;
    expect(await rejection(tokens.getToken(ASK, { refresh: true }))).toMatchObject({ code: 'network_error' });
  });
});

describe('what is reported', () => {
  it('contains no token and no secret, whatever HighLevel answers', async () => {
    const { tokens, install, highLevel, errors } = await createApp();
    const refused: unknown[] = [];
    await install(SUBJECT);
    const used = await tokens.getToken(ASK);
    const secrets = [used, CLIENT_SECRET, ENCRYPTION_KEY];
    const answers: ((sent: string) => Response)[] = [
      (sent) => Response.json({ message: `Invalid grant: ${sent}` }, { status: 400 }),
      (sent) => Response.json({ message: ['Invalid', sent, CLIENT_SECRET] }, { status: 401 }),
      (sent) => new Response(`<html>${sent}`, { status: 500 }),
      (sent) => new Response(`{"refresh_token":"${sent}"`, { status: 200 }),
      (sent) => Response.json({ refresh_token: sent, access_token: 5 }),
      (sent) => Response.json({ refresh_token: sent, access_token: sent, token_type: 'mac' }),
    ];
    for (const answer of answers) {
      highLevel.beforeRequest = ({ form }) => {
        secrets.push(form.get('refresh_token')!);
        return answer(form.get('refresh_token')!);
      };
      refused.push(await rejection(tokens.getToken(ASK, { refresh: true })));
    }
    const text = inspect([refused, errors], { depth: 20, showHidden: true });
    expect(refused).toHaveLength(answers.length);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('may be thrown away or thrown on', async () => {
    const { highLevel, another, install } = await createApp();
    await install(SUBJECT);
    const tokens = another({
      onError: () => {
        throw new Error('The log is full.');
      },
    });
    highLevel.beforeRequest = () => new Response('', { status: 500 });
    expect(await rejection(tokens.getToken(ASK, { refresh: true }))).toMatchObject({ code: 'upstream_error' });
  });
});

describe('createAppTokens', () => {
  const GOOD = {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    store: createMemoryStore(),
    encryptionKey: ENCRYPTION_KEY,
  };

  it('needs no more than four options', () => {
    expect(Object.keys(createAppTokens(GOOD)).sort()).toEqual([
      'checkEncryptionKey',
      'fetch',
      'getToken',
      'installUrl',
      'isInstalled',
      'recover',
    ]);
  });

  it.each([
    [{ clientId: '' }, '`clientId` is required'],
    [{ clientId: undefined }, '`clientId` is required'],
    [{ clientSecret: 'with a blank' }, '`clientSecret` is required'],
    [{ clientSecret: 'line\n' }, '`clientSecret` is required'],
    [{ store: undefined }, '`store` is required'],
    [{ store: new Map() }, '`store` is required'],
    [{ encryptionKey: 'short' }, '`encryptionKey` has 5 bytes'],
    [{ encryptionKey: undefined }, '`encryptionKey` must be'],
    [{ encryptionKey: 'changeme-changeme-changeme-changeme' }, 'so it can be guessed. Make one with: openssl rand'],
    [{ encryptionKey: new Uint8Array(32) }, '`encryptionKey` uses too few different characters'],
    [{ redirectUri: '/oauth/callback' }, '`redirectUri` must be'],
    [{ redirectUri: 'http://app.example/oauth/callback' }, '`redirectUri` must be'],
    [{ allowMarketplaceInstalls: 'yes' }, '`allowMarketplaceInstalls` must be'],
    [{ upstream: 'https://highlevel.example/' }, '`upstream` must be'],
    [{ onError: true }, '`onError` must be'],
    [{ fetch: true }, '`fetch` must be'],
    [{ webhooks: true }, '`webhooks` must be'],
    [{ webhooks: { tolerance: 0 } }, '`webhooks.tolerance` must be'],
    [{ webhooks: { tolerance: 601 } }, '`webhooks.tolerance` must be'],
    [{ webhooks: { tolerance: Number.NaN } }, '`webhooks.tolerance` must be'],
    [{ webhooks: { publicKeys: [] } }, '`webhooks.publicKeys` must be'],
    [{ webhooks: { publicKeys: 'key' } }, '`webhooks.publicKeys` must be'],
    [{ webhooks: { rsa: '' } }, '`webhooks.rsa` must be'],
    [{ webhooks: { key: 'x' } }, '`webhooks.key` is not an option'],
    [{ clientID: 'x' }, '`clientID` is not an option'],
  ])('refuses %j', (options, message) => {
    expect(() => createAppTokens({ ...GOOD, ...(options as object) } as never)).toThrow(message);
  });

  it.each([
    [{ clientID: 'x' }, 'clientID'],
    [{ webhooks: { key: 'x' } }, 'webhooks.key'],
  ])('names the option that %j does not have as a field of the error', (options, option) => {
    expect(() => createAppTokens({ ...GOOD, ...options } as never)).toThrow(
      expect.objectContaining({ code: 'invalid_config', option }) as Error,
    );
  });

  it('refuses what is no object', () => {
    expect(() => createAppTokens(undefined as never)).toThrow('pass an object');
  });

  it('hands out functions that work without it', async () => {
    const { tokens, install } = await createApp();
    await install(SUBJECT);
    const { getToken, isInstalled } = tokens;
    expect(await isInstalled(ASK)).toBe(true);
    expect(await getToken(ASK, { refresh: false })).toMatch(/^simulated-access-/);
  });

  it.each([{}, { locationId: '' }, { locationId: '../company1' }, { locationId: LOCATION, companyId: '' }])(
    'refuses a token for %j',
    async (request) => {
      const { tokens } = await createApp();
      expect(await rejection(tokens.getToken(request as never))).toMatchObject({ code: 'invalid_config' });
    },
  );
});
