import type { Settings } from './options.js';
import type { Scenario } from './scenarios.js';
import type { Store } from './store.js';

/** One request, with all that answering it takes. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The variable parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly settings: Settings;
  readonly store: Store;
  /** The scenario that the request itself names. */
  readonly asked: Scenario | undefined;
  /** The scenario of requests that name none. */
  readonly current: Scenario;
}
