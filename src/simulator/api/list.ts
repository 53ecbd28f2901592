import { checkAccess } from './access.js';
import type { Call } from '../context.js';
import { createFailure, createJsonResponse } from '../responses.js';
import type { ConnectedAccount } from '../store.js';

const EXPIRES_AFTER_MS = 60 * 24 * 3_600_000;

function createListEntry(account: ConnectedAccount): Record<string, unknown> {
  const { id, oauthId, originId, platform, type, name, avatar, meta, deleted, updatedAt } = account;
  return {
    id,
    oauthId,
    profileId: originId,
    name,
    platform,
    type,
    expire: new Date(Date.parse(updatedAt) + EXPIRES_AFTER_MS).toISOString(),
    isExpired: false,
    meta,
    avatar,
    originId,
    deleted,
    updatedAt,
  };
}

/** The accounts of a location; the deleted ones too, as HighLevel does. */
export function answerList(call: Call): Response {
  const { locationId = '' } = call.params;
  const refusal = checkAccess(call, locationId);
  if (refusal) return refusal;

  const accounts = call.store.accountsOf(locationId);
  const [first] = accounts;
  return createJsonResponse(200, {
    success: true,
    statusCode: 200,
    message: 'Fetched Accounts',
    results: {
      accounts: accounts.map(createListEntry),
      groups: first ? [{ id: '6284c43d519161e96cc09c13', name: 'Primary', accountIds: [first.id] }] : [],
    },
  });
}

/** Disconnects an account; it stays in the list, as deleted. */
export function answerDisconnect(call: Call): Response {
  const { locationId = '', id = '' } = call.params;
  const refusal = checkAccess(call, locationId);
  if (refusal) return refusal;

  const account = call.store
    .accountsOf(locationId)
    .find((candidate) => !candidate.deleted && (candidate.id === id || candidate.recordId === id));
  if (!account) return createFailure(404, 'The account was not found.');

  call.store.putAccount(locationId, { ...account, deleted: true, updatedAt: new Date().toISOString() });
  return createJsonResponse(200, {
    success: true,
    statusCode: 200,
    message: 'Deleted Account',
    results: { locationId, id },
  });
}
