import type { SocialConnectErrorCode } from '../../errors.js';
import { ownOptions } from '../../protocol/own-options.js';
import type { ProxyError } from '../errors.js';
import type { Route } from '../routes/match-route.js';
import type { Session } from '../session/session.js';
import type { Fact } from './fact.js';

/** Who did what, where, and with which result. It contains ids, and never a token. */
export interface AuditEntry {
  /** The same as in the log entry of the request. */
  readonly requestId: string;
  /** When the request ended, as ISO time. */
  readonly time: string;
  readonly userId: string;
  readonly locationId: string;
  readonly action: Route['name'];
  readonly platform?: string | undefined;
  readonly loginId?: string | undefined;
  /** Id of the account in the location's list: the one that was asked for, or that attaching gave. */
  readonly accountId?: string | undefined;
  /** `done`; `refused` by the proxy or HighLevel (4xx); `failed` (5xx). */
  readonly result: 'done' | 'refused' | 'failed';
  readonly status: number;
  /** The code of an error response. */
  readonly code?: SocialConnectErrorCode | undefined;
}

/** What is known of a request that has a session. */
export interface AuditedRequest {
  readonly requestId: string;
  readonly session: Session;
  readonly route: Route;
  readonly fact?: Fact | undefined;
  readonly error?: ProxyError | undefined;
}

function readResult(status: number): AuditEntry['result'] {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}

/** What the path names. */
function readTarget(route: Route): Pick<AuditEntry, 'platform' | 'loginId' | 'accountId'> {
  switch (route.name) {
    case 'start':
      return { platform: route.platform };
    case 'details':
    case 'attach':
      return { platform: route.platform, loginId: route.accountId };
    case 'disconnect':
      return { accountId: route.accountId };
    case 'list':
      return {};
  }
}

/** Creates the entry of a request that had a session. */
export function createAuditEntry(request: AuditedRequest, status: number): AuditEntry {
  const { requestId, session, route, error } = request;
  const fact = request.fact && ownOptions(request.fact);
  const target = ownOptions(readTarget(route));
  return {
    requestId,
    time: new Date().toISOString(),
    userId: session.userId,
    locationId: session.locationId,
    action: route.name,
    platform: target.platform ?? fact?.platform,
    loginId: target.loginId ?? fact?.loginId,
    accountId: target.accountId ?? fact?.accountId,
    result: readResult(status),
    status,
    code: error?.code,
  };
}
