import { SocialConnectError } from '../../errors.js';
import { withTimeLimit } from '../../http/timeout.js';
import { parseAccountList, type ConnectedAccount } from '../../protocol/accounts/connected-accounts.js';
import { accountsPath, listedAccountPath } from '../../protocol/routes.js';
import { requireOptions } from '../../protocol/own-options.js';
import { checkId, REQUEST_TIMEOUT_MS } from '../config.js';
import { invalidConfig } from '../invalid-config.js';
import type { ProxyClientOptions } from '../options.js';
import {
  createAccounts,
  parsePermissions,
  type Account,
  type ParseAccountsOptions,
  type Permission,
} from './account.js';
import { createProxyClient, requireProxyUrl, type ProxyClient } from './proxy-client.js';
import { readReceipt } from './read-receipt.js';

/** Options of {@link listAccounts} and {@link disconnectAccount}. */
export interface LocationOptions extends ProxyClientOptions {
  /** The location. Default: the session's own. */
  readonly locationId?: string | undefined;
  /** Ends the request, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link listAccounts}. */
export interface ListAccountsOptions extends LocationOptions, Omit<ParseAccountsOptions, 'now'> {}

/** The accounts of a location. */
export interface AccountList {
  readonly accounts: readonly Account[];
  /** What the session may do. */
  readonly can: readonly Permission[];
}

/** A list as the proxy sent it, before platforms and expiry are applied. */
export interface RawList {
  readonly entries: readonly ConnectedAccount[];
  readonly can: readonly Permission[];
}

/** The end of {@link disconnectAccount}. */
export interface DisconnectedAccount {
  readonly id: string;
  /** Whether the account was not in the list any more. That counts as done. */
  readonly alreadyGone: boolean;
  /** What the proxy signed, for your server: see `verifyReceipt`. Absent if the proxy has no `receiptKey`. */
  readonly receipt?: string;
}

/** How often a list is requested again after a failure of the server, and a disconnect after a 429. */
const LIST_RETRIES = 2;
const DISCONNECT_RETRIES = 1;

/** Requests about the connected accounts of one location. They share a session token. */
export interface ListClient {
  list(signal?: AbortSignal): Promise<RawList>;
  disconnect(id: string, signal?: AbortSignal): Promise<DisconnectedAccount>;
}

/** The location of the paths; `-` is the session's own. */
function readLocationId({ locationId }: LocationOptions): string {
  return checkId('locationId', locationId) ?? '-';
}

async function requestDisconnect(
  client: ProxyClient,
  request: Parameters<ProxyClient['request']>[0],
  id: string,
): Promise<DisconnectedAccount> {
  try {
    return { id, alreadyGone: false, ...readReceipt(await client.request(request)) };
  } catch (error) {
    if (error instanceof SocialConnectError && error.code === 'not_found') return { id, alreadyGone: true };
    throw error;
  }
}

/**
 * A client for the accounts of one location.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createListClient(given: LocationOptions): ListClient {
  const options = requireOptions(given);
  const locationId = readLocationId(options);
  const client = createProxyClient(requireProxyUrl(options), options);
  return {
    list: (signal) =>
      withTimeLimit(REQUEST_TIMEOUT_MS, signal, async (limit) => {
        const response = await client.request({
          method: 'GET',
          path: accountsPath(locationId),
          limit,
          retries: LIST_RETRIES,
        });
        return { entries: parseAccountList(response), can: parsePermissions(response) };
      }),
    disconnect: (id, signal) =>
      withTimeLimit(REQUEST_TIMEOUT_MS, signal, async (limit) => {
        if (!id) throw invalidConfig('id', 'is missing: it is the id of an account in the list.');
        const request = {
          method: 'DELETE' as const,
          path: listedAccountPath(locationId, id),
          limit,
          retries: DISCONNECT_RETRIES,
        };
        return requestDisconnect(client, request, id);
      }),
  };
}

/**
 * Lists the accounts that are connected to a location. Repeats a request that failed on the server twice; all of that takes
 * at most 10 s.
 *
 * @throws {SocialConnectError} What the proxy's response, or its absence, means.
 */
export async function listAccounts(given: ListAccountsOptions): Promise<AccountList> {
  const options = requireOptions(given);
  const { entries, can } = await createListClient(options).list(options.signal);
  return { accounts: createAccounts(entries, options), can };
}

/**
 * Disconnects one account from its location. HighLevel cannot undo that. An account that is gone already counts as done.
 *
 * @param options `id` is the account's id in the list.
 * @throws {SocialConnectError} `forbidden` if the session may not disconnect, else what the proxy's response, or its
 *   absence, means.
 */
export async function disconnectAccount(
  given: LocationOptions & { readonly id: string },
): Promise<DisconnectedAccount> {
  const options = requireOptions(given);
  return createListClient(options).disconnect(options.id, options.signal);
}
