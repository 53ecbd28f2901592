import type { Context } from '../context.js';
import { avatarUrl } from '../data/avatars.js';
import { readHealth } from '../data/account-health.js';
import type { SimulatedAccount } from '../data/records.js';
import { createFailure, createJsonResponse } from '../responses.js';
import { checkAccess } from './access.js';

const toIsoTime = (ms: number): string => new Date(ms).toISOString();

function createListEntry(account: SimulatedAccount, context: Context): Record<string, unknown> {
  const { id, oauthId, originId, platform, type, name, meta, deleted } = account;
  const scenario = context.requestedScenario ?? context.defaultScenario;
  const { createdAt, updatedAt, expiresAt, isExpired } = readHealth(account, scenario, context.clock.now());
  return {
    id,
    oauthId,
    profileId: originId,
    name,
    platform,
    type,
    expire: toIsoTime(expiresAt),
    isExpired,
    meta,
    avatar: avatarUrl(context, account) ?? '',
    originId,
    deleted,
    createdAt: toIsoTime(createdAt),
    updatedAt: toIsoTime(updatedAt),
  };
}

/** Lists the accounts of a location; the deleted ones too, as HighLevel does. */
export function handleList(context: Context): Response {
  const { locationId = '' } = context.params;
  const failure = checkAccess(context, locationId);
  if (failure) return failure;

  const accounts = context.store.accountsOf(locationId);
  const [first] = accounts;
  return createJsonResponse(200, {
    success: true,
    statusCode: 200,
    message: 'Fetched Accounts',
    results: {
      accounts: accounts.map((account) => createListEntry(account, context)),
      groups: first ? [{ id: '6284c43d519161e96cc09c13', name: 'Primary', accountIds: [first.id] }] : [],
    },
  });
}

/** Disconnects an account; it stays in the list, as deleted. */
export function handleDisconnect(context: Context): Response {
  const { store, clock, params } = context;
  const { locationId = '', accountId: id = '' } = params;
  const failure = checkAccess(context, locationId);
  if (failure) return failure;

  const account = store
    .accountsOf(locationId)
    .find((candidate) => !candidate.deleted && (candidate.id === id || candidate.recordId === id));
  if (!account) return createFailure(404, 'The account was not found.');

  store.putAccount(locationId, { ...account, deleted: true, updatedAt: clock.now() });
  return createJsonResponse(200, {
    success: true,
    statusCode: 200,
    message: 'Deleted Account',
    results: { locationId, id },
  });
}
