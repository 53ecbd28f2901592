export { SocialConnectError, type SocialConnectErrorCode } from '../errors.js';
export { parseSocialPlannerMessage, type SocialPlannerMessage } from '../protocol/message.js';
export type { AccountIds } from '../protocol/accounts/account-ids.js';
export { parseAccountDetails, type AvailableAccount } from '../protocol/accounts/available-accounts.js';
export type { StartRequest } from '../protocol/routes.js';
export { isPlatform, PLATFORMS, PLATFORM_NAMES, type AccountKind, type Platform } from '../protocol/platforms.js';
export {
  attachAccount,
  fetchAccountDetails,
  type AccountDetails,
  type AccountOptions,
  type AttachedAccount,
} from './accounts/accounts-client.js';
export {
  parseAccounts,
  type Account,
  type AccountStatus,
  type ParseAccountsOptions,
  type Permission,
} from './accounts/account.js';
export {
  createAccountsStore,
  type AccountsSnapshot,
  type AccountsState,
  type AccountsStore,
  type AccountsStoreOptions,
} from './accounts/accounts-store.js';
export type { DisconnectAllOptions, DisconnectResult } from './accounts/disconnect-each.js';
export { diffAccounts, type AccountsDiff } from './accounts/diff-accounts.js';
export {
  disconnectAccount,
  listAccounts,
  type AccountList,
  type DisconnectedAccount,
  type ListAccountsOptions,
  type LocationOptions,
} from './accounts/list-client.js';
export { connectSocialAccount } from './connect-social-account.js';
export type { ConnectOptions, OpenWindow, ProxyClientOptions, RejectionReason } from './options.js';
export type { Attempt, Connection, Outcome } from './outcome.js';
export { resolveStartUrl } from './resolve-start-url.js';
