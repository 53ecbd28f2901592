import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createProxyHandler,
  createRateLimit,
  createReplayGuard,
  createSessionToken,
  sessionAuthorize,
  verifyReceipt,
  verifySessionToken,
} from '../../src/proxy/index.js';
import { pollute } from '../hostile/pollute.js';

const KEY = 'a-key-for-tests-that-is-long-enough-0123456789';
const SESSION = { locationId: 'loc1', userId: 'user1' };

/** Calls a function as code without types may. Resolves with the error. */
async function call(use: () => unknown): Promise<unknown> {
  try {
    await use();
    return undefined;
  } catch (error) {
    return error;
  }
}

const FUNCTIONS: Record<string, (options: never) => unknown> = {
  createProxyHandler,
  createRateLimit,
  createReplayGuard,
  createSessionToken: (options) => createSessionToken(SESSION, options),
  'createSessionToken, first argument': (claims) => createSessionToken(claims, { key: KEY }),
  sessionAuthorize,
  verifyReceipt: (options) => verifyReceipt('a.b.c', options),
  verifySessionToken: (options) => verifySessionToken('a.b.c', options),
};

describe.each(Object.entries(FUNCTIONS))('options of %s', (_name, use) => {
  it.each([null, 'text', 7, []])('are invalid if they are %j', async (options) => {
    expect(await call(() => use(options as never))).toMatchObject({
      name: 'SocialConnectError',
      code: 'invalid_config',
    });
  });
});

describe('a name on Object.prototype', () => {
  it('gives a session no permission and no company, from a token or from the host', async () => {
    const token = await createSessionToken(SESSION, { key: KEY });
    onTestFinished(
      pollute({
        can: ['disconnect'],
        comp: 'company2',
        companyId: 'company2',
        plat: ['threads'],
        platforms: ['threads'],
      }),
    );
    expect(await verifySessionToken(token, { key: KEY })).toEqual(SESSION);
    const later = await createSessionToken({ ...SESSION, can: ['list'] }, { key: KEY });
    expect(await verifySessionToken(later, { key: KEY })).toEqual({ ...SESSION, can: ['list'] });
  });

  it('is no option of a token, and the options that are given still count', async () => {
    onTestFinished(
      pollute({ audience: 'another', expiresIn: 9999, origin: 'https://evil.example', maxTokenAge: -1, replay: {} }),
    );
    const token = await createSessionToken(SESSION, { key: KEY });
    expect(await verifySessionToken(token, { key: KEY })).toEqual(SESSION);
    const bound = await createSessionToken({ ...SESSION, origin: 'https://app.example' }, { key: KEY });
    expect(await call(() => verifySessionToken(bound, { key: KEY, origin: 'https://b.example' }))).toMatchObject({
      code: 'unauthorized',
    });
    expect(await verifySessionToken(bound, { key: KEY, origin: 'https://app.example' })).toEqual(SESSION);
  });

  it('is no option of a rate limit', () => {
    onTestFinished(pollute({ perSession: -1, interval: -1, limit: 1 }));
    expect(createRateLimit()).toMatchObject({ perLocation: 80, perSession: 40 });
    expect(createRateLimit({ perSession: 5 })).toMatchObject({ perSession: 5 });
  });
});

describe('an option that is misspelt', () => {
  it.each<[string, () => unknown, string]>([
    ['a replay guard', () => createReplayGuard({ stor: {} } as never), 'createReplayGuard: `stor` is not an option'],
    ['a rate limit', () => createRateLimit({ perUser: 5 } as never), 'createRateLimit: `perUser` is not an option'],
    [
      'session tokens',
      () => sessionAuthorize({ key: KEY, replayGuard: createReplayGuard() } as never),
      'Session tokens: `replayGuard` is not an option; known: key, audience, origin, clockTolerance, maxTokenAge, replay.',
    ],
  ])('of %s is refused: without it, less would be limited than was asked for', (_what, create, message) => {
    expect(create).toThrow(message);
  });

  it('is none if it has its right name and no value', () => {
    expect(createReplayGuard({ store: undefined } as never).use('id', Date.now() / 1_000 + 60)).toBe(true);
    expect(createRateLimit({ limit: undefined } as never)).toMatchObject({ perLocation: 80, perSession: 40 });
  });
});
