import type * as proxy from 'ghl-social-connect/proxy';
import type * as simulator from 'ghl-social-connect/simulator';
import type { DemoConfig } from '../config.js';
import type { FetchHandler } from './listen.js';

/** What runs beside the page. */
export interface DemoServers {
  readonly config: DemoConfig;
  /** Answers `POST /session` on the page's own origin. */
  readonly issueSession: FetchHandler;
  /** Answers what the page about the app asks its own origin for. */
  readonly answerAppStatus: FetchHandler;
  /** Makes the simulator forget what was connected; there is nothing to forget when live. */
  readonly reset: () => void;
  /** Moves the simulated time to so many days from now; there is none when live. */
  readonly setClock: (days: number) => void;
  close(): Promise<void>;
}

/** What it takes to start them. */
export interface DemoServersOptions {
  /** Loads a module of the project, TypeScript included, by its public name. */
  readonly load: (name: string) => Promise<unknown>;
  /** Origin of the page. */
  readonly pageOrigin: string;
  /** The servers take the free ports from here on. */
  readonly firstPort: number;
}

/** The part of the package that holds the token. */
export type ProxyModule = typeof proxy;

/** The part of the package that plays HighLevel. */
export type SimulatorModule = typeof simulator;
