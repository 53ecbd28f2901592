import { describe, expect, it } from 'vitest';
import { CANARY, createFixture, createRequest, DETAILS } from './fixture.js';
import { takeLeaks } from './leaks.js';

describe('the watch over everything that leaves the proxy', () => {
  it.each<[string, () => Response]>([
    ['a body', () => new Response(`token=${CANARY}`)],
    ['a body, as base64', () => new Response(btoa(CANARY))],
    ['a header', () => new Response(null, { headers: { 'X-Debug': CANARY } })],
    ['a status text', () => new Response(null, { statusText: CANARY })],
  ])('sees the token in %s', async (_title, leak) => {
    const { handle } = createFixture({ authorize: leak });
    await handle(createRequest(DETAILS));
    expect(await takeLeaks()).toHaveLength(1);
  });

  it('sees the token on the console', async () => {
    console.info('asking with', new Error('failed', { cause: new Error(CANARY) }));
    expect(await takeLeaks()).toHaveLength(1);
  });

  it('sees nothing when all goes well', async () => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(DETAILS))).status).toBe(200);
    expect(calls[0]?.headers.get('Authorization')).toBe(`Bearer ${CANARY}`);
    expect(await takeLeaks()).toEqual([]);
  });
});
