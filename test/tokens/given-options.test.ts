import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/index.js';
import { createAppTokens } from '../../src/tokens/index.js';

const OPTIONS = {
  clientId: 'app1-version1',
  clientSecret: 'secret',
  encryptionKey: 'a-key-of-the-tests-with-40-characters-ok',
};

/** Resolves with the error of a promise. */
const fail = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe.each([null, 'text', 7, []])('what is %j and no object', (value) => {
  it('makes no tokens', () => {
    expect(() => createAppTokens(value as never)).toThrow('createAppTokens: pass an object with `clientId`');
  });

  it('is refused by every function of the tokens', async () => {
    const tokens = createAppTokens({ ...OPTIONS, store: createMemoryStore() });
    const calls = [
      tokens.getToken(value as never),
      tokens.getToken({ locationId: 'location-1' }, value as never),
      tokens.isInstalled(value as never),
      tokens.installUrl(value as never),
    ];
    for (const call of calls) expect(await fail(call)).toMatchObject({ code: 'invalid_config', option: 'options' });
  });
});
