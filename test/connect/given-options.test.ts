import { describe, expect, it, onTestFinished } from 'vitest';
import {
  attachAccount,
  connectSocialAccount,
  createAccountsStore,
  disconnectAccount,
  fetchAccountDetails,
  listAccounts,
  resolveStartUrl,
  type ConnectOptions,
} from '../../src/connect/index.js';
import { page, start, useFakePage } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

useFakePage();

/** What a script on the page has done. */
function pollute(properties: object): void {
  Object.assign(Object.prototype, properties);
  onTestFinished(() => {
    for (const name of Object.keys(properties)) Reflect.deleteProperty(Object.prototype, name);
  });
}

/** Calls a function as a page without types may. Resolves with the error. */
async function call(use: (options: never) => unknown, options: unknown): Promise<unknown> {
  try {
    const result = await use(options as never);
    return (await (result as { outcome?: Promise<{ error?: unknown }> }).outcome)?.error;
  } catch (error) {
    return error;
  }
}

const FUNCTIONS = {
  connectSocialAccount,
  resolveStartUrl,
  fetchAccountDetails,
  attachAccount,
  listAccounts,
  disconnectAccount,
  createAccountsStore,
};

describe('options', () => {
  describe.each(Object.entries(FUNCTIONS))('of %s', (_name, use) => {
    it.each([undefined, null, 'facebook', 7, true, []])('are invalid if they are %j', async (options) => {
      expect(await call(use, options)).toMatchObject({
        name: 'SocialConnectError',
        code: 'invalid_config',
        option: 'options',
        message: 'options must be an object, such as { platform, locationId, userId }.',
      });
    });
  });

  it.each([undefined, null, 7])('that are %j end an attempt before it begins', async (options) => {
    const attempt = connectSocialAccount(options as never);
    expect(attempt.isRunning).toBe(false);
    expect(await attempt.outcome).toEqual({
      status: 'failed',
      platform: undefined,
      error: expect.anything() as unknown,
    });
    for (const method of ['cancel', 'focus', 'finish'] as const) attempt[method]();
    expect(page.countLeftovers()).toBe(0);
  });

  it('that cannot be read are invalid, with the reason', async () => {
    const cause = new Error('Revoked.');
    const options = {
      platform: 'facebook',
      get locationId(): string {
        throw cause;
      },
    };
    expect(await call(connectSocialAccount, options)).toMatchObject({ code: 'invalid_config', cause });
  });
});

describe('a name on Object.prototype', () => {
  const REQUESTS: string[] = [];
  const EVIL = {
    proxyUrl: 'https://evil.example',
    startUrl: 'https://evil.example/{platform}',
    getStartUrl: () => 'https://evil.example/',
    allowedOrigins: 'https://evil.example',
    sessionToken: 'inherited',
    getSessionToken: () => 'inherited',
    openWindow: () => null,
    reconnectAccount: 'inherited',
    openedByLink: true,
    fetch: (url: string) => (REQUESTS.push(url), Promise.reject(new Error('evil'))),
    platforms: [],
    expiringWithin: -1,
    timeout: 1,
  };

  it('is no option of an attempt', async () => {
    pollute(EVIL);
    const run = start();
    await page.pass(0);
    page.post(GOOD, run.popup, 'https://evil.example');
    await page.pass(60_000);
    expect(await run.summary()).toBe('none');
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(REQUESTS).toEqual([]);
  });

  it("is no option of the attempt's address, where the option itself is one", async () => {
    const options: ConnectOptions = { platform: 'facebook', locationId: 'loc1', userId: 'user1' };
    pollute(EVIL);
    expect(await resolveStartUrl(options)).toMatch(/^https:\/\/services\.leadconnectorhq\.com\//);
    expect(await resolveStartUrl({ ...options, startUrl: 'https://own.example/' })).toMatch(
      /^https:\/\/own\.example\//,
    );
  });

  it.each(['fetchAccountDetails', 'listAccounts', 'disconnectAccount', 'createAccountsStore'] as const)(
    'is no option of %s',
    async (name) => {
      pollute(EVIL);
      const options = { platform: 'facebook', accountId: ACCOUNT_ID, id: 'a1' };
      expect(await call(FUNCTIONS[name], options)).toMatchObject({ code: 'invalid_config', option: 'proxyUrl' });
      const authorizations: (string | null)[] = [];
      const fetch = (_url: string, { headers }: RequestInit) => {
        authorizations.push(new Headers(headers).get('Authorization'));
        return Promise.resolve(Response.json({ success: true, results: { accounts: [], pages: [] } }));
      };
      const error = await call(FUNCTIONS[name], { ...options, proxyUrl: 'https://proxy.example', fetch });
      expect(error).toBeUndefined();
      expect(authorizations.filter(Boolean)).toEqual([]);
      expect(REQUESTS).toEqual([]);
    },
  );
});

describe('options that inherit nothing, or from a class', () => {
  it('connect', async () => {
    const popup = new FakePopup();
    const options = { platform: 'facebook', locationId: 'loc1', userId: 'user1', allowedOrigins: 'https://hl.example' };
    const plain = { __proto__: null, ...options, openWindow: () => popup as unknown as Window } as const;
    const attempt = connectSocialAccount(plain as never);
    page.post(GOOD, popup);
    expect(await attempt.outcome).toMatchObject({ status: 'connected' });
  });

  it('are read through accessors', async () => {
    class Options {
      readonly #user = 'user1';
      readonly platform = 'facebook';
      get locationId(): string {
        return 'loc1';
      }
      get userId(): string {
        return this.#user;
      }
    }
    expect(await resolveStartUrl(new Options())).toContain('locationId=loc1&userId=user1');
  });
});
