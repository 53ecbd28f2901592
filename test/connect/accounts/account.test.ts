import { describe, expect, it } from 'vitest';
import { createAccounts, parseAccounts } from '../../../src/connect/accounts/account.js';
import { createEntry, createList, inDays, NOW } from './list-fixture.js';

const parse = (fields: Record<string, unknown>, options = {}) =>
  parseAccounts(createList([createEntry('a', fields)]), { now: NOW, ...options })[0];

describe('parseAccounts', () => {
  it('reads every field of an account', () => {
    const fields = { username: 'cafe', avatar: 'https://cdn.example/a.png' };
    expect(parse(fields)).toEqual({
      id: 'a',
      loginId: 'login-a',
      platform: 'facebook',
      kind: 'page',
      name: 'Account a',
      username: 'cafe',
      avatar: 'https://cdn.example/a.png',
      status: 'active',
      expiresAt: Date.parse(inDays(60)),
      updatedAt: Date.parse(inDays(-30)),
    });
  });

  it.each([
    ['expired, if HighLevel says so', { isExpired: true, expire: inDays(60) }, 'expired'],
    [
      'expired, if its time has passed and HighLevel does not say',
      { isExpired: undefined, expire: inDays(-1) },
      'expired',
    ],
    ['active, if HighLevel says so although its time has passed', { expire: inDays(-1) }, 'active'],
    ['expiring, within the last 7 days', { expire: inDays(6.9) }, 'expiring'],
    ['active, before the last 7 days', { expire: inDays(7.1) }, 'active'],
    ['unknown, if HighLevel says nothing', { isExpired: undefined, expire: undefined }, 'unknown'],
    ['active, without a time', { isExpired: false, expire: undefined }, 'active'],
    ['unknown, with a time that is not one', { isExpired: undefined, expire: 'soon' }, 'unknown'],
    ['active, if its whole life is shorter than the warning', { updatedAt: inDays(0), expire: inDays(1) }, 'active'],
  ])('calls an account %s', (_title, fields, status) => {
    expect(parse(fields)?.status).toBe(status);
  });

  it('warns as early as it is told to', () => {
    expect(parse({ expire: inDays(20) }, { expiringWithin: 30 })?.status).toBe('expiring');
    expect(parse({ expire: inDays(0.5) }, { expiringWithin: 0 })?.status).toBe('active');
  });

  it.each([
    ['its name', { name: 'Café', username: 'cafe' }, 'Café'],
    ['its user name, without a name', { name: undefined, username: 'cafe' }, 'cafe'],
    ['its id, without both', { name: '  ', username: undefined }, 'a'],
  ])('names an account by %s', (_title, fields, name) => {
    expect(parse(fields)?.name).toBe(name);
  });

  it('takes an account of TikTok with the type "business" for one of TikTok Business', () => {
    expect(parse({ platform: 'tiktok', type: 'BUSINESS' })).toMatchObject({
      platform: 'tiktok-business',
      kind: 'business',
    });
    expect(parse({ platform: 'tiktok', type: 'profile' })).toMatchObject({ platform: 'tiktok', kind: 'profile' });
  });

  it('leaves out deleted accounts, other platforms and platforms that were not asked for', () => {
    const entries = [createEntry('a'), createEntry('b', { deleted: true }), createEntry('c', { platform: 'bluesky' })];
    expect(createAccounts(entries).map(({ id }) => id)).toEqual(['a']);
    expect(createAccounts(entries, { platforms: ['linkedin'] })).toEqual([]);
  });

  it.each([
    [undefined, 'invalid_response'],
    ['<html>', 'invalid_response'],
    [{ success: true }, 'invalid_response'],
    [{ success: true, results: { can: ['list'] } }, 'invalid_response'],
    [{ success: true, results: { accounts: null } }, 'invalid_response'],
    [{ success: false, message: 'No.' }, 'upstream_error'],
  ])('throws for a response without a list: %j', (response, code) => {
    expect(() => parseAccounts(response)).toThrow(expect.objectContaining({ code }));
  });

  it('reads an empty list', () => {
    expect(parseAccounts(createList([]))).toEqual([]);
  });
});
