import { describe, expect, it } from 'vitest';
import {
  connectSocialAccount,
  fetchAccountDetails,
  listAccounts,
  resolveStartUrl,
  type ConnectOptions,
} from '../../src/connect/index.js';
import { highLevelSession } from '../../src/highlevel/index.js';

const OPTIONS: ConnectOptions = { platform: 'facebook', locationId: 'loc1', userId: 'user1' };

describe('on a server', () => {
  it('connectSocialAccount says that it needs a browser, in a frozen outcome', async () => {
    const attempt = connectSocialAccount(OPTIONS);
    const outcome = await attempt.outcome;
    expect(outcome).toMatchObject({ status: 'failed', platform: 'facebook', error: { code: 'invalid_config' } });
    expect(outcome.status === 'failed' && outcome.error.message).toMatch(/needs a browser/);
    expect(Object.isFrozen(outcome)).toBe(true);
    expect(attempt.isRunning).toBe(false);
    for (const method of ['cancel', 'focus', 'finish'] as const) attempt[method]();
  });

  it('resolveStartUrl and fetchAccountDetails work with absolute addresses', async () => {
    await expect(resolveStartUrl(OPTIONS)).resolves.toMatch(/^https:\/\/services\.leadconnectorhq\.com\//);
    const details = await fetchAccountDetails({
      platform: 'facebook',
      accountId: '65f1a2b3c4d5e6f708192a3b',
      proxyUrl: 'https://proxy.example/api',
      fetch: () => Promise.resolve(new Response('{"success":true,"results":{"pages":[]}}')),
    });
    expect(details.accounts).toEqual([]);
  });

  it('a proxy that does not answer is blamed for nothing else', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(listAccounts({ proxyUrl: 'https://proxy.example', fetch })).rejects.toMatchObject({
      code: 'network_error',
      message: 'The proxy at https://proxy.example did not respond.',
    });
  });

  it('highLevelSession says that it needs a browser', async () => {
    const session = highLevelSession({ proxyUrl: 'https://proxy.example' });
    await expect(session.getSessionToken()).rejects.toMatchObject({
      code: 'no_user_context',
      message: 'The user context exists in a browser only.',
    });
  });

  it('a relative address is invalid, as there is no page', async () => {
    await expect(resolveStartUrl({ ...OPTIONS, startUrl: '/start' })).rejects.toMatchObject({
      code: 'invalid_config',
      option: 'startUrl',
    });
  });
});
