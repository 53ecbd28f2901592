import { SocialConnectError } from '../../errors.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import type { Platform } from '../../protocol/platforms.js';
import { isSecureOrigin } from '../../protocol/secure-url.js';
import { createKeyRing, type SessionKey, type SessionKeySet } from '../session/key-ring.js';
import { isPermissionList, isPlatformList, type Permission } from '../session/session.js';

/** Where an app has to be installed. */
export interface InstallationPlace {
  readonly locationId: string;
  readonly companyId: string;
}

/** Options of the proxy's `userContext`: sessions for pages inside HighLevel. */
export interface UserContextOptions {
  /**
   * The Shared Secret of the marketplace app (Advanced Settings, Auth). While it is being rotated, a list with the new one
   * and the old one.
   */
  sharedSecret: string | readonly string[];
  /** Signs the session tokens, and verifies them. At least 32 bytes. */
  key: SessionKey | SessionKeySet;
  /** Whether the app is installed in the location, as `createAppTokens` says it. A payload alone does not prove that. */
  isInstalled: (place: InstallationPlace) => boolean | Promise<boolean>;
  /** The platforms that the sessions may use. Default: all. */
  platforms?: readonly Platform[];
  /** What the sessions may do. Default: `connect`, `attach` and `list`. */
  can?: readonly Permission[];
  /** Exact origins of pages, besides HighLevel's and the white-label domain in the payload, that may show the app. */
  parentOrigins?: readonly string[];
  /** Lifetime of a session token in seconds, 1 to 600. Default: 300. */
  expiresIn?: number;
}

/** The options, checked and with their defaults. */
export interface UserContextSettings {
  readonly sharedSecrets: readonly string[];
  readonly key: SessionKey | SessionKeySet;
  readonly isInstalled: UserContextOptions['isInstalled'];
  readonly platforms: readonly Platform[] | undefined;
  readonly can: readonly Permission[] | undefined;
  readonly parentOrigins: readonly string[];
  readonly expiresIn: number;
}

const OPTION_NAMES: readonly string[] = [
  'sharedSecret',
  'key',
  'isInstalled',
  'platforms',
  'can',
  'parentOrigins',
  'expiresIn',
] satisfies (keyof UserContextOptions)[];

const DEFAULT_LIFETIME_S = 300;
const MAX_LIFETIME_S = 600;

function requireOption(isValid: boolean, message: string, option?: string): void {
  if (!isValid) throw new SocialConnectError('invalid_config', message, { option });
}

/**
 * Checks the option `userContext` of a proxy.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function readUserContextOptions(given: UserContextOptions): UserContextSettings {
  requireOption(isRecord(given), '`userContext` must be an object with `sharedSecret`, `key` and `isInstalled`.');
  const options = ownOptions(given);
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  requireOption(
    unknown === undefined,
    `\`userContext\`: unknown option \`${unknown}\`. Known options: ${OPTION_NAMES.join(', ')}.`,
  );
  const { key, isInstalled, platforms, can, parentOrigins = [], expiresIn = DEFAULT_LIFETIME_S } = options;
  const sharedSecrets = [options.sharedSecret].flat();
  requireOption(
    sharedSecrets.length > 0 && sharedSecrets.every((secret) => typeof secret === 'string' && secret !== ''),
    '`userContext.sharedSecret` must be the Shared Secret of the app: a text that is not empty, or a list of them.',
  );
  requireOption(
    typeof isInstalled === 'function',
    '`userContext.isInstalled` is required: a payload alone does not prove that the app is installed in the location.',
  );
  requireOption(platforms === undefined || isPlatformList(platforms), '`userContext.platforms` must list platforms.');
  requireOption(can === undefined || isPermissionList(can), '`userContext.can` must list permissions.');
  requireOption(
    Array.isArray(parentOrigins) &&
      parentOrigins.every((origin: unknown) => typeof origin === 'string' && isSecureOrigin(origin)),
    '`userContext.parentOrigins` must be a list of exact origins, like https://app.agency.example.',
    'userContext.parentOrigins',
  );
  requireOption(
    Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= MAX_LIFETIME_S,
    `\`userContext.expiresIn\` must be 1 to ${MAX_LIFETIME_S} seconds.`,
  );
  // Reports an unusable key when the proxy is created, and not when somebody opens the app.
  createKeyRing(key);
  return {
    sharedSecrets,
    key,
    isInstalled,
    platforms,
    can,
    parentOrigins,
    expiresIn,
  };
}
