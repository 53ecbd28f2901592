import { describe, expect, it } from 'vitest';
import {
  dropDeleted,
  parseDisconnectResponse,
  parseListResponse,
} from '../../../src/protocol/accounts/connected-accounts.js';

const ACCOUNT = {
  id: '1_2_3',
  oauthId: '65f1a2b3c4d5e6f708192a3b',
  profileId: 'p',
  originId: 'o',
  name: 'One',
  avatar: 'https://cdn.example/picture.jpg',
  platform: 'facebook',
  type: 'page',
  expire: '2026-03-11T19:29:59.785Z',
  isExpired: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  deleted: false,
};

const list = (...accounts: unknown[]) => parseListResponse({ success: true, results: { accounts } }).results?.accounts;

describe('parseListResponse', () => {
  it('keeps the known fields and drops groups and accounts without an id', () => {
    const accounts = [{ ...ACCOUNT, meta: { accessToken: 'secret' }, email: 'a@b.example' }, { name: 'nobody' }, null];
    const response = {
      success: true,
      statusCode: 200,
      message: 'Fetched Accounts',
      results: { accounts, groups: [{ id: 'g' }] },
    };
    expect(parseListResponse(response)).toEqual({ ...response, results: { accounts: [ACCOUNT] } });
  });

  it('keeps deleted accounts, marked as deleted', () => {
    const accounts = list({ ...ACCOUNT, id: 'gone', deleted: true }, ACCOUNT);
    expect(accounts?.map(({ id, deleted }) => ({ id, deleted }))).toEqual([
      { id: '1_2_3', deleted: false },
      { id: 'gone', deleted: true },
    ]);
  });

  it('reads a present account although a thousand deleted ones come first', () => {
    const deleted = Array.from({ length: 1_500 }, (_, index) => ({ id: `d${index}`, deleted: true }));
    const accounts = list(...deleted, { id: 'present' });
    expect(dropDeleted(accounts ?? [])).toEqual([{ id: 'present' }]);
    expect(accounts).toHaveLength(1_001);
  });

  it.each([
    ['2026-03-11T19:29:59.785Z', '2026-03-11T19:29:59.785Z'],
    ['2026-03-11T19:29:59Z', '2026-03-11T19:29:59.000Z'],
    ['2026-03-11T21:29:59.785+02:00', '2026-03-11T19:29:59.785Z'],
  ])('reads the time %s as %s', (expire, expected) => {
    expect(list({ id: '1', expire, updatedAt: expire, createdAt: expire })).toEqual([
      { id: '1', expire: expected, updatedAt: expected, createdAt: expected },
    ]);
  });

  it.each(['', 'never', '2026-13-40T00:00:00Z', '11 March 2026', '2026-03-11', 1_773_257_399_785, null, {}])(
    'drops the time %j',
    (expire) => {
      expect(list({ id: '1', expire, updatedAt: expire, createdAt: expire })).toEqual([{ id: '1' }]);
    },
  );

  it.each([{}, { accounts: 'none' }, [], null])('does not read results %j as an empty list', (results) => {
    expect(parseListResponse({ success: true, results })).toEqual({ success: true });
  });

  it('reads an empty list', () => {
    expect(list()).toEqual([]);
  });

  it('throws for a response that is not an envelope', () => {
    expect(() => parseListResponse([])).toThrow('format of a HighLevel response');
  });
});

describe('dropDeleted', () => {
  it('removes deleted accounts and keeps everything else of the others', () => {
    const accounts = [{ ...ACCOUNT, deleted: true }, ACCOUNT, { id: '2' }];
    expect(dropDeleted(accounts)).toEqual([{ ...ACCOUNT, deleted: undefined }, { id: '2' }]);
    expect(dropDeleted(accounts)[0]).not.toHaveProperty('deleted');
  });
});

describe('parseDisconnectResponse', () => {
  it('keeps the envelope and the ids', () => {
    const response = {
      success: true,
      statusCode: 200,
      message: 'Deleted Account',
      results: { locationId: 'l', id: '1' },
    };
    const given = { ...response, results: { ...response.results, accessToken: 'secret' } };
    expect(parseDisconnectResponse(given)).toEqual(response);
  });
});
