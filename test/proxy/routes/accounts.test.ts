import { describe, expect, it } from 'vitest';
import { createFixture, createRequest, jsonResponse, KEY, LIST, readError, SESSION } from '../fixture.js';

async function readResults(upstream: unknown): Promise<unknown> {
  const { handle } = createFixture({ fetch: () => Promise.resolve(jsonResponse(upstream)) });
  const response = await handle(createRequest(LIST));
  expect(response.status).toBe(200);
  return ((await response.json()) as { results: unknown }).results;
}

describe('the list of accounts', () => {
  // A client compares lists: an absent one must not look as if the location had no account.
  it.each([{}, { accounts: null }, { accounts: 'none' }])('is left out if HighLevel sends %j', async (results) => {
    expect(await readResults({ success: true, results })).toEqual({ can: expect.any(Array) as unknown });
  });

  it('is empty if HighLevel sends an empty one', async () => {
    expect(await readResults({ success: true, results: { accounts: [] } })).toEqual({
      accounts: [],
      can: expect.any(Array) as unknown,
    });
  });
});

describe('to disconnect an account whose platform matters', () => {
  // A client takes "not found" for "gone already".
  it.each([
    ['is absent', {}, 502, 'invalid_response'],
    ['does not have it', { accounts: [] }, 404, 'not_found'],
  ])('is refused if the list %s', async (_title, results, status, code) => {
    const { handle, calls } = createFixture({ receiptKey: KEY }, () => jsonResponse({ success: true, results }));
    const response = await handle(createRequest(`${LIST}/1`, { method: 'DELETE' }));
    expect([response.status, (await readError(response)).code]).toEqual([status, code]);
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
  });
});

/** HighLevel lists both below `tiktok`. */
const TIKTOK = [
  { id: 'personal', oauthId: 'l1', platform: 'tiktok', type: 'profile', name: 'Personal' },
  { id: 'business', oauthId: 'l2', platform: 'tiktok', type: 'business', name: 'Business' },
];

describe.each([
  ['tiktok', 'personal', 'business'],
  ['tiktok-business', 'business', 'personal'],
] as const)('a session for %s', (platform, own, foreign) => {
  const { handle, calls } = createTikTok();

  function createTikTok() {
    const paths: string[] = [];
    const fixture = createFixture({
      authorize: () => ({ ...SESSION, platforms: [platform], can: ['list', 'disconnect'] }),
      fetch: (input, init) => {
        const { pathname } = new URL(String(input));
        paths.push(`${init?.method ?? 'GET'} ${pathname}`);
        return Promise.resolve(
          jsonResponse(
            init?.method === 'DELETE' ? { success: true } : { success: true, results: { accounts: TIKTOK } },
          ),
        );
      },
    });
    return { handle: fixture.handle, calls: paths };
  }

  it('lists its own accounts', async () => {
    const { results } = (await (await handle(createRequest(LIST))).json()) as {
      results: { accounts: { id: string }[] };
    };
    expect(results.accounts.map(({ id }) => id)).toEqual([own]);
  });

  it('disconnects its own accounts, and no others', async () => {
    expect((await handle(createRequest(`${LIST}/${foreign}`, { method: 'DELETE' }))).status).toBe(403);
    expect(calls.some((call) => call.startsWith('DELETE'))).toBe(false);
    expect((await handle(createRequest(`${LIST}/${own}`, { method: 'DELETE' }))).status).toBe(200);
    expect(calls.at(-1)).toMatch(new RegExp(`^DELETE .*/${own}$`));
  });
});
