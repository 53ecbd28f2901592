/** What an account under a login is called at its platform. */
export type AccountKind = 'page' | 'profile' | 'business' | 'location' | 'channel' | 'account';

/** One platform of HighLevel's Social Planner. */
export interface PlatformEntry {
  /** Name shown to people. */
  readonly name: string;
  /** Kind of an account for which HighLevel does not give one. */
  readonly kind: AccountKind;
  /** Whether HighLevel has an endpoint that attaches accounts of this platform to a location. */
  readonly attachable: boolean;
}

/**
 * The platforms, in the order in which they are listed. The keys are the segments of HighLevel's paths.
 * Source: https://marketplace.gohighlevel.com/docs/ghl/social-planner/ (Social Planner, OAuth).
 */
export const PLATFORMS = {
  facebook: { name: 'Facebook', kind: 'page', attachable: true },
  instagram: { name: 'Instagram', kind: 'account', attachable: true },
  linkedin: { name: 'LinkedIn', kind: 'page', attachable: true },
  'tiktok-business': { name: 'TikTok Business', kind: 'business', attachable: false },
  tiktok: { name: 'TikTok', kind: 'profile', attachable: true },
  google: { name: 'Google Business Profile', kind: 'location', attachable: true },
  youtube: { name: 'YouTube', kind: 'channel', attachable: true },
  pinterest: { name: 'Pinterest', kind: 'business', attachable: true },
  threads: { name: 'Threads', kind: 'profile', attachable: true },
} as const satisfies Record<string, PlatformEntry>;

/** A platform that can be connected. */
export type Platform = keyof typeof PLATFORMS;

/** Every platform that can be connected. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as readonly Platform[];

/** Whether `value` names a platform that can be connected. */
export function isPlatform(value: unknown): value is Platform {
  return typeof value === 'string' && Object.hasOwn(PLATFORMS, value);
}

/** A platform whose accounts can be attached. */
export type AttachablePlatform = {
  [Name in Platform]: (typeof PLATFORMS)[Name]['attachable'] extends true ? Name : never;
}[Platform];

/** Whether accounts of `platform` can be attached to a location. */
export function isAttachable(platform: Platform): platform is AttachablePlatform {
  return PLATFORMS[platform].attachable;
}

/**
 * Registrable domains of sign-in pages: the platforms' own and HighLevel's. A sign-in URL is allowed if its host is one
 * of these domains or a subdomain of one.
 */
export const SIGN_IN_DOMAINS: readonly string[] = [
  'facebook.com',
  'instagram.com',
  'linkedin.com',
  'tiktok.com',
  'google.com',
  'youtube.com',
  'pinterest.com',
  'threads.net',
  'threads.com',
  'leadconnectorhq.com',
  'gohighlevel.com',
];
