import { describe, expect, it } from 'vitest';
import {
  connectSocialAccount,
  fetchAccountDetails,
  resolveStartUrl,
  type ConnectOptions,
} from '../../src/connect/index.js';

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

  it('a relative address is invalid, as there is no page', async () => {
    await expect(resolveStartUrl({ ...OPTIONS, startUrl: '/start' })).rejects.toMatchObject({
      code: 'invalid_config',
      option: 'startUrl',
    });
  });
});
