import { describe, expect, it } from 'vitest';
import { reduceAccountList, reduceDisconnectResponse } from '../../../src/protocol/accounts/connected-accounts.js';

const ACCOUNT = {
  id: '1_2_3',
  oauthId: '65f1a2b3c4d5e6f708192a3b',
  profileId: 'p',
  originId: 'o',
  name: 'One',
  avatar: 'https://cdn.example/picture.jpg',
  platform: 'facebook',
  type: 'page',
  isExpired: false,
};

describe('reduceAccountList', () => {
  it('keeps known fields and leaves out deleted accounts, groups and those without an id', () => {
    const accounts = [
      { ...ACCOUNT, meta: { accessToken: 'secret' }, email: 'a@b.example', deleted: false },
      { ...ACCOUNT, id: 'gone', deleted: true },
      { name: 'nobody' },
      null,
    ];
    const response = {
      success: true,
      statusCode: 200,
      message: 'Fetched Accounts',
      results: { accounts, groups: [{ id: 'g' }] },
    };
    expect(reduceAccountList(response)).toEqual({ ...response, results: { accounts: [ACCOUNT] } });
  });

  it.each([{}, { accounts: 'none' }, [], null])('reads results %j as an empty list', (results) => {
    expect(reduceAccountList({ success: true, results }).results).toEqual({ accounts: [] });
  });

  it('refuses what is no envelope', () => {
    expect(() => reduceAccountList([])).toThrow();
  });
});

describe('reduceDisconnectResponse', () => {
  it('keeps the envelope and the ids', () => {
    const response = {
      success: true,
      statusCode: 200,
      message: 'Deleted Account',
      results: { locationId: 'l', id: '1' },
    };
    const given = { ...response, results: { ...response.results, accessToken: 'secret' } };
    expect(reduceDisconnectResponse(given)).toEqual(response);
  });
});
