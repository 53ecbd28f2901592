import type { Deadline } from '../highlevel/deadline.js';
import type { ProxySettings } from '../options.js';
import type { Session } from '../session/session.js';
import type { ProxyStatus } from '../statuses.js';
import type { Upstream } from '../highlevel/highlevel-client.js';

/** What an operation works with: a request that has been found good, and the way to HighLevel. */
export interface OperationContext {
  readonly session: Session;
  readonly query: URLSearchParams;
  readonly request: Request;
  readonly deadline: Deadline;
  readonly settings: ProxySettings;
  readonly upstream: Upstream;
}

/** What an operation answers. */
export interface Answer {
  readonly status: ProxyStatus;
  readonly body: unknown;
}

/** Does what a route is for. Throws a `Refusal` if it cannot be done. */
export type Operation<R> = (route: R, context: OperationContext) => Promise<Answer>;
