import type { CSSResult, ReactiveControllerHost } from 'lit';
import type { ElementOptions } from './element-config.js';
import type { ConnectState } from './state.js';

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
