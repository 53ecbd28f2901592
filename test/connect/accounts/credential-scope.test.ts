import { beforeEach, describe, expect, it, vi } from 'vitest';
import { selectCredentials } from '../../../src/connect/accounts/credential-scope.js';

const PAGE = { sessionToken: 'page-token', getSessionToken: () => 'page-token', credentials: 'include' } as const;
const own =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

describe('selectCredentials', () => {
  it.each<[string, string, string | undefined]>([
    ['another origin', 'https://evil.example/', 'https://proxy.example/api'],
    ['another port', 'https://proxy.example:8443/', 'https://proxy.example/api'],
    ['a name below', 'https://proxy.example.evil.example/', 'https://proxy.example/api'],
    ['another origin, and the page has a relative proxy', 'https://evil.example/', '/api'],
    ['another origin, and the page has no proxy', 'https://evil.example/', undefined],
    ["the page's own origin, and the page's proxy is elsewhere", 'https://app.example/', 'https://proxy.example'],
  ])("withholds the page's credentials from an element's own proxy on %s", (_name, base, pageProxyUrl) => {
    const selected = selectCredentials(new URL(base), { ...PAGE, isOwn: own('proxyUrl'), pageProxyUrl });
    expect(selected).toEqual({ note: expect.stringContaining(new URL(base).origin) as string });
  });

  it.each<[string, string, string | undefined]>([
    ['the same origin', 'https://proxy.example/other', 'https://proxy.example/api'],
    ["the page's own origin", 'https://app.example/other', '/api'],
    ["the page's own origin, and the page has no proxy", 'https://app.example/api', undefined],
  ])("gives the page's credentials to an element's own proxy on %s", (_name, base, pageProxyUrl) => {
    expect(selectCredentials(new URL(base), { ...PAGE, isOwn: own('proxyUrl'), pageProxyUrl })).toEqual(PAGE);
  });

  it("gives the page's credentials to the page's proxy", () => {
    const options = { ...PAGE, isOwn: own('platform'), pageProxyUrl: 'https://proxy.example' };
    expect(selectCredentials(new URL('https://proxy.example'), options)).toEqual(PAGE);
  });

  it("gives an element's own credentials, and only these, to its own proxy on another origin", () => {
    const options = { ...PAGE, sessionToken: 'own', isOwn: own('proxyUrl', 'sessionToken'), pageProxyUrl: '/api' };
    expect(selectCredentials(new URL('https://proxy.example'), options)).toMatchObject({ sessionToken: 'own' });
    expect(selectCredentials(new URL('https://proxy.example'), options).getSessionToken).toBeUndefined();
  });

  it('gives headless callers what they pass', () => {
    expect(selectCredentials(new URL('https://proxy.example'), PAGE)).toEqual(PAGE);
  });
});
