import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { createSimulator, SCENARIOS } from '../../src/simulator/index.js';
import { HIGHLEVEL } from './oauth/popup-chain.js';

const simulator = createSimulator();
const logins = PLATFORM_NAMES.map((platform) => {
  return [platform, simulator.addLogin({ platform, locationId: 'location-1' })] as const;
});

const STATUSES = [200, 201, 302, 400, 401, 403, 404, 422, 429, 500];

const segment = fc.oneof(
  fc.constantFrom('social-media-posting', 'oauth', 'start', 'finish', 'accounts', 'locations', 'provider', 'consent'),
  fc.constantFrom('facebook', 'google', 'bluesky', '__proto__', '..', '%2e%2e', '%00', '%', 'decision', 'location-1'),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text)),
);

const platform = fc.oneof(fc.constantFrom(...PLATFORM_NAMES), segment);
const login = fc.constantFrom(...logins);

const query = fc.dictionary(
  fc.oneof(
    fc.constantFrom('locationId', 'userId', 'scenario', 'state', 'code', 'error', 'redirect_uri', 'decision', 'search'),
    fc.constantFrom('coop', 'coop-value', 'delay', 'consent', '__proto__'),
    fc.string(),
  ),
  fc.oneof(
    fc.constantFrom(...Object.keys(SCENARIOS).filter((name) => name !== 'details-slow')),
    fc.constantFrom('allow', '0123456789abcdef01234567', `${HIGHLEVEL}/social-media-posting/oauth/facebook/finish`),
    fc.string({ unit: 'binary' }),
  ),
);

const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'OPTIONS', 'HEAD'),
  segments: fc.oneof(
    fc.array(segment, { maxLength: 6 }),
    fc.tuple(fc.constant('social-media-posting/oauth'), platform, fc.constantFrom('start', 'finish')),
    fc.tuple(fc.constant('provider'), platform, fc.constantFrom('consent', 'decision')),
    login.map(([name, id]) => ['social-media-posting/oauth/location-1', name, 'accounts', id]),
    fc.tuple(fc.constant('social-media-posting/oauth/location-1'), platform, fc.constant('accounts'), segment),
    fc.tuple(fc.constant('social-media-posting'), segment, fc.constant('accounts')),
    fc.constantFrom(
      ['oauth/token'],
      ['oauth/locationToken'],
      ['oauth/installedLocations'],
      ['v2/oauth/chooselocation'],
    ),
    fc.constantFrom(['oauth/chooselocation/decision'], ['simulator/uninstall'], ['simulator/webhook-key']),
  ),
  query,
  version: fc.constantFrom('v3', '2021-07-28', 'v4', null),
  token: fc.constantFrom('Bearer secret-canary', 'Bearer secret-canary', 'Basic x', null),
  body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
});

describe('any request', () => {
  it('is answered with a known status, never with an exception', async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, segments, query: entries, version, token, body }) => {
        const url = new URL(`${HIGHLEVEL}/${segments.join('/')}`);
        for (const [name, value] of Object.entries(entries)) url.searchParams.append(name, value);
        const headers = new Headers();
        if (version !== null) headers.set('version', version);
        if (token !== null) headers.set('authorization', token);
        const hasBody = method === 'POST' || method === 'PUT';
        const request = new Request(url, { method, headers, body: hasBody ? body : undefined });
        const response = await simulator.fetch(request);
        seen.add(response.status);
        expect(STATUSES).toContain(response.status);
        expect(await response.text()).not.toContain('secret-canary');
      }),
      { numRuns: 3000 },
    );
    // The requests got past the front door.
    expect([...seen]).toEqual(expect.arrayContaining([200, 400, 401, 404, 422]));
    expect(JSON.stringify(simulator.requests)).not.toContain('secret-canary');
  });

  it('is answered when its body cannot be read', async () => {
    const accountId = simulator.addLogin({ platform: 'threads', locationId: 'location-1' });
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const url = `${HIGHLEVEL}/social-media-posting/oauth/location-1/threads/accounts/${accountId}`;
    const headers = { authorization: 'Bearer token', version: 'v3' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    expect((await simulator.fetch(new Request(url, init))).status).toBe(422);
  });

  it('is answered when its address cannot be read', async () => {
    const request = Object.defineProperty(new Request(HIGHLEVEL), 'url', { value: 'http://[' });
    expect((await simulator.fetch(request)).status).toBe(400);
  });
});
