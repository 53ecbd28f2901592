/** What one account under a login is called on its platform. */
export type AccountKind = 'page' | 'profile' | 'business' | 'location' | 'channel' | 'account';

/** One platform of HighLevel's Social Planner. */
export interface PlatformEntry {
  /** The platform's name as people know it. */
  readonly name: string;
  /** What one account is when HighLevel does not say. */
  readonly kind: AccountKind;
  /** Whether HighLevel has an endpoint that attaches an account of this platform. */
  readonly attachable: boolean;
}

/**
 * The platforms, in the order they are shown. The keys are HighLevel's own path segments.
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

/** A platform that HighLevel has an endpoint for that attaches an account. */
export type AttachablePlatform = {
  [Name in Platform]: (typeof PLATFORMS)[Name]['attachable'] extends true ? Name : never;
}[Platform];

/** Whether accounts of `platform` can be attached at all. */
export function isAttachable(platform: Platform): platform is AttachablePlatform {
  return PLATFORMS[platform].attachable;
}

/**
 * Registrable domains that a sign-in page may live on: the providers' own and HighLevel's.
 * An address is good if its host is one of these or stands below one at a dot.
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
