import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, AccountStatus } from '../../../src/connect/accounts/account.js';
import { diffAccounts } from '../../../src/connect/accounts/diff-accounts.js';

const create = (id: string, status: AccountStatus = 'active'): Account => ({
  id,
  loginId: 'login',
  platform: 'facebook',
  kind: 'page',
  name: id,
  status,
});
const NOTHING = { added: [], removed: [], expired: [], expiring: [], recovered: [] };

describe('diffAccounts', () => {
  it('finds nothing in two equal lists', () => {
    expect(diffAccounts([create('a')], [create('a')])).toEqual(NOTHING);
  });

  it('finds accounts that were added and removed', () => {
    expect(diffAccounts([create('a')], [create('b', 'expired')])).toEqual({
      ...NOTHING,
      added: [create('b', 'expired')],
      removed: [create('a')],
    });
  });

  it.each<[AccountStatus, AccountStatus, string | undefined]>([
    ['active', 'expired', 'expired'],
    ['expiring', 'expired', 'expired'],
    ['unknown', 'expired', 'expired'],
    ['active', 'expiring', 'expiring'],
    ['unknown', 'expiring', 'expiring'],
    ['expired', 'active', 'recovered'],
    ['expired', 'expiring', 'recovered'],
    ['expiring', 'active', 'recovered'],
    ['unknown', 'active', undefined],
    ['active', 'unknown', undefined],
    ['expired', 'unknown', undefined],
  ])('from %s to %s is %s', (from, to, change) => {
    const expected = change === undefined ? NOTHING : { ...NOTHING, [change]: [create('a', to)] };
    expect(diffAccounts([create('a', from)], [create('a', to)])).toEqual(expected);
  });

  it.each([[undefined], [null], [{ error: 'timed out' }], ['']])(
    'refuses %j, so that a failed request never counts as "all gone"',
    (failed) => {
      const list = [create('a')];
      expect(() => diffAccounts(list, failed as never)).toThrow(/keep the last list/);
      expect(() => diffAccounts(failed as never, list)).toThrow(/keep the last list/);
    },
  );

  it('puts every account in at most one of the lists', () => {
    const status = fc.constantFrom<AccountStatus>('active', 'expiring', 'expired', 'unknown');
    const list = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), status), { selector: ([id]) => id });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const diff = diffAccounts(
          before.map(([id, s]) => create(id, s)),
          after.map(([id, s]) => create(id, s)),
        );
        const ids = Object.values(diff)
          .flat()
          .map(({ id }: Account) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
