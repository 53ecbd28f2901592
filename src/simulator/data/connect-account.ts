import type { Platform } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import type { Scenario } from '../scenarios.js';
import { readHealth } from './account-health.js';
import { createHexId } from './hex-id.js';
import { createAccounts } from './invented-accounts.js';
import type { SimulatedAccount } from './records.js';
import { createSimulatedAccount } from './simulated-accounts.js';

/** An account to connect. */
export interface ConnectRequest {
  readonly locationId: string;
  readonly platform: Platform;
  /** The scenario that decides whether an account has expired. */
  readonly scenario: Scenario;
}

/**
 * Connects an account the way HighLevel's own page does, without the popup: renews what has expired on the platform;
 * else adds the first account that is not connected yet; else renews what is there.
 *
 * @returns The account; `undefined` if the person has none on this platform.
 */
export function connectAccount(
  { store, clock, settings }: Pick<Context, 'store' | 'clock' | 'settings'>,
  { locationId, platform, scenario }: ConnectRequest,
): SimulatedAccount | undefined {
  const now = clock.now();
  const isPresent = (account: SimulatedAccount) => account.platform === platform && !account.deleted;
  const present = store.accountsOf(locationId).filter(isPresent);
  const presentIds = new Set(present.map(({ originId }) => originId));
  const account = createAccounts(platform, settings.accounts).find(({ originId }) => !presentIds.has(originId));
  if (!account || present.some((candidate) => readHealth(candidate, scenario, now).isExpired)) {
    return store.renewAccounts({ locationId, platform, person: 'usual', now })[0];
  }
  const attachment = { platform, locationId, oauthId: createHexId(), account, person: 'usual' as const };
  const attached = createSimulatedAccount(attachment, now);
  store.putAccount(locationId, attached);
  return attached;
}
