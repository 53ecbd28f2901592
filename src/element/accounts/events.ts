import type { Account } from '../../connect/index.js';
import type { SocialConnectError } from '../../errors.js';
import { BubblingEvent } from '../base/bubbling-event.js';

/** The accounts of the location, and how many of them need a person. */
export interface AccountsChangeDetail {
  readonly accounts: readonly Account[];
  /** How many accounts are expired or expire soon. */
  readonly actionRequired: number;
  readonly total: number;
}

/** One account of the list. */
export interface AccountDetail {
  readonly account: Account;
}

/** The accounts that one question is about. */
export interface BeforeDisconnectDetail extends AccountDetail {
  /** All of them; `account` is the first. Several if the person has selected them. */
  readonly accounts: readonly Account[];
}

/** The list has changed, or was loaded for the first time or after a failure. */
export class AccountsChangeEvent extends BubblingEvent<AccountsChangeDetail> {
  static override readonly eventName = 'accounts-change';
}

/** The list could not be loaded. The accounts of an earlier load stay. */
export class AccountsFailedEvent extends BubblingEvent<{
  /** Why. After `unauthorized`, for example, the person may have to sign in to the page again. */
  readonly error: SocialConnectError;
}> {
  static override readonly eventName = 'accounts-failed';
}

/** An account that worked expires soon. */
export class AccountExpiringEvent extends BubblingEvent<AccountDetail> {
  static override readonly eventName = 'account-expiring';
}

/** An account that worked has expired. */
export class AccountExpiredEvent extends BubblingEvent<AccountDetail> {
  static override readonly eventName = 'account-expired';
}

/** An account that had expired, or was about to, works again. */
export class AccountRecoveredEvent extends BubblingEvent<AccountDetail> {
  static override readonly eventName = 'account-recovered';
}

/**
 * A person is about to be asked whether to disconnect an account, or several. `preventDefault()` stops it.
 */
export class BeforeDisconnectEvent extends BubblingEvent<BeforeDisconnectDetail> {
  static override readonly eventName = 'before-disconnect';
  readonly #notes: Promise<string | undefined>[] = [];

  constructor(detail: BeforeDisconnectDetail) {
    super(detail, { cancelable: true });
  }

  /**
   * Makes the question wait for `promise`. A text that it resolves with is added to the question, for example
   * "3 scheduled posts will not be published."
   */
  waitUntil(promise: PromiseLike<string | undefined>): void {
    // A check of the page that fails must not keep a person from disconnecting.
    this.#notes.push(Promise.resolve(promise).catch(() => undefined));
  }

  /** The texts that listeners have added. */
  async readNotes(): Promise<readonly string[]> {
    const notes = await Promise.all(this.#notes);
    return notes.filter((note) => typeof note === 'string' && note !== '') as string[];
  }
}

/** An account was disconnected, or was gone already. */
export class AccountDisconnectedEvent extends BubblingEvent<
  AccountDetail & {
    /** Whether it was not in the list any more. */
    readonly alreadyGone: boolean;
    /** What the proxy signed, for your server. Absent if the proxy has no `receiptKey`. */
    readonly receipt?: string;
  }
> {
  static override readonly eventName = 'account-disconnected';
}

/** An account could not be disconnected. */
export class AccountDisconnectFailedEvent extends BubblingEvent<
  AccountDetail & { readonly error: SocialConnectError }
> {
  static override readonly eventName = 'account-disconnect-failed';
}

declare global {
  interface GlobalEventHandlersEventMap {
    'accounts-change': AccountsChangeEvent;
    'accounts-failed': AccountsFailedEvent;
    'account-expiring': AccountExpiringEvent;
    'account-expired': AccountExpiredEvent;
    'account-recovered': AccountRecoveredEvent;
    'before-disconnect': BeforeDisconnectEvent;
    'account-disconnected': AccountDisconnectedEvent;
    'account-disconnect-failed': AccountDisconnectFailedEvent;
  }
}
