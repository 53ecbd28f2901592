import { checkUrl } from '../../connect/config.js';
import { invalidConfig } from '../../connect/invalid-config.js';
import { readBaseUrl } from '../../connect/read-document.js';
import type { SocialConnectError } from '../../errors.js';
import { highLevelSession, type HighLevelSession } from '../../highlevel/highlevel-session.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';
import { hint } from './hint.js';
import type { SessionOptions } from './session-options.js';

/** The sessions of the page: elements with the same proxy share one. */
const sessions = new Map<string, HighLevelSession>();

/**
 * Anyone who has the user context can open a session for the location until the app's Shared Secret changes. Markup alone
 * must not send it to another origin, as it does not get other credentials of the page.
 */
function checkProxy({ isOwn, pageProxyUrl }: SessionOptions, proxyUrl: URL): void {
  if (!isOwn?.('proxyUrl')) return;
  const home = parseSecureUrl(pageProxyUrl ?? '', readBaseUrl());
  if (proxyUrl.origin === home?.origin) return;
  throw invalidConfig(
    'proxyUrl',
    `names ${proxyUrl.origin}. With session, set one on another origin with configure({ proxyUrl }): it gets the user context.`,
  );
}

function parseProxyUrl(options: SessionOptions): URL {
  const { session, proxyUrl, sessionToken, getSessionToken } = options;
  if (session !== 'highlevel') throw invalidConfig('session', 'must be highlevel.');
  const other = sessionToken ? 'session-token (sessionToken)' : getSessionToken && 'getSessionToken';
  if (other) throw invalidConfig('session', `and ${other} are both set: remove one.`);
  if (!proxyUrl) throw invalidConfig('session', 'needs a proxy-url.');
  return checkUrl('proxyUrl', proxyUrl);
}

/**
 * The session that `options` name.
 *
 * @throws {SocialConnectError} `invalid_config` for options that are wrong or exclude each other.
 */
export function openSession(options: SessionOptions): HighLevelSession {
  const proxyUrl = parseProxyUrl(options);
  checkProxy(options, proxyUrl);
  const { appId } = options;
  const key = JSON.stringify([proxyUrl.href, appId]);
  const session = sessions.get(key) ?? highLevelSession({ proxyUrl: proxyUrl.href, appId, onHint: hint });
  sessions.set(key, session);
  return session;
}

/** What no click can solve: HighLevel or the proxy has refused. */
export function findRefusal(session: HighLevelSession): SocialConnectError | undefined {
  const error = session.error();
  return (error?.reason ?? error?.option) ? error : undefined;
}
