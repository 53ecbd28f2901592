import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SocialConnectError } from '../../../src/errors.js';
import { parseAccountDetails, parseDetailsResponse } from '../../../src/protocol/accounts/available-accounts.js';
import { PLATFORM_NAMES, type Platform } from '../../../src/protocol/platforms.js';
import { pollute } from '../../hostile/pollute.js';

const AVATAR = 'https://cdn.example/picture.jpg';

function envelope(results?: unknown): unknown {
  return { success: true, statusCode: 200, message: 'Fetched', ...(results === undefined ? {} : { results }) };
}

function parse(platform: Platform, results: unknown): Record<string, unknown>[] {
  return parseAccountDetails(platform, envelope(results)).map((account) =>
    Object.fromEntries(Object.entries(account).filter(([name]) => name !== 'source')),
  );
}

function thrownBy(run: () => unknown): SocialConnectError {
  try {
    run();
  } catch (error) {
    return error as SocialConnectError;
  }
  throw new Error('Nothing was thrown.');
}

const GOOGLE_ENTRY = {
  location: { name: 'locations/1', title: 'Shop', storeCode: 'S1', isVerified: true, isConnected: true },
  account: { name: 'accounts/2', accountName: 'Owner', type: 'PERSONAL' },
};
const GOOGLE_ACCOUNT = { id: 'locations/1', name: 'Shop', kind: 'location', connected: true, verified: true };

describe('parseAccountDetails', () => {
  it.each<[string, Platform, unknown, unknown]>([
    [
      'Facebook pages',
      'facebook',
      { pages: [{ id: '1', name: 'One', avatar: AVATAR, isOwned: true, isConnected: true }] },
      [{ id: '1', name: 'One', kind: 'page', avatar: AVATAR, connected: true }],
    ],
    [
      'Instagram accounts',
      'instagram',
      {
        accounts: [{ id: '1', name: 'one', avatar: AVATAR, pageId: '2', isConnected: false, isBusinessAccount: true }],
      },
      [{ id: '1', name: 'one', kind: 'account', avatar: AVATAR, connected: false }],
    ],
    ['one Google location', 'google', { locations: GOOGLE_ENTRY }, [GOOGLE_ACCOUNT]],
    ['a list of Google locations', 'google', { locations: [GOOGLE_ENTRY] }, [GOOGLE_ACCOUNT]],
    [
      'LinkedIn pages and a list of profiles',
      'linkedin',
      {
        pages: [{ id: '1', name: 'Page', urn: 'urn:li:organization:1', isConnected: false }],
        profile: [{ id: 'p', name: 'Person', urn: 'urn:li:person:p', isConnected: true }],
      },
      [
        { id: '1', name: 'Page', kind: 'page', connected: false },
        { id: 'p', name: 'Person', kind: 'profile', connected: true },
      ],
    ],
    [
      'LinkedIn with urns for ids and one profile',
      'linkedin',
      {
        pages: [{ id: 'urn:li:organization:1', name: 'Page' }],
        profile: { id: 'urn:li:person:p', name: 'Person', avatar: AVATAR },
      },
      [
        { id: 'urn:li:organization:1', name: 'Page', kind: 'page', connected: false },
        { id: 'urn:li:person:p', name: 'Person', kind: 'profile', avatar: AVATAR, connected: false },
      ],
    ],
    [
      'TikTok profiles',
      'tiktok',
      { profile: [{ id: '1', name: 'One', username: 'one', verified: true, isConnected: false, type: 'BUSINESS' }] },
      [{ id: '1', name: 'One', kind: 'business', username: 'one', connected: false, verified: true }],
    ],
    [
      'TikTok without a list',
      'tiktok',
      { openId: '7', displayName: 'Seven', avatarUrl: AVATAR, isConnected: false },
      [{ id: '7', name: 'Seven', kind: 'profile', avatar: AVATAR, connected: false }],
    ],
    [
      'TikTok Business profiles',
      'tiktok-business',
      { profile: [{ id: '1', name: 'One', type: 'PROFILE' }] },
      [{ id: '1', name: 'One', kind: 'business', connected: false }],
    ],
    [
      'YouTube profiles',
      'youtube',
      { profile: [{ id: 'UC1', name: 'One', type: 'PROFILE' }] },
      [{ id: 'UC1', name: 'One', kind: 'channel', connected: false }],
    ],
    [
      'YouTube channels',
      'youtube',
      { channels: [{ id: 'UC1', name: 'One', isConnected: true }] },
      [{ id: 'UC1', name: 'One', kind: 'channel', connected: true }],
    ],
    [
      'Pinterest profiles',
      'pinterest',
      { profile: [{ id: '1', name: 'One', username: 'one', type: 'PINNER', websiteUrl: 'https://one.example/' }] },
      [{ id: '1', name: 'One', kind: 'profile', username: 'one', connected: false }],
    ],
    [
      'Pinterest without a list',
      'pinterest',
      { id: '1', username: 'one', businessName: 'One Ltd', avatar: AVATAR, isConnected: false },
      [{ id: '1', name: 'One Ltd', kind: 'business', username: 'one', avatar: AVATAR, connected: false }],
    ],
    ['Threads', 'threads', { profile: [{ id: '1' }] }, [{ id: '1', name: '1', kind: 'profile', connected: false }]],
    [
      'a Google location beyond the limit',
      'google',
      { locations: { location: { name: 'locations/1', title: 'Shop', maxLocation: true } } },
      [{ id: 'locations/1', name: 'Shop', kind: 'location', connected: false, limitReached: true }],
    ],
    [
      'a Google location within the limit',
      'google',
      { locations: { location: { name: 'locations/1', title: 'Shop', maxLocation: false, isVerified: 'true' } } },
      [{ id: 'locations/1', name: 'Shop', kind: 'location', connected: false, verified: true }],
    ],
  ])('reads %s', (_title, platform, results, expected) => {
    expect(parse(platform, results)).toEqual(expected);
  });

  it.each(PLATFORM_NAMES)('reads a response of %s without results as no accounts', (platform) => {
    expect(parseAccountDetails(platform, envelope())).toEqual([]);
    expect(parse(platform, {})).toEqual([]);
  });

  it('reads an envelope with status 201 as a success', () => {
    const response = { success: true, statusCode: 201, results: { profile: [{ id: '1' }] } };
    expect(parseAccountDetails('tiktok-business', response)).toHaveLength(1);
  });
});

describe('parseAccountDetails with hostile or broken input', () => {
  it.each([undefined, null, '', 'text', 7, [], {}, { message: 'no' }, { pages: [] }])(
    'throws invalid_response for %j',
    (response) => {
      expect(thrownBy(() => parseAccountDetails('facebook', response)).code).toBe('invalid_response');
    },
  );

  it.each([{ success: false }, { statusCode: 401, message: 'Invalid JWT' }])(
    'throws upstream_error for %j',
    (response) => {
      expect(thrownBy(() => parseAccountDetails('facebook', response)).code).toBe('upstream_error');
    },
  );

  it.each([
    'http://cdn.example/a',
    'http://localhost/a',
    'http://localhost:4010/admin?x=/simulator/avatars/1.svg',
    'http://localhost:4010/simulator/avatars/../../admin',
    'http://simulator.example/simulator/avatars/1.svg',
    'http://user@localhost:4010/simulator/avatars/1.svg',
    'javascript:alert(1)',
    'data:image/png,',
    'https://user@cdn.example/a',
    '//cdn.example',
    7,
  ])('drops the avatar %s and keeps the account', (avatar) => {
    expect(parse('facebook', { pages: [{ id: '1', name: 'One', avatar }] })).toEqual([
      { id: '1', name: 'One', kind: 'page', connected: false },
    ]);
  });

  it("keeps the simulator's pictures, which it serves without TLS", () => {
    const avatar = 'http://localhost:4010/simulator/avatars/facebook/1.svg';
    expect(parse('facebook', { pages: [{ id: '1', name: 'One', avatar }] })).toEqual([
      { id: '1', name: 'One', kind: 'page', avatar, connected: false },
    ]);
  });

  it('drops entries without a valid id and entries with an id that came before', () => {
    const pages = [
      { name: 'x' },
      null,
      7,
      'text',
      [],
      { id: 7 },
      { id: 'a b' },
      { id: '1', name: 'A' },
      { id: '1', name: 'B' },
    ];
    expect(parse('facebook', { pages }).map(({ name }) => name)).toEqual(['A']);
  });

  it('cuts texts at 512 characters and lists at 1,000 entries', () => {
    const pages = Array.from({ length: 1_001 }, (_, index) => ({ id: `${index}`, name: 'x'.repeat(10_000) }));
    const accounts = parseAccountDetails('facebook', envelope({ pages }));
    expect(accounts).toHaveLength(1_000);
    expect(accounts[0]?.name).toHaveLength(512);
  });

  it('reads at most 1,000 entries of all lists together', () => {
    const list = (name: string) => Array.from({ length: 600 }, (_, index) => ({ id: `${name}${index}` }));
    const accounts = parseAccountDetails('facebook', envelope({ pages: list('p'), accounts: list('a') }));
    expect(accounts).toHaveLength(1_000);
    expect(accounts.at(-1)?.id).toBe('a399');
  });

  it('does not cut a text in the middle of a surrogate pair', () => {
    const [account] = parse('facebook', { pages: [{ id: '1', name: `${'x'.repeat(511)}😀` }] });
    expect(account?.['name']).toBe('x'.repeat(511));
  });

  it('reads neither inherited properties nor __proto__', () => {
    const entry: unknown = JSON.parse('{"id":"1","name":"One","__proto__":{"isConnected":true},"constructor":{"x":1}}');
    const [account] = parseAccountDetails('facebook', envelope({ pages: [entry] }));
    expect(account?.connected).toBe(false);
    expect(Object.keys(account?.source ?? {})).toEqual(['id', 'name']);
    expect(Object.getPrototypeOf(account?.source)).toBe(Object.prototype);
    expect('x' in {}).toBe(false);
    const heir: unknown = Object.assign(Object.create({ isConnected: true }) as object, { id: '1' });
    expect(parse('facebook', { pages: [heir] })).toMatchObject([{ id: '1', connected: false }]);
  });

  it('ignores a `type` that names a property of objects', () => {
    const profile = ['constructor', '__proto__', 'get'].map((type, index) => ({ id: `${index}`, type }));
    expect(parse('tiktok', { profile }).map(({ kind }) => kind)).toEqual(['profile', 'profile', 'profile']);
  });

  it('picks the known fields of the source', () => {
    const entry = { id: '1', name: 'One', pageId: '2', accessToken: 'secret', email: 'a@b.example', phone: '1' };
    const [account] = parseAccountDetails('instagram', envelope({ accounts: [entry] }));
    expect(account?.source).toEqual({ id: '1', name: 'One', pageId: '2' });
  });

  it('never throws for any results, and leaves Object.prototype alone', () => {
    const anything = fc.anything({ withNullPrototype: true, withObjectString: true });
    const results = fc.oneof(anything, fc.dictionary(fc.constantFrom('pages', 'profile', 'id', '__proto__'), anything));
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORM_NAMES), results, (platform, value) => {
        const accounts = parseAccountDetails(platform, { success: true, results: value });
        for (const account of accounts) expect(typeof account.id).toBe('string');
      }),
      { numRuns: 2_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('parseDetailsResponse', () => {
  it.each(PLATFORM_NAMES)('keeps everything that parseAccountDetails reads for %s', (platform) => {
    const response = envelope({
      pages: [{ id: '1', name: 'One', accessToken: 'secret' }],
      profile: { id: '2', name: 'Two', type: 'BUSINESS', email: 'a@b.example' },
      locations: GOOGLE_ENTRY,
    });
    const reduced: unknown = JSON.parse(JSON.stringify(parseDetailsResponse(response)));
    expect(parseAccountDetails(platform, reduced)).toEqual(parseAccountDetails(platform, response));
    expect(JSON.stringify(reduced)).not.toMatch(/secret|a@b/);
  });

  it("keeps HighLevel's envelope, names and nesting", () => {
    const response = envelope({ locations: GOOGLE_ENTRY });
    expect(parseDetailsResponse(response)).toEqual(response);
  });
});

it.each([
  ['a list', { pages: [{ id: 'evil' }] }],
  ['an entry', { id: 'evil', name: 'Evil' }],
])('a response without results has no account, even if every object inherits %s', (_title, inherited) => {
  onTestFinished(pollute(inherited));
  expect(parseAccountDetails('tiktok', envelope())).toEqual([]);
  expect(parseAccountDetails('tiktok', envelope({ id: 'own' }))).toMatchObject([{ id: 'own' }]);
});
