import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/index.js';
import { createAppTokens, type AppTokensOptions } from '../../src/tokens/index.js';
import { withPolluted } from '../hostile/pollute.js';
import { COMPANY, createEvent, ENCRYPTION_KEY, LOCATION, MOUNT, rejection } from './fixture.js';
import { CLIENT_ID, CLIENT_SECRET } from './observed-highlevel.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const EVIL = 'https://evil.example/';

/** What each field could change, were it read from where every object inherits it. */
const FIELDS: Readonly<Record<string, unknown>> = {
  access_token: 'evil',
  allowMarketplaceInstalls: true,
  companyId: 'company2',
  credentials: 'include',
  dispatcher: 'evil',
  DPoP: {},
  error_description: 'Location is not active',
  expires_in: 1,
  failure: { code: 'forbidden', message: 'evil' },
  headers: { 'X-Evil': '1' },
  integrity: 'sha256-evil',
  isInstalled: false,
  kid: 'evil',
  locationId: 'location2',
  locations: [{ _id: LOCATION }],
  marketplaceOrigin: EVIL,
  place: 'evil',
  redirectUri: EVIL,
  refresh: true,
  refresh_token: 'evil',
  returnTo: EVIL,
  rsa: true,
  scopes: ['evil'],
  timestamp: '2020-01-01T00:00:00.000Z',
  tolerance: 600,
  ttl: 1,
  upstream: EVIL,
  userType: 'Company',
  versionId: 'evil',
  webhookId: 'evil',
  webhooks: { tolerance: 1 },
  whiteLabel: true,
};

type Answer = readonly [status: number, body: object];

/** HighLevel, whose answers have as few fields as they can. */
function answer(path: string, form: URLSearchParams): Answer {
  if (path.startsWith('/oauth/installedLocations')) return [200, {}];
  if (path !== '/oauth/token') return [400, { message: 'No.' }];
  if (form.get('code') === 'company') {
    return [200, { access_token: 'company-token', refresh_token: 'r1', userType: 'Company', companyId: COMPANY }];
  }
  if (form.get('code') === 'location') {
    return [200, { access_token: 'location-token', refresh_token: 'r2', userType: 'Location', locationId: LOCATION }];
  }
  return form.get('refresh_token') === 'r2' ? [200, { access_token: 'location-token-2' }] : [400, {}];
}

/** Installs, asks for tokens and handles webhooks; notes what comes of it. */
async function observe(pollution: object, options: Partial<AppTokensOptions> = {}): Promise<unknown[]> {
  const seen: unknown[] = [];
  // Later than the installation, however long that takes: an older event would be ignored.
  const timestamp = new Date(Date.now() + 60_000).toISOString();
  const body = JSON.stringify(createEvent({ type: 'UNINSTALL', companyId: COMPANY, timestamp }));
  const signature = sign(null, Buffer.from(body), privateKey).toString('base64');
  const uninstall = new Request(`${MOUNT}/webhooks`, {
    method: 'POST',
    body,
    headers: { 'X-GHL-Signature': signature },
  });
  const callback = async (url: string, code: string) => {
    const state = new URL(url).searchParams.get('state') ?? '';
    return new Request(`${MOUNT}/oauth/callback?${new URLSearchParams({ code, state })}`);
  };
  await withPolluted(pollution, async () => {
    const tokens = createAppTokens({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      store: createMemoryStore(),
      encryptionKey: ENCRYPTION_KEY,
      redirectUri: `${MOUNT}/oauth/callback`,
      webhooks: { publicKeys: [PUBLIC_KEY] },
      onError: (error) => seen.push(String(error)),
      fetch: (input, init = {}) => {
        const { pathname, search } = new URL(String(input));
        const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams();
        const { credentials, integrity } = init;
        const headers = [...new Headers(init.headers)];
        seen.push([String(input), init.method, form.toString(), headers, credentials, integrity, 'dispatcher' in init]);
        const [status, json] = answer(pathname + search, form);
        return Promise.resolve(
          new Response(JSON.stringify(json), {
            status,
            statusText: '',
            headers: { 'Content-Type': 'application/json' },
          }),
        );
      },
      ...options,
    });
    const note = (response: Response) => seen.push([response.status, response.headers.get('Location')]);
    const url = await tokens.installUrl();
    seen.push(url.replace(/state=[\w-]+/, ''));
    note(await tokens.fetch(new Request(`${MOUNT}/oauth/callback?code=company`)));
    for (const code of ['company', 'location'])
      note(await tokens.fetch(await callback(await tokens.installUrl(), code)));
    seen.push(await tokens.getToken({ locationId: LOCATION }));
    seen.push(await tokens.getToken({ locationId: LOCATION }, { refresh: true }));
    seen.push(await tokens.isInstalled({ locationId: LOCATION }));
    seen.push(await rejection(tokens.getToken({ locationId: 'location3' })).then(String));
    seen.push(await tokens.isInstalled({ companyId: COMPANY }));
    note(await tokens.fetch(uninstall));
    seen.push(await tokens.isInstalled({ companyId: COMPANY }));
  });
  return seen;
}

describe.each<[string, Partial<AppTokensOptions>]>([
  ['an app', {}],
  ['an app with installations from the marketplace', { allowMarketplaceInstalls: true }],
])('%s', (_name, options) => {
  it.each(Object.entries(FIELDS))('does the same when every object inherits `%s`', async (field, value) => {
    const expected = await observe({}, options);
    expect(expected).toContain('location-token-2');
    expect(await observe({ [field]: value }, options)).toEqual(expected);
  });
});

it('the options and ids that the owner gives count although every object inherits others', async () => {
  const pollution = { locationId: 'location2', returnTo: EVIL, refresh: true, webhooks: { tolerance: 1 } };
  const seen = await observe(pollution, { redirectUri: `${MOUNT}/other/oauth/callback` });
  expect(seen[0]).toContain(encodeURIComponent(`${MOUNT}/other/oauth/callback`));
  expect(seen).toContain('location-token');
});
