import { describe, expect, it } from 'vitest';
import { getAccountIds } from '../../../src/protocol/accounts/account-ids.js';

const ACCOUNT = { id: 'locations/1', name: 'Shop', kind: 'location', connected: false, source: {} } as const;

describe('getAccountIds', () => {
  it('tells the ids of the login, the platform, HighLevel and the list apart', () => {
    const results = {
      _id: 'record',
      oAuthId: 'login',
      oldId: 'login_location_1',
      originId: '1',
      locationId: 'location',
    };
    expect(getAccountIds('login', ACCOUNT, { success: true, results })).toEqual({
      loginId: 'login',
      originId: '1',
      recordId: 'record',
      listId: 'login_location_1',
    });
  });

  it.each([undefined, null, 'text', [], {}, { results: null }, { results: { _id: 7, oldId: 'a b', originId: {} } }])(
    'leaves out what the response %j does not have',
    (response) => {
      expect(getAccountIds('login', ACCOUNT, response)).toEqual({ loginId: 'login', originId: 'locations/1' });
    },
  );

  it('reads no inherited property', () => {
    const results: unknown = Object.create({ _id: 'record', oldId: 'old' });
    expect(getAccountIds('login', ACCOUNT, { results })).toEqual({ loginId: 'login', originId: 'locations/1' });
  });
});
