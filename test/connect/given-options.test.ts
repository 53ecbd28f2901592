import { describe, expect, it, onTestFinished } from 'vitest';
import {
  attachAccount,
  connectSocialAccount,
  createAccountsStore,
  disconnectAccount,
  fetchAccountDetails,
  listAccounts,
  resolveStartUrl,
  SocialConnectError,
  type ConnectOptions,
} from '../../src/connect/index.js';
import { pollute } from '../hostile/pollute.js';
import { page, start, useFakePage } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

useFakePage();

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
        message: 'options must be an object.',
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
    onTestFinished(pollute(EVIL));
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
    onTestFinished(pollute(EVIL));
    expect(await resolveStartUrl(options)).toMatch(/^https:\/\/services\.leadconnectorhq\.com\//);
    expect(await resolveStartUrl({ ...options, startUrl: 'https://own.example/' })).toMatch(
      /^https:\/\/own\.example\//,
    );
  });

  it.each(['fetchAccountDetails', 'listAccounts', 'disconnectAccount', 'createAccountsStore'] as const)(
    'is no option of %s',
    async (name) => {
      onTestFinished(pollute(EVIL));
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

describe('a field on Object.prototype', () => {
  const LOGIN = { platform: 'facebook', accountId: ACCOUNT_ID, proxyUrl: 'https://proxy.example' } as const;
  const ACCOUNT = { id: 'a1', platform: 'facebook', name: 'Bakery' };
  const EVIL = {
    url: 'https://evil.example/',
    results: { accounts: [ACCOUNT], can: ['disconnect'], pages: [ACCOUNT], _id: 'evil', oldId: 'evil' },
    accounts: [ACCOUNT],
    _id: 'evil',
    oldId: 'evil',
    originId: 'evil',
    can: ['disconnect'],
    receipt: 'evil',
    error: { code: 'forbidden', message: 'evil' },
    code: 'forbidden',
    message: 'evil',
    retryAfter: 1,
    status: 403,
    option: 'evil',
    reason: 'no-session',
    success: true,
    deleted: true,
    isExpired: true,
    name: 'evil',
    connected: true,
  };
  const answer = (body: object, status = 200) => ({ fetch: () => Promise.resolve(Response.json(body, { status })) });

  it('is no address of a sign-in, where the field itself is one', async () => {
    onTestFinished(pollute(EVIL));
    const options = { platform: 'facebook', proxyUrl: 'https://proxy.example' } as const;
    await expect(resolveStartUrl({ ...options, ...answer({}) })).rejects.toMatchObject({ code: 'invalid_response' });
    expect(await resolveStartUrl({ ...options, ...answer({ url: 'https://own.example/' }) })).toBe(
      'https://own.example/',
    );
  });

  it('is no account, no permission and no receipt, where the field itself is one', async () => {
    onTestFinished(pollute(EVIL));
    const list = { success: true, results: { accounts: [{ id: 'a2', platform: 'facebook' }] } };
    const { accounts, can } = await listAccounts({ ...LOGIN, ...answer(list) });
    expect(accounts.map(({ id, name, status }) => ({ id, name, status }))).toEqual([
      { id: 'a2', name: 'a2', status: 'unknown' },
    ]);
    expect(can).toEqual(['connect', 'attach', 'list']);
    await expect(listAccounts({ ...LOGIN, ...answer({}) })).rejects.toMatchObject({ code: 'invalid_response' });

    const none = await fetchAccountDetails({ ...LOGIN, ...answer({ success: true, results: {} }) });
    expect(Object.hasOwn(none, 'receipt')).toBe(false);
    expect(none.accounts).toEqual([]);
    const body = { success: true, results: { pages: [{ id: 'p1' }] }, receipt: 'own' };
    const details = await fetchAccountDetails({ ...LOGIN, ...answer(body) });
    expect(details.receipt).toBe('own');
    expect(details.accounts).toMatchObject([{ id: 'p1', name: 'p1', connected: false }]);
    const attached = await attachAccount({ ...LOGIN, account: details.accounts[0]!, ...answer({ success: true }) });
    expect(attached.ids).toEqual({ loginId: ACCOUNT_ID, originId: 'p1' });
  });

  it('is no error of the proxy, where the field itself is one', async () => {
    onTestFinished(pollute(EVIL));
    const expectError = async (body: object, error: object) =>
      await expect(fetchAccountDetails({ ...LOGIN, ...answer(body, 400) })).rejects.toMatchObject(error);
    await expectError({}, { code: 'upstream_error', status: 400, retryAfter: undefined, option: undefined });
    await expectError(
      { error: {} },
      { code: 'upstream_error', message: expect.not.stringContaining('evil') as string },
    );
    await expectError(
      { error: { code: 'rate_limited', message: 'Own.', retryAfter: 7 } },
      { message: 'Own.', retryAfter: 7 },
    );
    const error = new SocialConnectError('timed_out', 'Too late.');
    expect([error.status, error.option, error.reason, error.retryAfter]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(new SocialConnectError('timed_out', 'Too late.', { status: 7 }).status).toBe(7);
  });
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
