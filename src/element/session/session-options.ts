import type { HighLevelUser } from '../../highlevel/exchange.js';
import type { CredentialScope } from '../../connect/accounts/credential-scope.js';
import type { ProxyClientOptions } from '../../connect/options.js';

/** The options of an element that its session depends on. */
export interface SessionOptions extends ProxyClientOptions, CredentialScope {
  readonly session?: string | undefined;
  readonly appId?: string | undefined;
  /** Throws what keeps every request from having a session, as far as that is known. */
  readonly checkSession?: (() => void) | undefined;
  /** Who the session stands for, as far as that is known. */
  readonly getUser?: (() => HighLevelUser | undefined) | undefined;
}
