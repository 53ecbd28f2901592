import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { sessionAuthorize } from '../../src/proxy/index.js';
import { PROXY_STATUSES } from '../../src/proxy/errors.js';
import {
  APP,
  ATTACH_BODY,
  CANARY,
  createFixture,
  DETAILS_RESPONSE,
  jsonResponse,
  LOCATION,
  PROXY,
  redirectTo,
  SESSION,
} from './fixture.js';

const ERROR_CODES = new Set([
  'invalid_config',
  'start_failed',
  'unauthorized',
  'forbidden',
  'not_found',
  'rate_limited',
  'upstream_error',
  'network_error',
  'invalid_response',
]);

const segment = fc.oneof(
  fc.constantFrom(
    'oauth',
    'start',
    'accounts',
    '-',
    LOCATION,
    'health',
    '..',
    '%2e%2e',
    '%',
    '\\',
    '',
    '__proto__',
    'a..b',
  ),
  fc.constantFrom(...PLATFORM_NAMES),
  fc.string({ maxLength: 20, unit: 'binary' }),
);
const path = fc.oneof(
  fc.array(segment, { maxLength: 7 }).map((segments) => segments.join('/')),
  fc.array(segment, { maxLength: 6 }).map((segments) => `social-media-posting/${segments.join('/')}`),
  fc.tuple(segment, segment, segment).map(([a, b, c]) => `social-media-posting/oauth/${a}/${b}/accounts/${c}`),
  fc.constantFrom(...PLATFORM_NAMES).map((platform) => `social-media-posting/oauth/${platform}/start`),
  fc.constantFrom(...PLATFORM_NAMES).map((platform) => `social-media-posting/oauth/-/${platform}/accounts/1`),
  fc.constant('social-media-posting/-/accounts'),
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc
    .tuple(fc.constantFrom('locationId', 'userId', 'page', 'reconnect', 'search'), fc.string({ unit: 'binary' }))
    .map(([name, value]) => `?${name}=${encodeURIComponent(value)}`),
);
const headerValue = fc.oneof(
  fc.constantFrom(
    '1',
    APP,
    PROXY,
    'null',
    'same-origin',
    'cross-site',
    'prefetch',
    'application/json',
    'Bearer a.b.c',
    '99999999',
  ),
  fc.string({ maxLength: 50 }),
);
const headerName = fc.constantFrom(
  'Origin',
  'Authorization',
  'Content-Type',
  'Content-Length',
  'Sec-Fetch-Site',
  'Sec-Purpose',
  'Cookie',
  'X-GHL-Connect',
  'Access-Control-Request-Method',
);
const body = fc.oneof(
  fc.constant(null),
  fc.constant(JSON.stringify(ATTACH_BODY)),
  fc.json(),
  fc.string(),
  fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
  { weight: 1, arbitrary: fc.constantFrom('DELETE', 'OPTIONS', 'HEAD', 'PUT', 'constructor') },
);
/** What the element sends, mostly untouched, so that many requests get past the first refusal. */
const ELEMENT_HEADERS = {
  'X-GHL-Connect': '1',
  'Sec-Fetch-Site': 'same-origin',
  'Content-Type': 'application/json',
};
const noHeaders = fc.constant<Record<string, string>>({});
const someHeaders = fc.dictionary(headerName, headerValue, { maxKeys: 4 });
const headers = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: fc.constant(ELEMENT_HEADERS) }, noHeaders), fc.oneof(noHeaders, someHeaders))
  .map(([element, others]) => ({ ...element, ...others }));

function createHeaders(entries: Record<string, string>): Headers {
  const created = new Headers();
  for (const [name, value] of Object.entries(entries)) {
    try {
      created.set(name, value);
    } catch {
      // Not a value that a header can have.
    }
  }
  return created;
}

const request = fc.record({ path, query, method, headers, body }).map((parts) => {
  const hasBody = parts.method !== 'GET' && parts.method !== 'HEAD';
  return new Request(`${PROXY}/${parts.path}${parts.query}`, {
    method: parts.method,
    headers: createHeaders(parts.headers),
    body: hasBody ? parts.body : null,
  });
});

const status = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 201, 302, 401, 403, 429));
const anyText = fc.oneof(
  fc.string(),
  fc.constantFrom(CANARY, `Bearer ${CANARY}`, 'https://www.facebook.com/', 'scope'),
);
const answer = fc.oneof(
  fc.constant(() => jsonResponse(DETAILS_RESPONSE)),
  fc.constant(() => redirectTo('https://www.facebook.com/?state=1')),
  fc.tuple(status, fc.jsonValue(), anyText, anyText).map(([code, results, message, location]) => () => {
    const created = createHeaders({ Location: location, 'Retry-After': location, 'Set-Cookie': message });
    const text = [204, 205, 304].includes(code) ? null : JSON.stringify({ success: true, results, message });
    return new Response(text, { status: code, headers: created });
  }),
  anyText.map((message) => () => Promise.reject(new TypeError(message))),
);
const authorize = fc.constantFrom(
  () => SESSION,
  () => SESSION,
  () => SESSION,
  () => undefined,
  () => {
    throw new Error(CANARY);
  },
  sessionAuthorize({ key: CANARY.padEnd(32) }),
);

it('responds to any request and any response of HighLevel in a known form, without the token', async () => {
  const seen = new Set<number>();
  const arbitrary = [request, answer, authorize] as const;
  const property = fc.asyncProperty(...arbitrary, async (sent, respond, authorizeRequest) => {
    const { handle, calls, log } = createFixture({ authorize: authorizeRequest }, respond);
    const response = await handle(sent);
    seen.add(response.status);
    expect(PROXY_STATUSES).toContain(response.status);

    const text = await response.text();
    expect(text + JSON.stringify([...response.headers]) + JSON.stringify(log)).not.toContain(CANARY);
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(['', APP]).toContain(response.headers.get('Access-Control-Allow-Origin') ?? '');
    for (const { url } of calls)
      expect(url).toMatch(/^https:\/\/services\.leadconnectorhq\.com\/social-media-posting\/(oauth|loc1)\//);

    if (response.status < 400) return;
    const { error } = JSON.parse(text) as { error: { code: string; message: string; retryAfter?: number } };
    expect(ERROR_CODES).toContain(error.code);
    expect(error.message).toMatch(/^[\x20-\x7e]{1,200}$/);
    expect(response.headers.get('Retry-After')).toBe(error.retryAfter === undefined ? null : String(error.retryAfter));
  });
  await fc.assert(property, { numRuns: 4_000 });
  // The runs reached further than the first refusal.
  for (const reached of [200, 400, 401, 403, 404, 405, 500, 502]) expect(seen).toContain(reached);
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['an object', {}],
  ['a request without headers', { url: PROXY, method: 'GET' }],
  ['a request with an address that is none', { url: '//', method: 'GET', headers: new Headers() }],
  [
    'a request that throws',
    new Proxy(
      {},
      {
        get: () => {
          throw new Error(CANARY);
        },
      },
    ),
  ],
])('responds with 500 to %s instead of a request', async (_title, sent) => {
  const { handle } = createFixture();
  const response = await handle(sent as Request);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: { code: 'upstream_error', message: 'The proxy failed.' } });
});
