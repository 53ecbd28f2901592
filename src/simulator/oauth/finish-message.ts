import { PLATFORM_NAMES, type Platform } from '../../protocol/platforms.js';
import type { Scenario } from '../scenarios.js';

/** What a message is about. */
export interface MessageSubject {
  readonly platform: Platform;
  /** Id of the login. */
  readonly accountId: string;
  /** Ids of the accounts that a reconnect renewed; empty if the sign-in was not a reconnect or renewed none. */
  readonly reconnectAccounts: readonly string[];
  /** Whether the person refused. */
  readonly isDenied: boolean;
}

const MEANINGLESS: readonly unknown[] = [
  null,
  7,
  'social_media_posting',
  [],
  {},
  { page: 'settings' },
  { page: 'social_media_posting', accountId: { $ne: null } },
  { page: 'social_media_posting', accountId: '<img src=x onerror=alert(1)>' },
];

const MEANINGLESS_COUNT = 1000;

function findOtherPlatform(platform: Platform): Platform {
  return PLATFORM_NAMES.find((name) => name !== platform) ?? platform;
}

/** Creates the messages that the finish page posts to its opener, in order. */
export function createMessages(scenario: Scenario, subject: MessageSubject): readonly unknown[] {
  const { platform, accountId, reconnectAccounts, isDenied } = subject;
  const envelope = {
    actionType: 'close',
    page: 'social_media_posting',
    platform,
    placement: 'undefined',
    source: 'undefined',
  };
  const denial = { ...envelope, accountId: 'undefined', error: 'aborted' };
  // Seen: on a reconnect, `reconnectAccounts` is filled instead of `accountId`.
  const success = reconnectAccounts.length > 0 ? { ...envelope, reconnectAccounts } : { ...envelope, accountId };
  const valid = isDenied ? denial : success;

  switch (scenario) {
    case 'hyphen-page':
      return [{ ...valid, page: 'social-media-posting' }];
    case 'undefined-strings':
      return [
        { reconnectAccounts: 'undefined', refresh: 'undefined', error: 'undefined', reason: 'undefined', ...valid },
      ];
    case 'reconnect-string':
      return [isDenied ? denial : { ...envelope, accountId: 'undefined', reconnectAccounts: reconnectAccounts[0] }];
    case 'denied':
      return [denial];
    case 'provider-error':
      return [
        {
          ...envelope,
          accountId: 'undefined',
          error: 'This account type is not supported.',
          reason: 'Only professional accounts can be connected.',
        },
      ];
    case 'never':
      return [];
    case 'malformed':
      return [{ ...envelope, accountId: {}, reconnectAccounts: 7 }];
    case 'wrong-platform':
      return [{ ...valid, platform: findOtherPlatform(platform) }];
    case 'duplicate':
      return [valid, valid];
    case 'flood':
      return [
        ...Array.from({ length: MEANINGLESS_COUNT }, (_, index) => MEANINGLESS[index % MEANINGLESS.length]),
        valid,
      ];
    default:
      return [valid];
  }
}
