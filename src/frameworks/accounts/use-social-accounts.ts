import { useMemo, useSyncExternalStore } from 'react';
import {
  createAccountsStore,
  type AccountsSnapshot,
  type AccountsStore,
  type AccountsStoreOptions,
} from '../../connect/index.js';
import { requireOptions } from '../../protocol/own-options.js';

/** What {@link useSocialAccounts} returns: the accounts as they are, and what can be done with them. */
export interface UseSocialAccountsResult
  extends AccountsSnapshot, Pick<AccountsStore, 'refresh' | 'disconnect' | 'disconnectAll' | 'reportChange'> {}

/** What a server renders: nothing is loaded there. */
const SERVER_SNAPSHOT: AccountsSnapshot = Object.freeze({
  state: 'loading',
  accounts: Object.freeze([]),
  can: Object.freeze([]),
  actionRequired: 0,
  total: 0,
  loadedAt: undefined,
  error: undefined,
});

const getServerSnapshot = (): AccountsSnapshot => SERVER_SNAPSHOT;

/**
 * The accounts that are connected to a location, for a user interface of your own in React 18 and 19. Components that ask
 * the same share one request.
 *
 * `getSessionToken` and `fetch` are compared by identity: give them functions that stay the same between renders.
 *
 * @example
 * ```tsx
 * const { state, accounts, disconnect } = useSocialAccounts({ proxyUrl: '/highlevel' });
 * ```
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function useSocialAccounts(given: AccountsStoreOptions): UseSocialAccountsResult {
  const options = requireOptions(given);
  const { proxyUrl, sessionToken, getSessionToken, credentials, fetch, locationId } = options;
  const { expiringWithin, refreshEvery } = options;
  // A new array with the same platforms asks the same.
  const platforms = options.platforms?.join(' ');
  const store = useMemo(
    () =>
      createAccountsStore({
        proxyUrl,
        sessionToken,
        getSessionToken,
        credentials,
        fetch,
        locationId,
        expiringWithin,
        refreshEvery,
        platforms: platforms?.split(' ') as AccountsStoreOptions['platforms'],
      }),
    [proxyUrl, sessionToken, getSessionToken, credentials, fetch, locationId, expiringWithin, refreshEvery, platforms],
  );
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, getServerSnapshot);
  return useMemo(() => {
    const { refresh, disconnect, disconnectAll, reportChange } = store;
    return { ...snapshot, refresh, disconnect, disconnectAll, reportChange };
  }, [snapshot, store]);
}
