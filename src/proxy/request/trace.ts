import type { ProxyError } from '../errors.js';
import type { LogEntry, RouteName } from '../options.js';
import type { Fact } from '../receipts/fact.js';
import type { ResponseHeaders } from '../responses.js';
import type { Route } from '../routes/match-route.js';
import type { Session } from '../session/session.js';

/** What becomes known of a request while it is handled, for the log and the audit. */
export interface RequestTrace {
  readonly id: string;
  headers: ResponseHeaders;
  method: string;
  routeName: RouteName;
  platform: LogEntry['platform'];
  route: Route | undefined;
  session: Session | undefined;
  fact: Fact | undefined;
  error: ProxyError | undefined;
  /** What the host's functions threw without changing the response. */
  readonly failures: unknown[];
}
