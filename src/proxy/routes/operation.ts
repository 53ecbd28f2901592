import type { ProxyStatus } from '../errors.js';
import type { HighLevelClient } from '../highlevel/highlevel-client.js';
import type { ProxySettings } from '../settings.js';
import type { Fact } from '../receipts/fact.js';
import type { Deadline } from '../request/deadline.js';
import type { Session } from '../session/session.js';

/** What an operation works with: an authorised request, and the way to HighLevel. */
export interface OperationContext {
  readonly session: Session;
  readonly query: URLSearchParams;
  /** The request, or a copy of it whose body nobody else reads. */
  readonly request: Request;
  readonly deadline: Deadline;
  readonly settings: ProxySettings;
  readonly highLevel: HighLevelClient;
}

/** What an operation responds with. */
export interface OperationResult {
  readonly status: ProxyStatus;
  readonly body: object;
  /** What HighLevel has confirmed with its response, if it is worth a receipt. */
  readonly fact: Fact | undefined;
  /** HighLevel's time of the change: it tells the fact from the same one on another occasion. */
  readonly changedAt: string | undefined;
}

/** For the result of an operation that confirms nothing. Its fields exist, so that none comes from `Object.prototype`. */
export const NO_FACT = { fact: undefined, changedAt: undefined };

/** Does what a route is for; rejects with a `ProxyError` if that fails. */
export type Operation<R> = (route: R, context: OperationContext) => Promise<OperationResult>;
