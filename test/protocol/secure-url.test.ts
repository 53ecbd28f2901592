import { describe, expect, it } from 'vitest';
import { isSecureOrigin, parseSecureUrl } from '../../src/protocol/secure-url.js';

describe('parseSecureUrl', () => {
  it.each([
    'https://a.example/x',
    'http://localhost:5174/',
    'http://a.b.localhost',
    'http://127.0.0.1:1',
    'http://[::1]:8080/x',
  ])('accepts %s', (url) => {
    expect(parseSecureUrl(url)?.href).toBe(new URL(url).href);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://a.example/1',
    'ftp://a.example',
    'http://a.example',
    'http://localhost.evil.example',
    'http://evillocalhost',
    'http://127.0.0.1.evil.example',
    'https://user@a.example',
    'https://:pass@a.example',
    '/relative',
    '//a.example',
    '',
  ])('rejects %s', (url) => {
    expect(parseSecureUrl(url)).toBeUndefined();
  });

  it('resolves relative URLs against a base', () => {
    expect(parseSecureUrl('/api', 'https://a.example/x')?.href).toBe('https://a.example/api');
    expect(parseSecureUrl('/api', 'http://a.example/x')).toBeUndefined();
  });
});

describe('isSecureOrigin', () => {
  it.each(['https://a.example', 'https://a.example:8443', 'http://localhost:5174', 'http://highlevel.localhost:8000'])(
    'accepts %s',
    (origin) => {
      expect(isSecureOrigin(origin)).toBe(true);
    },
  );

  it.each([
    'null',
    '*',
    'https://*.a.example',
    'https://a.example/',
    'https://a.example:443',
    'https://A.example',
    'a.example',
    'http://a.example',
  ])('rejects %s', (origin) => {
    expect(isSecureOrigin(origin)).toBe(false);
  });
});
