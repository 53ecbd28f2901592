import { describe, expect, it } from 'vitest';
import { createFixture, createRequest, jsonResponse, LIST } from '../fixture.js';

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
