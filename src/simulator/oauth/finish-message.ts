import { PLATFORM_NAMES, type Platform } from '../../protocol/platforms.js';
import type { Scenario } from '../scenarios.js';

/** What a message is about. */
export interface MessageSubject {
  readonly platform: Platform;
  /** Id of the login. */
  readonly accountId: string;
  /** Ids of the accounts that a reconnect renewed; at least one. */
  readonly reconnectAccounts: readonly string[];
  /** Whether the person refused. */
  readonly denied: boolean;
}

const RUBBISH: readonly unknown[] = [
  null,
  7,
  'social_media_posting',
  [],
  {},
  { page: 'settings' },
  { page: 'social_media_posting', accountId: { $ne: null } },
  { page: 'social_media_posting', accountId: '<img src=x onerror=alert(1)>' },
];

const RUBBISH_COUNT = 1000;

function findOtherPlatform(platform: Platform): Platform {
  return PLATFORM_NAMES.find((name) => name !== platform) ?? platform;
}

/** The messages that the finish page posts to its opener, in order. */
export function createMessages(scenario: Scenario, subject: MessageSubject): readonly unknown[] {
  const { platform, accountId, reconnectAccounts, denied } = subject;
  const envelope = {
    actionType: 'close',
    page: 'social_media_posting',
    platform,
    placement: 'undefined',
    source: 'undefined',
  };
  const refusal = { ...envelope, accountId: 'undefined', error: 'aborted' };
  const good = denied ? refusal : { ...envelope, accountId };

  switch (scenario) {
    case 'hyphen-page':
      return [{ ...good, page: 'social-media-posting' }];
    case 'undefined-strings':
      return [
        { reconnectAccounts: 'undefined', refresh: 'undefined', error: 'undefined', reason: 'undefined', ...good },
      ];
    case 'reconnect':
      return [denied ? refusal : { ...envelope, reconnectAccounts }];
    case 'reconnect-string':
      return [denied ? refusal : { ...envelope, accountId: 'undefined', reconnectAccounts: reconnectAccounts[0] }];
    case 'denied':
      return [refusal];
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
      return [{ ...good, platform: findOtherPlatform(platform) }];
    case 'duplicate':
      return [good, good];
    case 'flood':
      return [...Array.from({ length: RUBBISH_COUNT }, (_, index) => RUBBISH[index % RUBBISH.length]), good];
    default:
      return [good];
  }
}
