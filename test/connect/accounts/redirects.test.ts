import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchAccountDetails } from '../../../src/connect/accounts/accounts-client.js';

const ANSWER = JSON.stringify({ success: true, results: { pages: [{ id: 'p1', name: 'One' }] } });
const LOGIN = { platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b', sessionToken: 'secret' } as const;

type Reply = Response | Error;

/** Answers in this order, as a browser's `fetch` would. */
function createFetch(...replies: Reply[]) {
  return vi.fn<typeof fetch>(() => {
    const reply = replies.shift()!;
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  });
}

/** What a browser shows of a redirect that it must not follow. */
const hidden = () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
const redirected = (body: string, type: string, status = 200) =>
  Object.defineProperty(new Response(body, { status, headers: { 'Content-Type': type } }), 'redirected', {
    value: true,
  });
const page = () => redirected('<!doctype html><title>Sign in</title>', 'text/html');

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  vi.stubGlobal('origin', 'https://app.example');
});
afterEach(() => vi.unstubAllGlobals());

describe('a redirect of the proxy', () => {
  it('is followed within the own origin of the page', async () => {
    const send = createFetch(hidden(), redirected(ANSWER, 'application/json'));
    const { accounts } = await fetchAccountDetails({ ...LOGIN, proxyUrl: '/api', fetch: send });
    expect(accounts).toHaveLength(1);
    expect(send.mock.calls.map(([, init]) => [init?.redirect, init?.mode])).toEqual([
      ['manual', undefined],
      [undefined, 'same-origin'],
    ]);
  });

  it.each<[string, string, Reply[]]>([
    ['to a login page of its origin', '/api', [hidden(), page()]],
    ['to a login page that the fetch of the page has followed', '/api', [page()]],
    ['to another origin', '/api', [hidden(), new TypeError('Failed to fetch')]],
    ['of a proxy on another origin', 'https://proxy.example', [hidden()]],
    ['that a runtime without such secrets shows', 'https://proxy.example', [new Response(null, { status: 302 })]],
  ])('%s is `unauthorized`, and the token goes nowhere else', async (_name, proxyUrl, replies) => {
    const send = createFetch(...replies);
    const request = fetchAccountDetails({ ...LOGIN, proxyUrl, fetch: send });
    await expect(request).rejects.toMatchObject({ code: 'unauthorized', message: /redirected the request/ });
    expect(send).toHaveBeenCalledTimes(replies.length);
    for (const [, init] of send.mock.calls)
      expect(init?.redirect === 'manual' || init?.mode === 'same-origin').toBe(true);
  });

  it('to a page that says 404 is `not_found`', async () => {
    const send = createFetch(hidden(), redirected('Not here.', 'text/html', 404));
    const request = fetchAccountDetails({ ...LOGIN, proxyUrl: '/api', fetch: send });
    await expect(request).rejects.toMatchObject({ code: 'not_found' });
  });
});
