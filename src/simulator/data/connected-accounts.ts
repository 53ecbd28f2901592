import { PLATFORM_NAMES, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import { createAccount, type InventedAccount } from './invented-accounts.js';
import { createHexId, type ConnectedAccount } from '../store.js';

/** What is put down when an account is attached. */
export interface Attachment {
  readonly platform: Platform;
  readonly locationId: string;
  readonly oauthId: string;
  readonly account: InventedAccount;
  readonly type?: string | undefined;
}

/** HighLevel's word for the kind of account, where the body does not say. */
const DEFAULT_TYPES: Partial<Record<Platform, string>> = {
  instagram: 'profile',
  youtube: 'profile',
  pinterest: 'profile',
};

/** Makes the record of an attached account. */
export function createConnectedAccount({ platform, locationId, oauthId, account, type }: Attachment): ConnectedAccount {
  const { originId, name, avatar, username, verified, urn, pageId } = account;
  const now = new Date().toISOString();
  return {
    recordId: createHexId(),
    id: `${oauthId}_${locationId}_${originId}`,
    oauthId,
    originId,
    platform,
    type: type ?? DEFAULT_TYPES[platform] ?? PLATFORMS[platform].kind,
    name,
    avatar: avatar ?? '',
    meta: {
      username,
      verified,
      ...(platform === 'instagram' ? { pageId } : {}),
      ...(platform === 'linkedin' ? { urn } : {}),
    },
    createdAt: now,
    updatedAt: now,
    deleted: false,
  };
}

/**
 * What a location has from the beginning: the second account of every platform, from an earlier login, if a login
 * manages that many; and one that was disconnected.
 */
export function createSeed(accounts: number): (locationId: string) => ConnectedAccount[] {
  const connect = (locationId: string, platform: Platform, account: InventedAccount) =>
    createConnectedAccount({ platform, locationId, oauthId: createHexId(), account });
  const former = { ...createAccount('facebook', 0), originId: '104420500000000', name: 'Old Mill Tearoom' };
  return (locationId) => {
    const platforms = accounts > 1 ? PLATFORM_NAMES : [];
    const connected = platforms.map((platform) => connect(locationId, platform, createAccount(platform, 1)));
    return [...connected, { ...connect(locationId, 'facebook', former), deleted: true }];
  };
}
