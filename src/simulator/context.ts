import type { Apps } from './apps/apps.js';
import type { Clock } from './clock.js';
import type { Settings } from './options.js';
import type { RecordedRequest } from './request-log.js';
import type { Scenario } from './scenarios.js';
import type { Store } from './store.js';

/** What the simulator's own pages can read and change. */
export interface Controls {
  readonly requests: () => readonly RecordedRequest[];
  /** Sets the scenario of requests that name none. Throws `invalid_config` for an unknown one. */
  readonly setScenario: (scenario: string) => void;
  readonly reset: () => void;
}

/** One request, with everything a handler needs to answer it. */
export interface Context {
  readonly request: Request;
  readonly url: URL;
  /** The variable parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  /** The marketplace app and its installations. */
  readonly apps: Apps;
  readonly controls: Controls;
  /** The scenario that the request itself names. */
  readonly requestedScenario: Scenario | undefined;
  /** The scenario of requests that name none. */
  readonly defaultScenario: Scenario;
}

/** Answers one kind of request. */
export type Handler = (context: Context) => Response | Promise<Response>;
