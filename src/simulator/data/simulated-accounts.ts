import { PLATFORM_NAMES, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import { lifetimeOf } from './account-health.js';
import { createHexId } from './hex-id.js';
import { createAccount, type InventedAccount, type Person } from './invented-accounts.js';
import type { SimulatedAccount } from './records.js';

/** What is known about an account when it is attached. */
export interface Attachment {
  readonly platform: Platform;
  readonly locationId: string;
  readonly oauthId: string;
  readonly account: InventedAccount;
  readonly person: Person;
  readonly type?: string | undefined;
}

/** HighLevel's word for the kind of account, where the attach body does not name it. */
const DEFAULT_TYPES: Partial<Record<Platform, string>> = {
  instagram: 'profile',
  youtube: 'profile',
  pinterest: 'profile',
};

/**
 * Creates the record of an attached account.
 *
 * @param now The simulated time, in milliseconds.
 */
export function createSimulatedAccount(attachment: Attachment, now: number): SimulatedAccount {
  const { platform, locationId, oauthId, account, person, type } = attachment;
  const { originId, name, hasAvatar, username, verified, urn, pageId } = account;
  return {
    recordId: createHexId(),
    id: `${oauthId}_${locationId}_${originId}`,
    oauthId,
    originId,
    platform,
    person,
    type: type ?? DEFAULT_TYPES[platform] ?? PLATFORMS[platform].kind,
    name,
    hasAvatar,
    meta: {
      username,
      verified,
      ...(platform === 'instagram' ? { pageId } : {}),
      ...(platform === 'linkedin' ? { urn } : {}),
    },
    createdAt: now,
    updatedAt: now,
    expiresAt: now + lifetimeOf(platform),
    deleted: false,
    isUntouched: false,
  };
}

/**
 * Creates the accounts that a location has from the beginning: the second account of every platform, from an earlier
 * login, if a login manages that many; and one that was disconnected.
 */
export function createSeed(accounts: number, now: () => number): (locationId: string) => SimulatedAccount[] {
  const former = { ...createAccount('facebook', 0), originId: '104420500000000', name: 'Old Mill Tearoom' };
  return (locationId) => {
    const attach = (platform: Platform, account: InventedAccount): SimulatedAccount => {
      const attachment: Attachment = { platform, locationId, oauthId: createHexId(), account, person: 'usual' };
      return { ...createSimulatedAccount(attachment, now()), isUntouched: true };
    };
    const platforms = accounts > 1 ? PLATFORM_NAMES : [];
    const connected = platforms.map((platform) => attach(platform, createAccount(platform, 1)));
    return [...connected, { ...attach('facebook', former), deleted: true }];
  };
}
