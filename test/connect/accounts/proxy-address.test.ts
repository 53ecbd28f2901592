import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  attachAccount,
  fetchAccountDetails,
  type AccountOptions,
} from '../../../src/connect/accounts/accounts-client.js';
import { resolveStartUrl } from '../../../src/connect/resolve-start-url.js';

const ID = '65f1a2b3c4d5e6f708192a3b';
const ANSWER = JSON.stringify({ success: true, results: { pages: [{ id: 'p1', name: 'One' }] } });

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

/** Where a request for details goes, with the session's token on it. */
async function readAddress(options: Partial<AccountOptions>): Promise<string> {
  const addresses: string[] = [];
  const send = (url: RequestInfo | URL) => {
    addresses.push(String(url as string));
    return Promise.resolve(new Response(ANSWER));
  };
  await fetchAccountDetails({ platform: 'facebook', accountId: ID, sessionToken: 'secret', fetch: send, ...options });
  return addresses.join();
}

describe('the retryAfter of an error', () => {
  it.each([
    [5, 5],
    ['5', 5],
    [[['5']], undefined],
    [{ valueOf: 5 }, undefined],
    [-1, undefined],
    ['soon', undefined],
  ])('for %j is %s', async (retryAfter, seconds) => {
    const body = JSON.stringify({ error: { code: 'forbidden', message: 'No.', retryAfter } });
    const send = () => Promise.resolve(new Response(body, { status: 403 }));
    const options = { platform: 'facebook', accountId: ID, proxyUrl: '/api', fetch: send } as const;
    await expect(fetchAccountDetails(options)).rejects.toMatchObject({ code: 'forbidden', retryAfter: seconds });
  });
});

describe('a request to the proxy', () => {
  it.each([
    ['https://app.example/api', 'https://app.example/api/social-media-posting/'],
    ['https://app.example/api/', 'https://app.example/api/social-media-posting/'],
    ['https://app.example//api', 'https://app.example//api/social-media-posting/'],
    ['https://app.example/\\evil.example', 'https://app.example//evil.example/social-media-posting/'],
  ])('stays on the host of %s', async (proxyUrl, start) => {
    expect(await readAddress({ proxyUrl })).toBe(`${start}oauth/-/facebook/accounts/${ID}`);
  });

  it.each([
    ['/api?tenant=7#y', 'https://app.example/api/social-media-posting/', '?tenant=7'],
    ['https://wp.example/?rest_route=/ghl/v1', 'https://wp.example/social-media-posting/', '?rest_route=/ghl/v1'],
  ])('keeps the query of %s', async (proxyUrl, start, query) => {
    expect(await readAddress({ proxyUrl })).toBe(`${start}oauth/-/facebook/accounts/${ID}${query}`);
  });

  it('adds the start query to the query of proxyUrl', async () => {
    const addresses: string[] = [];
    const send: typeof fetch = (url) => {
      addresses.push(String(url as string));
      return Promise.resolve(new Response('{"url":"https://www.facebook.com/dialog"}'));
    };
    await resolveStartUrl({ platform: 'facebook', locationId: 'loc1', proxyUrl: '/api?tenant=7', fetch: send });
    expect(addresses).toEqual([
      'https://app.example/api/social-media-posting/oauth/facebook/start?tenant=7&locationId=loc1',
    ]);
  });

  const proxyUrl = '/api';

  it.each([
    [{ locationId: '../../../../admin/delete?x=' }, /locationId/],
    [{ accountId: '../x' }, /accountId/],
    [{ platform: '../x' as 'facebook' }, /platform/],
  ])('is not sent with %o', async (wrong, mention) => {
    const options = { platform: 'facebook', accountId: ID, proxyUrl, fetch: vi.fn<typeof fetch>(), ...wrong } as const;
    const account = { id: 'p1', name: 'One', kind: 'page', connected: false, source: {} } as const;
    await expect(fetchAccountDetails(options)).rejects.toThrow(mention);
    await expect(attachAccount({ ...options, account })).rejects.toThrow(mention);
    expect(options.fetch).not.toHaveBeenCalled();
  });

  it('has the ids in its path', async () => {
    const address = await readAddress({ proxyUrl, locationId: 'loc1' });
    expect(address).toBe(`https://app.example/api/social-media-posting/oauth/loc1/facebook/accounts/${ID}`);
  });
});
