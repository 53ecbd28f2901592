import type { Platform } from '../../protocol/platforms.js';
import type { Scenario } from '../scenarios.js';
import type { Person } from './invented-accounts.js';

/** What one sign-in creates: HighLevel's "OAuth account". */
export interface Login {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly platform: Platform;
  readonly locationId: string;
  readonly userId: string;
  readonly person: Person;
  /** When the access ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The scenario that its start named: it also applies to the details. */
  readonly scenario?: Scenario | undefined;
  /** The wait that its start named, in milliseconds. */
  readonly delay?: number | undefined;
}

/** An account that is, or was, attached to a location. Times are in milliseconds since 1970. */
export interface SimulatedAccount {
  /** 24 hexadecimal digits. */
  readonly recordId: string;
  /** Login, location and origin in one. */
  readonly id: string;
  /** Id of the login. */
  readonly oauthId: string;
  /** The platform's own id. */
  readonly originId: string;
  readonly platform: Platform;
  /** Whose account it is. */
  readonly person: Person;
  readonly type: string;
  readonly name: string;
  readonly hasAvatar: boolean;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
  /** HighLevel keeps listing accounts that were disconnected. */
  readonly deleted: boolean;
  /** Whether it is there from the beginning and nobody has renewed it. */
  readonly isUntouched: boolean;
}
