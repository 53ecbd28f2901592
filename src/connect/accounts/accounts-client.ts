import { SocialConnectError } from '../../errors.js';
import { withTimeLimit } from '../../http/timeout.js';
import { getAccountIds, type AccountIds } from '../../protocol/accounts/account-ids.js';
import { createAttachBody } from '../../protocol/accounts/attach.js';
import { parseAccountDetails, type AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import { accountPath } from '../../protocol/routes.js';
import { ACCOUNT_ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import { requireOptions } from '../../protocol/own-options.js';
import { checkId, REQUEST_TIMEOUT_MS } from '../config.js';
import { invalidConfig } from '../invalid-config.js';
import type { ProxyClientOptions } from '../options.js';
import { createProxyClient, requireProxyUrl } from './proxy-client.js';
import { readReceipt } from './read-receipt.js';

/** How often a failing server is asked again for details. */
const DETAILS_RETRIES = 2;

/** How often attaching is repeated if it was refused for the moment: HighLevel limits how many requests come at once. */
const ATTACH_RETRIES = 1;

/** Which login a request is about, and how it reaches the proxy. */
export interface AccountOptions extends ProxyClientOptions {
  readonly platform: Platform;
  /** Id of the login: `accountId` of a connection. */
  readonly accountId: string;
  /** The location. Default: the session's own. */
  readonly locationId?: string | undefined;
  /** Whether the login was connected again: the receipt of its details then says `reconnect`. Default: false. */
  readonly reconnect?: boolean | undefined;
  /** Ends the request, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The accounts that a login manages. */
export interface AccountDetails {
  readonly platform: Platform;
  readonly accountId: string;
  /** Its pages, profiles, channels, locations or accounts; empty if it manages none. */
  readonly accounts: readonly AvailableAccount[];
  /** What the proxy signed, for your server: see `verifyReceipt`. Absent if the proxy has no `receiptKey`. */
  readonly receipt?: string;
  /** The proxy's response, unchanged. */
  readonly response: unknown;
}

/** An account that was attached to the location. */
export interface AttachedAccount {
  readonly platform: Platform;
  readonly accountId: string;
  /** The account; `connected` is `true`. */
  readonly account: AvailableAccount;
  /** Which id is which: of the login, at the platform, at HighLevel, and in the location's list. */
  readonly ids: AccountIds;
  /** What the proxy signed, for your server: see `verifyReceipt`. Absent if the proxy has no `receiptKey`. */
  readonly receipt?: string;
  /** The proxy's response, unchanged. */
  readonly response: unknown;
}

/** Requests about one login. They share a session token: after a renewal, all use the new one. */
export interface AccountClient {
  fetchDetails(): Promise<AccountDetails>;
  attach(account: AvailableAccount): Promise<AttachedAccount>;
}

function createPath({ platform, accountId, locationId }: AccountOptions): string {
  if (!isPlatform(platform)) throw invalidConfig('platform', 'is unknown.');
  if (!ACCOUNT_ID_PATTERN.test(accountId)) throw invalidConfig('accountId', 'is not the id of a login.');
  return accountPath(checkId('locationId', locationId) ?? '-', platform, accountId);
}

/**
 * A client for the login that `options` name. Each of its requests takes at most 10 s, repetitions included.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createAccountClient(given: AccountOptions): AccountClient {
  const options = requireOptions(given);
  const { platform, accountId, signal, reconnect } = options;
  const query = { reconnect: reconnect ? 'true' : undefined };
  const path = createPath(options);
  const client = createProxyClient(requireProxyUrl(options), options);
  return {
    fetchDetails: () =>
      withTimeLimit(REQUEST_TIMEOUT_MS, signal, async (limit) => {
        const response = await client.request({ method: 'GET', path, query, limit, retries: DETAILS_RETRIES });
        return {
          platform,
          accountId,
          accounts: parseAccountDetails(platform, response),
          ...readReceipt(response),
          response,
        };
      }),
    attach: (account) =>
      withTimeLimit(REQUEST_TIMEOUT_MS, signal, async (limit) => {
        const body = createAttachBody(platform, account);
        if (!body) throw new SocialConnectError('invalid_config', `Nothing can be attached for ${platform}.`);
        const response = await client.request({ method: 'POST', path, body, limit, retries: ATTACH_RETRIES });
        const ids = getAccountIds(accountId, account, response);
        const attached = Object.freeze({ ...account, connected: true });
        return { platform, accountId, account: attached, ids, ...readReceipt(response), response };
      }),
  };
}

/**
 * Fetches the accounts that a login manages. Repeats a request that failed on the server twice, and waits once for a short
 * `Retry-After`; all of that takes at most 10 s.
 *
 * @throws {SocialConnectError} What the proxy's response, or its absence, means.
 */
export async function fetchAccountDetails(options: AccountOptions): Promise<AccountDetails> {
  return createAccountClient(options).fetchDetails();
}

/**
 * Attaches one account of a login to the location, so that HighLevel can post to it. Waits once for a short `Retry-After`;
 * all of that takes at most 10 s.
 *
 * @throws {SocialConnectError} `invalid_config` for a platform whose accounts cannot be attached (TikTok Business), else
 *   what the proxy's response, or its absence, means.
 */
export async function attachAccount(
  options: AccountOptions & { readonly account: AvailableAccount },
): Promise<AttachedAccount> {
  return createAccountClient(options).attach(requireOptions(options).account);
}
