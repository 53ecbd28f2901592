import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConnectOptions } from '../../src/connect/config.js';
import type { ConnectOptions } from '../../src/connect/options.js';

const GOOD = { platform: 'facebook', locationId: 'loc1', userId: 'user1' } as const;

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

const parse = (options: object) => parseConnectOptions({ ...GOOD, ...options } as ConnectOptions);

describe('parseConnectOptions', () => {
  it.each<[string, object]>([
    ['platform', { platform: undefined }],
    ['platform', { platform: 'constructor' }],
    ['platform', { platform: 'bluesky' }],
    ['locationId', { locationId: undefined }],
    ['userId', { userId: 'a b' }],
    ['startUrl', { startUrl: 'javascript:alert(1)' }],
    ['startUrl', { startUrl: 'https://gw.example/{location}' }],
    ['startUrl', { startUrl: 7 }],
    ['proxyUrl', { proxyUrl: 'http://proxy.example' }],
    ['proxyUrl', { proxyUrl: 'https://user:secret@proxy.example' }],
    ['sessionToken', { proxyUrl: '/api', sessionToken: 'two\nlines' }],
    ['credentials', { credentials: 'always' }],
    ['timeout', { timeout: 0 }],
    ['popupWidth', { popupWidth: NaN }],
    ['popupHeight', { popupHeight: -1 }],
    ['allowedOrigins', { allowedOrigins: 'https://a.example/' }],
    ['allowedOrigins', { allowedOrigins: 7 }],
  ])('names %s as the wrong option of %j', (option, options) => {
    expect(() => parse(options)).toThrow(
      expect.objectContaining({ code: 'invalid_config', option, message: expect.stringContaining(option) as string }),
    );
  });

  it.each([
    'https://a.example, https://b.example',
    'https://a.example,https://b.example',
    'https://a.example; https://b.example',
    ['https://a.example,', 'https://b.example'],
  ])('rejects origins that are separated by anything but spaces: %j', (allowedOrigins) => {
    expect(() => parse({ allowedOrigins })).toThrow(/separate several origins by spaces only/);
  });

  it.each([
    'https://*.a.example',
    'https://a.example$',
    "https://a.example'",
    'https://a.example/path',
    'https://a(b).example',
    'null',
    '*',
  ])('rejects the origin %s, with which no message could match', (origin) => {
    expect(() => parse({ allowedOrigins: origin })).toThrow(/is not an exact origin; write/);
  });

  it.each([
    [' https://a.example\n\thttps://b.example:8443 ', ['https://a.example', 'https://b.example:8443']],
    [
      ['http://[::1]:5174', 'https://xn--mnchen-3ya.example'],
      ['http://[::1]:5174', 'https://xn--mnchen-3ya.example'],
    ],
    ['', ['https://services.leadconnectorhq.com']],
  ])('accepts the origins %j', (allowedOrigins, origins) => {
    expect([...parse({ allowedOrigins }).allowedOrigins]).toEqual(origins);
  });

  it('resolves relative addresses where an element of the page has the name of a property of the document', () => {
    class FakeDocument {
      get baseURI() {
        return 'https://app.example/settings/';
      }
    }
    const shadowed = Object.defineProperty(new FakeDocument(), 'baseURI', { value: { nodeType: 1 } });
    vi.stubGlobal('document', shadowed);
    vi.stubGlobal('location', { href: 'https://app.example/settings/' });
    expect(parse({ proxyUrl: 'api' }).proxyUrl?.href).toBe('https://app.example/settings/api');
  });
});
