import { beforeEach, describe, expect, it, vi } from 'vitest';
import { matchAccount } from '../../../src/connect/accounts/match-account.js';
import { parseConnectOptions } from '../../../src/connect/config.js';
import type { Connection } from '../../../src/connect/outcome.js';
import type { ConnectedAccount } from '../../../src/protocol/accounts/connected-accounts.js';

const ID = 'login1_loc1_p1';
const WANTED: ConnectedAccount = { id: ID, oauthId: 'login1', originId: 'p1', platform: 'facebook', name: 'One' };
const SIBLING: ConnectedAccount = { id: 'login1_loc1_p2', oauthId: 'login1', platform: 'facebook', name: 'Two' };
const STRANGER: ConnectedAccount = { id: 'login9_loc1_p9', oauthId: 'login9', platform: 'facebook', name: 'Nine' };

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

const pages =
  (...list: { id: string; name: string }[]) =>
  () =>
    Promise.resolve(Response.json({ success: true, results: { pages: list } }));
const fail = () => Promise.resolve(new Response('', { status: 403 }));

function match(
  reported: Partial<Connection>,
  send: () => Promise<Response> = fail,
  before: readonly ConnectedAccount[] = [WANTED, SIBLING, STRANGER],
): Promise<Connection> {
  const options = { platform: 'facebook', proxyUrl: '/api', reconnectAccount: ID, fetch: send } as const;
  const connection: Connection = { platform: 'facebook', reconnectAccounts: [], ...reported };
  return matchAccount(parseConnectOptions(options), connection, before, new AbortController().signal);
}

describe('matchAccount', () => {
  it.each<[string, Partial<Connection>, (() => Promise<Response>)?, ConnectedAccount[]?]>([
    ['the account itself', { reconnectAccounts: ['x', ID] }],
    ['the account itself, without a list', { reconnectAccounts: [ID] }, fail, []],
    ['another account of the same login', { reconnectAccounts: ['login1_loc1_p2'] }],
    ['its login', { accountId: 'login1' }],
    ['its login, without a list', { accountId: 'login1' }, fail, []],
    ['a new login that manages it', { accountId: 'login2' }, pages({ id: 'p1', name: 'One' })],
    ['a new login that manages it, without a list', { accountId: 'login2' }, pages({ id: 'p1', name: 'One' }), []],
  ])('matches %s', async (_what, reported, send, before) => {
    const connection = await match(reported, send, before);
    expect(connection.matched).toBe(true);
    expect(connection).not.toHaveProperty('mismatch');
  });

  it('does not match accounts of another login, and names both', async () => {
    expect(await match({ reconnectAccounts: ['login9_loc1_p9'] })).toMatchObject({
      matched: false,
      mismatch: { expected: 'One', actual: ['Nine'] },
    });
  });

  it('does not match a login that manages other accounts, and names both', async () => {
    expect(await match({ accountId: 'login9' }, pages({ id: 'p9', name: 'Nine' }))).toMatchObject({
      matched: false,
      mismatch: { expected: 'One', actual: ['Nine'] },
    });
  });

  it('does not match another login if nothing else is known', async () => {
    const connection = await match({ accountId: 'login9' }, fail, []);
    expect(connection).toMatchObject({ matched: false, mismatch: { actual: [] } });
    expect(connection.mismatch).not.toHaveProperty('expected');
  });

  it('does not take an id that only begins alike for the login', async () => {
    expect((await match({ accountId: 'login' }, fail, [])).matched).toBe(false);
  });
});
