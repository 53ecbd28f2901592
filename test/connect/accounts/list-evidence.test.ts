import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findEvidence } from '../../../src/connect/accounts/list-evidence.js';
import type { ConnectedAccount } from '../../../src/protocol/accounts/connected-accounts.js';

const BASE: ConnectedAccount = {
  id: 'a',
  oauthId: 'login1',
  platform: 'facebook',
  type: 'page',
  name: 'One',
  expire: '2026-06-01T00:00:00.000Z',
  isExpired: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
};
const EXPIRED = { ...BASE, isExpired: true, expire: '2026-02-01T00:00:00.000Z' };

const without = (field: keyof ConnectedAccount, account: ConnectedAccount): ConnectedAccount =>
  Object.fromEntries(Object.entries(account).filter(([name]) => name !== field));

function summarize(before: readonly ConnectedAccount[], after: readonly ConnectedAccount[]): string[] {
  const { added, renewed } = findEvidence({ before, after, platform: 'facebook' });
  return [...added.map(({ id }) => `added ${id}`), ...renewed.map(({ id }) => `renewed ${id}`)];
}

describe('findEvidence', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T00:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  it.each<[string, readonly ConnectedAccount[], readonly ConnectedAccount[], string[]]>([
    ['an account that is new', [BASE], [BASE, { ...BASE, id: 'b' }], ['added b']],
    ['the first account of a location', [], [BASE], ['added a']],
    ['an account that had expired and no longer is', [EXPIRED], [BASE], ['renewed a']],
    ['an account that HighLevel no longer calls expired', [{ ...BASE, isExpired: true }], [BASE], ['renewed a']],
    ['an account that expires later', [BASE], [{ ...BASE, expire: '2026-06-01T00:00:00.001Z' }], ['renewed a']],
    ['an account that was updated later', [BASE], [{ ...BASE, updatedAt: '2026-03-01T00:00:00.000Z' }], ['renewed a']],
  ])('accepts %s', (_what, before, after, expected) => {
    expect(summarize(before, after)).toEqual(expected);
  });

  it.each<[string, readonly ConnectedAccount[], readonly ConnectedAccount[]]>([
    ['the same list', [BASE, EXPIRED], [BASE, EXPIRED]],
    ['another order', [BASE, { ...BASE, id: 'b' }], [{ ...BASE, id: 'b' }, BASE]],
    ['an account that is gone', [BASE], []],
    ['an account that is new but has expired', [], [EXPIRED]],
    ['an account that is new but deleted', [], [{ ...BASE, deleted: true }]],
    ['an account of another platform', [], [{ ...BASE, platform: 'instagram' }]],
    ['an account of no platform', [], [without('platform', BASE)]],
    [
      'an account that has expired meanwhile, with a later update',
      [BASE],
      [{ ...EXPIRED, updatedAt: '2026-03-01T00:00:00.000Z' }],
    ],
    ['an account that expires earlier', [BASE], [{ ...BASE, expire: '2026-05-01T00:00:00.000Z' }]],
    ['an account that was updated earlier', [BASE], [{ ...BASE, updatedAt: '2026-01-01T00:00:00.000Z' }]],
    ['times that are missing afterwards', [BASE], [without('expire', without('updatedAt', BASE))]],
    ['times that were missing before', [without('expire', without('updatedAt', BASE))], [BASE]],
    [
      'an expired account of which nothing is known any more',
      [EXPIRED],
      [without('isExpired', without('expire', EXPIRED))],
    ],
    ['another name', [BASE], [{ ...BASE, name: 'Two' }]],
  ])('does not accept %s', (_what, before, after) => {
    expect(summarize(before, after)).toEqual([]);
  });

  it('does not accept a recovery by the clock alone', () => {
    const unsaid = without('isExpired', { ...EXPIRED, expire: '2026-02-28T00:00:00.000Z' });
    vi.setSystemTime(Date.parse('2026-02-27T00:00:00Z'));
    expect(summarize([unsaid], [unsaid])).toEqual([]);
  });

  it('does not accept an account as new if the list before may have been cut', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...BASE, id: `a${index}` }));
    expect(summarize(many, [...many.slice(1), { ...BASE, id: 'b' }])).toEqual([]);
    expect(summarize(many.slice(1), [...many.slice(1), { ...BASE, id: 'b' }])).toEqual(['added b']);
  });

  it('takes a business account of TikTok for TikTok Business, and for nothing else', () => {
    const after = [{ ...BASE, platform: 'tiktok', type: 'business' }];
    expect(findEvidence({ before: [], after, platform: 'tiktok-business' }).added).toHaveLength(1);
    expect(findEvidence({ before: [], after, platform: 'tiktok' }).added).toHaveLength(0);
  });
});
