import type { SocialConnectError } from '../../errors.js';
import type { AccountDetails, Connection, Outcome } from '../../connect/index.js';
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
      /** Why the last attempt was cancelled, where it was. */
      readonly cancelled?: Extract<Outcome, { status: 'cancelled' }>['reason'];
    }
  | {
      readonly status: 'connecting';
      /** What the attempt began with, whatever is set meanwhile. */
      readonly platform: Platform;
      /** Whether the popup can no longer be seen, so that only the person knows whether it is done. */
      readonly isUnreachable: boolean;
    }
  | ({ readonly status: 'loading-details' } & WithConnection)
  | ({
      readonly status: 'connected';
      /** What the login manages, where that was asked for. */
      readonly details?: AccountDetails;
      /** Why that could not be had; the connection stands all the same. */
      readonly detailsError?: SocialConnectError;
      /** The choice that was made, or left, where there was one. */
      readonly choice?: Choice;
    } & WithConnection)
  | ({
      readonly status: 'choosing' | 'attaching';
      readonly details: AccountDetails;
      readonly picker: PickerState;
      /** What remains if the picker is closed now. */
      readonly choice: Choice;
    } & WithConnection)
  | { readonly status: 'unconfirmed'; readonly tried: Platform }
  | {
      readonly status: 'failed';
      /** What the attempt began with; the button is for another platform, if that was set meanwhile. */
      readonly tried: Platform;
      readonly error: SocialConnectError;
      /** The sign-in page, for a real link where the popup was blocked. */
      readonly link?: string;
    };

/** An account is connected, and nothing goes on. */
export type ConnectedState = Extract<ConnectState, { status: 'connected' }>;

/** The state of the same connection when nothing goes on any more; `undefined` without a connection. */
export function toConnectedState(state: ConnectState): ConnectedState | undefined {
  return 'connection' in state ? { ...state, status: 'connected' } : undefined;
}

/** How every element begins. */
export const IDLE: ConnectState = { status: 'idle' };

/** The word for a state, the same in `state`, `:state()`, events and documentation. */
export type ConnectStatus = ConnectState['status'];

/** The platform that a state is about; `undefined` where only the element's own says it. */
export function getStatePlatform(state: ConnectState): Platform | undefined {
  if ('platform' in state) return state.platform;
  return 'connection' in state ? state.connection.platform : undefined;
}

/** The name of a platform as people know it; empty for what is none. */
export function getPlatformName(platform: unknown): string {
  return isPlatform(platform) ? PLATFORMS[platform].name : '';
}
