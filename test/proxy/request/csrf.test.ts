import { describe, expect, it } from 'vitest';
import { APP, ATTACH_BODY, createFixture, createRequest, DETAILS, PROXY, startRequest } from '../fixture.js';

describe('what another site can make a browser send', () => {
  it.each<[string, RequestInit, string[]]>([
    ['a form', { headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } }, ['X-GHL-Connect']],
    ['a form of a listed origin', { headers: { Origin: APP } }, ['X-GHL-Connect']],
    ['a form of the same origin', {}, ['X-GHL-Connect']],
    ['a window', { method: 'GET', headers: { 'Sec-Fetch-Site': 'cross-site' } }, ['X-GHL-Connect']],
    ['an image of the same origin', { method: 'GET' }, ['X-GHL-Connect']],
    ['another site without `Origin`', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, []],
    ['a sibling site without `Origin`', { headers: { 'Sec-Fetch-Site': 'same-site' } }, []],
    ['the address bar', { headers: { 'Sec-Fetch-Site': 'none' } }, []],
    ['a request without any sender', {}, ['Sec-Fetch-Site']],
    ['a wrong header', { headers: { 'X-GHL-Connect': 'true' } }, []],
  ])('does not start a sign-in: %s', async (_title, init, without) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest('', init, without))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it.each<[string, RequestInit, string[]]>([
    ['the element on the same origin', {}, []],
    ['the element on the same origin, with `Origin`', { headers: { Origin: PROXY } }, ['Sec-Fetch-Site']],
    ['the element on a listed origin', { headers: { Origin: APP, 'Sec-Fetch-Site': 'cross-site' } }, []],
    ['a server with a Bearer token', { headers: { Authorization: 'Bearer abc' } }, ['Sec-Fetch-Site']],
  ])('differs from what starts a sign-in: %s', async (_title, init, without) => {
    const { handle, calls } = createFixture();
    const response = await handle(startRequest('', init, without));
    expect(await response.json()).toEqual({ url: expect.stringMatching(/^https:\/\/www\.facebook\.com\//) });
    expect(calls).toHaveLength(1);
  });

  it('does not start a sign-in by GET, even with the header of the element', async () => {
    const { handle, calls } = createFixture();
    const response = await handle(startRequest('', { method: 'GET' }));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST']);
    expect(calls).toEqual([]);
  });
});

describe('a prefetch', () => {
  it.each<Record<string, string>>([
    { 'Sec-Purpose': 'prefetch' },
    { 'Sec-Purpose': 'prefetch;prerender' },
    { Purpose: 'prefetch' },
    { 'X-Moz': 'prefetch' },
  ])('is refused: %j', async (headers) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest('', { headers }))).status).toBe(403);
    expect((await handle(createRequest(DETAILS, { headers }))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('finds no response in a cache', async () => {
    const { handle } = createFixture();
    for (const request of [
      startRequest(),
      createRequest(DETAILS),
      createRequest('/health'),
      createRequest('/nowhere'),
    ]) {
      expect((await handle(request)).headers.get('Cache-Control')).toBe('no-store');
    }
  });
});

describe('a body that a form can send', () => {
  it('is refused before it is looked at', async () => {
    const { handle, calls } = createFixture();
    const init = { method: 'POST', body: JSON.stringify(ATTACH_BODY), headers: { 'Content-Type': 'text/plain' } };
    expect((await handle(createRequest(DETAILS, init, ['X-GHL-Connect']))).status).toBe(403);
    expect(calls).toEqual([]);
  });
});
