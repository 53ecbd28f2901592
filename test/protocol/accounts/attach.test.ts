import { describe, expect, it, onTestFinished } from 'vitest';
import { createAttachBody, pickAttachBody, parseAttachResponse } from '../../../src/protocol/accounts/attach.js';
import { parseAccountDetails, type AvailableAccount } from '../../../src/protocol/accounts/available-accounts.js';
import {
  isAttachable,
  PLATFORM_NAMES,
  type AttachablePlatform,
  type Platform,
} from '../../../src/protocol/platforms.js';
import { pollute } from '../../hostile/pollute.js';

const AVATAR = 'https://cdn.example/picture.jpg';
const ATTACHABLE = PLATFORM_NAMES.filter(isAttachable);

/** What version v3 requires, by platform. */
const REQUIRED: Record<AttachablePlatform, string[]> = {
  facebook: ['type', 'originId', 'name', 'avatar'],
  instagram: ['pageId'],
  linkedin: ['type', 'originId', 'name', 'avatar', 'urn'],
  tiktok: ['type', 'originId', 'name', 'avatar'],
  google: ['location', 'account'],
  youtube: ['type', 'originId', 'name', 'avatar'],
  pinterest: ['originId'],
  threads: ['type', 'originId', 'name', 'avatar'],
};

function firstAccount(platform: Platform, results: unknown): AvailableAccount {
  const [account] = parseAccountDetails(platform, { success: true, results });
  if (account === undefined) throw new Error('No account.');
  return account;
}

function bareAccount(platform: Platform): AvailableAccount {
  return firstAccount(
    platform,
    platform === 'google' ? { locations: { location: { name: 'locations/1' } } } : { id: '1' },
  );
}

/** What every object inherits after a prototype pollution: each field that an entry or an account may have. */
const INHERITED = {
  username: 'evil',
  verified: true,
  avatar: 'https://evil.example/picture.jpg',
  urn: 'urn:li:person:evil',
  pageId: 'evil',
  websiteUrl: 'https://evil.example/',
  location: { name: 'locations/evil', title: 'Evil' },
  account: { name: 'accounts/evil' },
};

describe.each(ATTACHABLE)('the body of an attach request of %s', (platform) => {
  it('has nothing that a script has added to Object.prototype', () => {
    const account = bareAccount(platform);
    const createBodies = () =>
      [account, { ...account, source: undefined as never }].map((given) =>
        JSON.stringify(createAttachBody(platform, given)),
      );
    const bodies = createBodies();
    onTestFinished(pollute(INHERITED));
    expect(createBodies()).toEqual(bodies);
  });
});

describe('createAttachBody', () => {
  it.each<[Platform, unknown, unknown]>([
    [
      'facebook',
      { pages: [{ id: '1', name: 'One', avatar: AVATAR, isOwned: true }] },
      { type: 'page', originId: '1', name: 'One', avatar: AVATAR },
    ],
    [
      'instagram',
      { accounts: [{ id: '1', name: 'One', avatar: AVATAR, pageId: '2' }] },
      { originId: '1', name: 'One', avatar: AVATAR, pageId: '2' },
    ],
    [
      'linkedin',
      { pages: [{ id: '1', name: 'One', urn: 'urn:li:organization:99' }] },
      { type: 'page', originId: '1', name: 'One', avatar: '', urn: 'urn:li:organization:99' },
    ],
    [
      'linkedin',
      { profile: { id: 'urn:li:person:p', name: 'P' } },
      { type: 'profile', originId: 'urn:li:person:p', name: 'P', avatar: '', urn: 'urn:li:person:p' },
    ],
    [
      'linkedin',
      { profile: [{ id: 'p', name: 'P' }] },
      { type: 'profile', originId: 'p', name: 'P', avatar: '', urn: 'urn:li:person:p' },
    ],
    [
      'tiktok',
      { profile: [{ id: '1', name: 'One', username: 'one', verified: false, type: 'BUSINESS' }] },
      { type: 'business', originId: '1', name: 'One', avatar: '', verified: false, username: 'one' },
    ],
    [
      'tiktok',
      { openId: '7', displayName: 'Seven', avatarUrl: AVATAR },
      { type: 'profile', originId: '7', name: 'Seven', avatar: AVATAR },
    ],
    [
      'google',
      {
        locations: {
          location: { name: 'locations/1', title: 'Shop', storeCode: 'S', storefrontAddress: { locality: 'Rome' } },
          account: {
            name: 'accounts/2',
            accountName: 'Owner',
            type: 'LOCATION_GROUP',
            verificationState: 'VERIFIED',
            vettedState: 'VETTED',
          },
        },
      },
      {
        location: { name: 'locations/1', title: 'Shop', storeCode: 'S', storefrontAddress: { locality: 'Rome' } },
        account: {
          name: 'accounts/2',
          accountName: 'Owner',
          type: 'LOCATION_GROUP',
          verificationState: 'VERIFIED',
          vettedState: 'VETTED',
        },
      },
    ],
    [
      'youtube',
      { channels: [{ id: 'UC1', name: 'One' }] },
      { type: 'profile', originId: 'UC1', name: 'One', avatar: '' },
    ],
    [
      'pinterest',
      { profile: [{ id: '1', name: 'One', username: 'one', websiteUrl: 'https://one.example/' }] },
      { originId: '1', name: 'One', avatar: '', username: 'one', websiteUrl: 'https://one.example/' },
    ],
    ['threads', { id: '1', name: 'One' }, { type: 'profile', originId: '1', name: 'One', avatar: '' }],
  ])('creates a body for %s from %j', (platform, results, expected) => {
    expect(createAttachBody(platform, firstAccount(platform, results))).toEqual(expected);
  });

  it.each(ATTACHABLE)('sets every required field of %s although the details have only an id', (platform) => {
    const body = createAttachBody(platform, bareAccount(platform));
    for (const field of REQUIRED[platform]) expect(body?.[field]).toBeDefined();
  });

  it('returns undefined for TikTok Business, which has no attach', () => {
    expect(createAttachBody('tiktok-business', bareAccount('tiktok-business'))).toBeUndefined();
  });
});

describe('pickAttachBody', () => {
  it.each(ATTACHABLE)('accepts what createAttachBody writes for %s, unchanged', (platform) => {
    const body: unknown = JSON.parse(JSON.stringify(createAttachBody(platform, bareAccount(platform))));
    expect(pickAttachBody(platform, body)).toEqual(body);
  });

  it.each(ATTACHABLE)('drops fields that %s does not know', (platform) => {
    const body = { ...createAttachBody(platform, bareAccount(platform)), companyId: 'other', admin: true };
    expect(pickAttachBody(platform, body)).not.toHaveProperty('companyId');
    expect(pickAttachBody(platform, body)).not.toHaveProperty('admin');
  });

  it.each(ATTACHABLE)('rejects a body of %s without a required field', (platform) => {
    for (const field of REQUIRED[platform]) {
      const body = { ...createAttachBody(platform, bareAccount(platform)), [field]: undefined };
      expect(pickAttachBody(platform, JSON.parse(JSON.stringify(body)))).toBeUndefined();
    }
  });

  it.each([undefined, null, 'text', 7, [], {}])('rejects the body %j', (body) => {
    for (const platform of ATTACHABLE) expect(pickAttachBody(platform, body)).toBeUndefined();
  });

  it.each([
    { avatar: 'javascript:alert(1)' },
    { avatar: 'http://cdn.example/a' },
    { avatar: 'http://localhost/a' },
    { originId: 'a b' },
    { originId: 'x'.repeat(257) },
    { name: 'x'.repeat(513) },
    { name: 7 },
    { type: 'group' },
  ])('rejects a Facebook page with %j', (wrong) => {
    const body = { type: 'page', originId: '1', name: 'One', avatar: AVATAR };
    expect(pickAttachBody('facebook', body)).toEqual(body);
    const simulated = { ...body, avatar: 'http://localhost:4010/simulator/avatars/facebook/1.svg' };
    expect(pickAttachBody('facebook', simulated)).toEqual(simulated);
    expect(pickAttachBody('facebook', { ...body, ...wrong })).toBeUndefined();
  });

  it("picks the known fields inside Google's objects", () => {
    const body = createAttachBody('google', bareAccount('google')) as Record<string, object>;
    const location = { ...body.location, metadata: { placeId: 'p', secret: 's' }, secret: 's' };
    const account = { ...body.account, secret: 's' };
    expect(pickAttachBody('google', { location, account })).toEqual({
      location: { ...body.location, metadata: { placeId: 'p' } },
      account: body.account,
    });
  });

  it('drops __proto__ and constructor', () => {
    const body: unknown = JSON.parse(
      '{"type":"page","originId":"1","name":"One","avatar":"","__proto__":{"x":1},"constructor":{"x":1}}',
    );
    const picked = pickAttachBody('facebook', body);
    expect(Object.keys(picked ?? {}).sort()).toEqual(['avatar', 'name', 'originId', 'type']);
    expect(Object.getPrototypeOf(picked)).toBe(Object.prototype);
  });
});

describe('parseAttachResponse', () => {
  it('keeps the envelope and the known fields', () => {
    const results = {
      _id: '1',
      oAuthId: '2',
      originId: '3',
      platform: 'facebook',
      type: 'page',
      name: 'One',
      avatar: AVATAR,
    };
    const response = {
      success: true,
      statusCode: 201,
      message: 'Added',
      results: { ...results, meta: { token: 's' } },
    };
    expect(parseAttachResponse(response)).toEqual({ ...response, results });
  });

  it('throws for a response that is not an envelope', () => {
    expect(() => parseAttachResponse('<html>')).toThrow();
  });
});
