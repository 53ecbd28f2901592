import type { SocialConnectError } from '../../errors.js';
import type { AccountDetails, Connection, Outcome } from '../../connect/index.js';
import { ownOptions } from '../../protocol/own-options.js';
import { isPlatform, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import type { Choice, PickerState } from '../picker/picker-state.js';

/** A login that is connected. */
interface WithConnection {
  readonly connection: Connection;
  /** Whether the page asked for accounts to be attached, and none of the login's accounts is. */
  readonly isUnattached?: boolean;
}

/** What the element is doing; it decides everything that is drawn. */
export type ConnectState =
  | {
      readonly status: 'idle';
      /** Why the last attempt was cancelled, if it was. */
      readonly cancelled?: Extract<Outcome, { status: 'cancelled' }>['reason'];
      /** Why no attempt can be made, if that is known before one. */
      readonly error?: SocialConnectError;
    }
  | {
      readonly status: 'connecting';
      /** The platform at the start of the attempt, even if another one has been set since. */
      readonly platform: Platform;
      /** Whether the popup can no longer be observed, so that only the person knows whether they have finished. */
      readonly isUnreachable: boolean;
      /** Whether the person has come back from it, and the location's list is being compared. */
      readonly isChecking?: boolean;
    }
  | ({
      readonly status: 'loading-details';
      /** What remains if loading is cancelled. */
      readonly choice?: Choice;
      /** The details of before, if they are loaded again. */
      readonly details?: AccountDetails;
    } & WithConnection)
  | ({
      readonly status: 'connected';
      /** The accounts that the login manages, if they were requested. */
      readonly details?: AccountDetails;
      /** Why they could not be loaded. The connection itself is not affected. */
      readonly detailsError?: SocialConnectError;
      /** The choice that was made or skipped, if there was one. */
      readonly choice?: Choice;
    } & WithConnection)
  | ({
      readonly status: 'choosing' | 'attaching';
      readonly details: AccountDetails;
      readonly picker: PickerState;
      /** What remains if the picker is closed now. */
      readonly choice: Choice;
    } & WithConnection)
  | {
      readonly status: 'unconfirmed';
      /** The platform that the attempt began with. The button may be for another one since. */
      readonly tried: Platform;
      /** Whether the attempt before it ended in the same way. */
      readonly isRepeated: boolean;
      /** Address of HighLevel's own page, where the person may connect the account instead. */
      readonly highLevelUrl?: string | undefined;
      /** Whether the person says that they have done so, and the location's list is being compared. */
      readonly isChecking?: boolean;
    }
  | {
      readonly status: 'failed';
      /** The platform that the attempt began with. The button may be for another one since. */
      readonly tried: Platform;
      readonly error: SocialConnectError;
      /** The address of the sign-in page, for a link after a blocked popup. */
      readonly link?: string;
    };

/** A login is connected, and nothing is running. */
export type ConnectedState = Extract<ConnectState, { status: 'connected' }>;

/** An attempt was cut off. */
export type UnconfirmedState = Extract<ConnectState, { status: 'unconfirmed' }>;

/** An attempt is running. */
export type ConnectingState = Extract<ConnectState, { status: 'connecting' }>;

/** The state of the same connection when nothing is running any more; `undefined` without a connection. */
export function toConnectedState(state: ConnectState): ConnectedState | undefined {
  return 'connection' in state ? { ...state, status: 'connected' } : undefined;
}

/** The error of a state. */
export function getStateError(state: ConnectState): SocialConnectError | undefined {
  return 'error' in state ? state.error : undefined;
}

/** The state of a new element. No state inherits anything: a script may have added a `link` to `Object.prototype`. */
export const IDLE: ConnectState = ownOptions({ status: 'idle' });

/** The name of a state: the same in `state`, `:state()`, events and documentation. */
export type ConnectStatus = ConnectState['status'];

/** The platform that a state is about; `undefined` if the state depends on the element's `platform` alone. */
export function getStatePlatform(state: ConnectState): Platform | undefined {
  if ('platform' in state) return state.platform;
  return 'connection' in state ? state.connection.platform : undefined;
}

/** The name of a platform as people know it; empty if there is no such platform. */
export function getPlatformName(platform: unknown): string {
  return isPlatform(platform) ? PLATFORMS[platform].name : '';
}
