import type { SocialConnectError } from '../../errors.js';
import type { AccountDetails, AttachedAccount } from '../../connect/index.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import type { Platform } from '../../protocol/platforms.js';
import { BubblingEvent } from '../base/bubbling-event.js';

/** The proxy said what the login manages; it has confirmed the id by that. */
export class AccountDetailsEvent extends BubblingEvent<AccountDetails> {
  static readonly eventName = 'account-details';
  constructor(detail: AccountDetails) {
    super(AccountDetailsEvent.eventName, detail);
  }
}

/** An account of the login is attached to the location: HighLevel can post to it. */
export class AccountAttachedEvent extends BubblingEvent<AttachedAccount> {
  static readonly eventName = 'account-attached';
  constructor(detail: AttachedAccount) {
    super(AccountAttachedEvent.eventName, detail);
  }
}

/** An account could not be attached; others may be. */
export class AccountAttachFailedEvent extends BubblingEvent<{
  readonly platform: Platform;
  readonly accountId: string;
  readonly account: AvailableAccount;
  readonly error: SocialConnectError;
}> {
  static readonly eventName = 'account-attach-failed';
  constructor(platform: Platform, accountId: string, account: AvailableAccount, error: SocialConnectError) {
    super(AccountAttachFailedEvent.eventName, { platform, accountId, account, error });
  }
}
