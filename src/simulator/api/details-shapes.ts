import type { Platform } from '../../protocol/platforms.js';
import type { InventedAccount } from '../data/invented-accounts.js';
import type { DetailsVariant } from '../options.js';

/** An account as a login shows it. */
export interface OfferedAccount extends InventedAccount {
  readonly isConnected: boolean;
}

type Shape = (accounts: readonly OfferedAccount[]) => Record<string, unknown>;

function createGoogleLocation({ originId, name, verified, isConnected }: OfferedAccount): Record<string, unknown> {
  return {
    location: {
      name: `locations/${originId}`,
      storeCode: `STORE-${originId.slice(-4)}`,
      title: name,
      metadata: { hasGoogleUpdated: false, canDelete: true },
      storefrontAddress: { regionCode: 'NZ', locality: 'Wellington', addressLines: ['12 Harbour Lane'] },
      maxLocation: false,
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

/** As HighLevel's schemas say. Threads has none: it is taken to be like its neighbours. */
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

/** As the examples beside the schemas say, where they contradict them. */
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

/** The `results` of a details answer. Shapes that are one object show the first account. */
export function createDetailsResults(
  platform: Platform,
  variant: DetailsVariant,
  accounts: readonly OfferedAccount[],
): Record<string, unknown> {
  const shape = variant === 'example' ? EXAMPLE_SHAPES[platform] : undefined;
  return (shape ?? SCHEMA_SHAPES[platform])(accounts);
}
