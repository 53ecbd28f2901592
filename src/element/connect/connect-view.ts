import type { CSSResult, ReactiveControllerHost } from 'lit';
import type { TextSource } from '../i18n/label-keys.js';
import type { ConnectPlan } from './plan.js';
import type { ConnectState } from './state.js';

/** The element that the controller belongs to. */
export type ConnectHost = ReactiveControllerHost & HTMLElement;

/** What the controller needs to know of its element. */
export interface ConnectView {
  /** The element's settings as they are now; an attempt keeps what it began with. */
  createPlan(): ConnectPlan;
  /** Called when the state has changed, before the events that tell of it. */
  onChange(state: ConnectState, previous: ConnectState): void;
  /** The element's words. */
  readonly text: TextSource;
  /** Adds styles to the element's shadow root, once. */
  readonly adoptStyles: (styles: CSSResult) => void;
  /** Whether to log each step. */
  isDebugging(): boolean;
}
