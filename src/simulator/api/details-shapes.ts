import type { Platform } from '../../protocol/platforms.js';
import type { InventedAccount } from '../data/invented-accounts.js';
import type { DetailsVariant } from '../options.js';

/** An account that a login manages, as its details show it. */
export interface ManagedAccount extends InventedAccount {
  /** Address of its picture, if it has one. */
  readonly avatar: string | undefined;
  readonly isConnected: boolean;
  /** Whether Google's limit of accounts is reached. */
  readonly isLimited: boolean;
}

type Shape = (accounts: readonly ManagedAccount[]) => Record<string, unknown>;

function createGoogleLocation(account: ManagedAccount): Record<string, unknown> {
  const { originId, name, verified, isConnected, isLimited } = account;
  return {
    location: {
      name: `locations/${originId}`,
      storeCode: `STORE-${originId.slice(-4)}`,
      title: name,
      metadata: { hasGoogleUpdated: false, canDelete: true },
      storefrontAddress: { regionCode: 'NZ', locality: 'Wellington', addressLines: ['12 Harbour Lane'] },
      maxLocation: isLimited,
      isVerified: verified,
      isConnected,
    },
    account: {
      name: 'accounts/107004215523690481276',
      accountName: 'Harbour Lane Group',
      type: 'LOCATION_GROUP',
      verificationState: verified ? 'VERIFIED' : 'UNVERIFIED',
      vettedState: 'NOT_VETTED',
    },
  };
}

function createProfileShape(type: string | undefined, hasVerified: boolean): Shape {
  return (accounts) => ({
    profile: accounts.map(({ originId: id, name, username, avatar, verified, isConnected }) => ({
      id,
      name,
      username,
      avatar,
      isConnected,
      ...(hasVerified ? { verified } : {}),
      ...(type === undefined ? {} : { type }),
    })),
  });
}

/** The shapes of HighLevel's schemas. Threads has no schema: it is assumed to be like its neighbours. */
const SCHEMA_SHAPES: Record<Platform, Shape> = {
  facebook: (accounts) => ({
    pages: accounts.map(({ originId: id, name, avatar, role, isConnected }) => {
      return { id, name, avatar, isOwned: role === 'profile', isConnected };
    }),
  }),
  instagram: (accounts) => ({
    accounts: accounts.map(({ originId: id, name, avatar, pageId, isConnected }) => {
      return { id, name, avatar, pageId, isConnected };
    }),
  }),
  google: ([first]) => (first ? { locations: createGoogleLocation(first) } : {}),
  linkedin: (accounts) => {
    const entriesOf = (wanted: string) =>
      accounts
        .filter(({ role }) => role === wanted)
        .map(({ originId: id, name, avatar, urn, isConnected }) => ({ id, name, avatar, urn, isConnected }));
    return { pages: entriesOf('page'), profile: entriesOf('profile') };
  },
  'tiktok-business': createProfileShape('BUSINESS', true),
  tiktok: createProfileShape('PROFILE', true),
  youtube: createProfileShape('PROFILE', true),
  pinterest: (accounts) => ({
    profile: accounts.map(({ originId: id, name, username, avatar, isConnected }) => {
      return { id, name, username, avatar, isConnected, type: 'BUSINESS', websiteUrl: `https://${username}.example/` };
    }),
  }),
  threads: createProfileShape(undefined, false),
};

/** The shapes of the examples beside the schemas, where they contradict them. */
const EXAMPLE_SHAPES: Partial<Record<Platform, Shape>> = {
  instagram: (accounts) => ({
    accounts: accounts.map(({ originId: id, name, avatar, pageId, isConnected }) => {
      return { id, name, avatar, pageId, isConnected, isBusinessAccount: true };
    }),
  }),
  google: (accounts) => ({ locations: accounts.map(createGoogleLocation) }),
  linkedin: (accounts) => {
    const [profile] = accounts
      .filter(({ role }) => role === 'profile')
      .map(({ urn: id, name, avatar }) => ({ id, name, avatar }));
    const pages = accounts
      .filter(({ role }) => role === 'page')
      .map(({ urn: id, name, avatar, isConnected }) => ({ id, name, avatar, isConnected }));
    return profile ? { pages, profile } : { pages };
  },
  tiktok: ([first]) =>
    first
      ? { openId: first.originId, displayName: first.name, avatarUrl: first.avatar, isConnected: first.isConnected }
      : {},
  youtube: (accounts) => ({
    channels: accounts.map(({ originId: id, name, avatar, isConnected }) => ({ id, name, avatar, isConnected })),
  }),
  pinterest: ([first]) =>
    first
      ? {
          id: first.originId,
          username: first.username,
          businessName: first.name,
          avatar: first.avatar,
          isConnected: first.isConnected,
        }
      : {},
};

/** Creates the `results` of a details response. Shapes that are one object show the first account. */
export function createDetailsResults(
  platform: Platform,
  variant: DetailsVariant,
  accounts: readonly ManagedAccount[],
): Record<string, unknown> {
  const shape = variant === 'example' ? EXAMPLE_SHAPES[platform] : undefined;
  return (shape ?? SCHEMA_SHAPES[platform])(accounts);
}
