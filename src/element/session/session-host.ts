import type { ReactiveControllerHost } from 'lit';
import type { ConnectState } from '../connect/state.js';
import type { Settings } from '../settings.js';

/** An element with the setting `session`. */
export type SessionHost = HTMLElement &
  ReactiveControllerHost & {
    readSettings(): Settings;
    hasOwnSetting(name: string): boolean;
  };

/** What a session changes of an element. */
export interface SessionController {
  readonly state: ConnectState;
  /** Shows a state that no attempt has led to. */
  show(state: ConnectState): void;
  /**
   * Forgets everything, and ends what runs.
   *
   * @param isStarting Whether an attempt may go on whose popup has no address yet.
   */
  reset(isStarting?: boolean): void;
}
