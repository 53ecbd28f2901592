import { describe, expect, it, onTestFinished } from 'vitest';
import { createProxyHandler, type ProxyOptions } from '../../src/proxy/index.js';
import { pollute } from '../hostile/pollute.js';
import { APP, CANARY, createFixture, createProxy, SESSION } from './fixture.js';

const REQUIRED: ProxyOptions = { authorize: () => SESSION, getToken: () => CANARY };

describe('createProxyHandler', () => {
  it.each<[unknown, RegExp]>([
    [undefined, /an object with `authorize` and `getToken`/],
    [{ allowedOrigin: [APP] }, /Unknown option `allowedOrigin`.*allowedOrigins/],
    [{ allowedOrigins: APP }, /`allowedOrigins` must be a list/],
    [{ allowedOrigins: ['https://app.example/'] }, /write https:\/\/app\.example\./],
    [{ allowedOrigins: ['https://*.example'] }, /without path or wildcard/],
    [{ allowedOrigins: ['http://app.example'] }, /write https:\/\/name/],
    [{ allowedHeaders: 'traceparent' }, /`allowedHeaders` must be a list/],
    [{ timeout: 2_147_483_648 }, /`timeout` must be a number of milliseconds, at most 2147483647/],
    [{ timeout: Infinity }, /`timeout`/],
    [{ timeout: NaN }, /`timeout`/],
    [{ timeout: 0 }, /`timeout`/],
    [{ timeout: '9500' }, /`timeout`/],
    [{ rateLimit: null }, /`rateLimit` must be `false`, or an object with a function `take`/],
    [{ rateLimit: true }, /`rateLimit`/],
    [{ rateLimit: {} }, /`rateLimit`/],
    [{ rateLimit: { take: 60 } }, /`rateLimit`/],
    [{ signInDomains: 'example.com' }, /`signInDomains` must be a list/],
    [{ signInDomains: null }, /`signInDomains` must be a list/],
    [{ fetch: null }, /`fetch` must be a function/],
    [{ fetch: 'https://highlevel.example' }, /`fetch` must be a function/],
    [{ log: null }, /`log` must be a function/],
    [{ log: {} }, /`log` must be a function/],
  ])('refuses the options %o and says what to write', (wrong, message) => {
    const options = wrong === undefined ? wrong : { ...REQUIRED, ...(wrong as object) };
    const create = () => createProxyHandler(options as ProxyOptions);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ name: 'SocialConnectError', code: 'invalid_config' }));
  });

  it.each<Partial<ProxyOptions>>([
    { timeout: 2_147_483_647 },
    { timeout: 0.5 },
    { rateLimit: false },
    { rateLimit: { take: () => 0 } },
    { signInDomains: ['example.com'] },
    { allowedHeaders: ['traceparent'] },
    { fetch, log: console.log },
    { timeout: undefined, rateLimit: undefined, signInDomains: undefined, fetch: undefined, log: undefined } as object,
  ])('accepts the options %o', (good) => {
    expect(() => createFixture(good)).not.toThrow();
  });

  it('takes no option from Object.prototype, and accepts options that inherit nothing', () => {
    const evil = { authorize: () => SESSION, userContext: {}, allowedOrigins: 7, upstream: 'https://evil.example' };
    onTestFinished(pollute(evil));
    const { getToken } = REQUIRED;
    expect(() => createProxyHandler({ getToken } as ProxyOptions)).toThrow('`authorize` is required');
    expect(createProxyHandler(REQUIRED)).toBeTypeOf('function');
    expect(createProxyHandler({ __proto__: null, ...REQUIRED } as ProxyOptions)).toBeTypeOf('function');
  });

  it('throws without `authorize` or `getToken`', () => {
    expect(createProxy(REQUIRED)).toBeTypeOf('function');
    for (const name of ['authorize', 'getToken']) {
      expect(() => createProxy({ ...REQUIRED, [name]: undefined })).toThrow(name);
    }
  });
});
