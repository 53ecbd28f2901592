import type { CSSResult, ReactiveControllerHost } from 'lit';
import type { ListProof } from '../../connect/accounts/list-proof.js';
import type { Connection } from '../../connect/outcome.js';
import type { ElementOptions } from './element-config.js';
import type { ConnectedState, ConnectState } from './state.js';

/** The element that the controller belongs to. */
export type ConnectHost = ReactiveControllerHost & HTMLElement;

/** What the controller uses of its element. */
export interface ConnectView {
  /** The element's options as they are now. An attempt keeps those that it began with. */
  readOptions(): ElementOptions;
  /** Called when the state has changed, before the events about it. */
  onChange(state: ConnectState, previous: ConnectState): void;
  /** Adds styles to the element's shadow root, once. */
  readonly adoptStyles: (styles: CSSResult) => void;
  /** Whether to log each step. */
  isDebugging(): boolean;
}

/** What the code that is loaded on demand uses of the controller. */
export interface ConnectAccess {
  readonly getState: () => ConnectState;
  /** The connection, with its details, also while another attempt runs. */
  readonly getConnected: () => ConnectedState | undefined;
  /** The location's list before the last attempt; `undefined` if it could not be read. */
  readonly getListProof: () => ListProof | undefined;
  readonly setState: (state: ConnectState) => void;
  readonly dispatch: (event: CustomEvent<object>) => void;
  /** Starts an attempt with another login. */
  readonly switchLogin: () => void;
  /** Ends what is running, and shows a connection that has been confirmed otherwise than by an attempt. */
  readonly connect: (connection: Connection, options: ElementOptions) => void;
}
