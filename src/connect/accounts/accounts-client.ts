import { SocialConnectError } from '../../errors.js';
import { createAttachBody } from '../../protocol/accounts/attach.js';
import { parseAccountDetails, type AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import { accountPath } from '../../protocol/routes.js';
import { ACCOUNT_ID_PATTERN, ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import { invalidConfig, type ProxyOptions } from '../options.js';
import { createProxyClient } from './proxy-client.js';

/** How often a failing server is asked again for details. */
const DETAILS_RETRIES = 2;

/** How often an account is attached again that was refused for now: HighLevel limits how much may come at once. */
const ATTACH_RETRIES = 1;

/** Which login a request is about, and how it reaches the proxy. */
export interface AccountOptions extends ProxyOptions {
  readonly platform: Platform;
  /** Id of the login: `accountId` of a connection. */
  readonly accountId: string;
  /** The location; absent means the session's own. */
  readonly locationId?: string | undefined;
  /** Ends the request; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a login manages. */
export interface AccountDetails {
  readonly platform: Platform;
  readonly accountId: string;
  /** Its pages, profiles, channels, locations or accounts; empty if it manages none. */
  readonly accounts: readonly AvailableAccount[];
  /** The proxy's answer, as it came. */
  readonly response: unknown;
}

/** An account that was attached to the location. */
export interface AttachedAccount {
  readonly platform: Platform;
  readonly accountId: string;
  readonly account: AvailableAccount;
  /** The proxy's answer, as it came. */
  readonly response: unknown;
}

function createPath({ platform, accountId, locationId }: AccountOptions): string {
  if (!isPlatform(platform)) throw invalidConfig('platform', 'is unknown.');
  if (!ACCOUNT_ID_PATTERN.test(accountId)) throw invalidConfig('accountId', 'is not the id of an account.');
  if (locationId && !ID_PATTERN.test(locationId)) throw invalidConfig('locationId', 'is not the id of a location.');
  return accountPath(locationId || '-', platform, accountId);
}

const never = (): AbortSignal => new AbortController().signal;

/** Asks the proxy about one login. One session token serves all of it: what follows a renewal uses the renewed one. */
export interface AccountClient {
  fetchDetails(): Promise<AccountDetails>;
  attach(account: AvailableAccount): Promise<AttachedAccount>;
}

/**
 * A client for the login that `options` name.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createAccountClient(options: AccountOptions): AccountClient {
  const { platform, accountId, signal = never() } = options;
  const path = createPath(options);
  const client = createProxyClient(options);
  return {
    async fetchDetails() {
      const response = await client.request({ method: 'GET', path, signal, retries: DETAILS_RETRIES });
      return { platform, accountId, accounts: parseAccountDetails(platform, response), response };
    },
    async attach(account) {
      const body = createAttachBody(platform, account);
      if (!body)
        throw new SocialConnectError('invalid_config', `${platform} has nothing to attach: connecting is the end.`);
      const response = await client.request({ method: 'POST', path, body, signal, retries: ATTACH_RETRIES });
      return { platform, accountId, account, response };
    },
  };
}

/**
 * Asks the proxy what a login manages. A failing server is asked again twice, a short `Retry-After` is waited for once.
 *
 * @throws {SocialConnectError} What the proxy's answer, or its absence, means.
 */
export async function fetchAccountDetails(options: AccountOptions): Promise<AccountDetails> {
  return createAccountClient(options).fetchDetails();
}

/**
 * Attaches one account of a login to the location, so that HighLevel can post to it. A short `Retry-After` is waited for
 * once.
 *
 * @throws {SocialConnectError} `invalid_config` for a platform that nothing attaches (TikTok Business), else what the
 *   proxy's answer, or its absence, means.
 */
export async function attachAccount(
  options: AccountOptions & { readonly account: AvailableAccount },
): Promise<AttachedAccount> {
  return createAccountClient(options).attach(options.account);
}
