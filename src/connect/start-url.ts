import { SocialConnectError } from '../errors.js';
import { abortable, withTimeLimit, type TimeLimit } from '../http/timeout.js';
import { startPath, type StartRequest } from '../protocol/routes.js';
import { ownField } from '../protocol/own-field.js';
import { parseSecureUrl } from '../protocol/secure-url.js';
import { getAttemptClient } from './accounts/attempt-client.js';
import { REQUEST_TIMEOUT_MS, type ConnectConfig } from './config.js';
import { describeThrown } from './describe-thrown.js';
import type { ConnectOptions } from './options.js';

type GetStartUrl = NonNullable<ConnectOptions['getStartUrl']>;

async function askPage(getStartUrl: GetStartUrl, request: StartRequest, limit: TimeLimit): Promise<unknown> {
  try {
    return await abortable(Promise.resolve(getStartUrl(request)), limit.signal);
  } catch (cause) {
    limit.throwIfCancelled();
    if (cause instanceof SocialConnectError) throw cause;
    const problem = limit.isOver() ? `returned no URL within ${REQUEST_TIMEOUT_MS / 1000} s.` : describeThrown(cause);
    throw new SocialConnectError('start_failed', `getStartUrl() ${problem}`, { cause });
  }
}

async function askProxy(config: ConnectConfig, limit: TimeLimit): Promise<unknown> {
  const { platform, locationId, userId, page, reconnect } = config.request;
  const response = await getAttemptClient(config)?.request({
    method: 'POST',
    path: startPath(platform),
    query: { locationId, userId, page, reconnect: reconnect ? 'true' : undefined },
    limit,
  });
  const url = ownField(response, 'url');
  if (typeof url === 'string') return url;
  throw new SocialConnectError('invalid_response', "The proxy's response to the start has no `url`.");
}

async function ask(config: ConnectConfig, limit: TimeLimit): Promise<unknown> {
  const { getStartUrl } = config.options;
  return getStartUrl ? askPage(getStartUrl, config.request, limit) : askProxy(config, limit);
}

/** Does what `resolveStartUrl` says, for options that have been validated, within `ms` milliseconds. */
export async function findStartUrl(
  config: ConnectConfig,
  signal?: AbortSignal,
  ms: number = REQUEST_TIMEOUT_MS,
): Promise<string> {
  if (config.directUrl) return config.directUrl.href;
  const answer = await withTimeLimit(ms, signal, (limit) => ask(config, limit));
  const url = typeof answer === 'string' ? parseSecureUrl(answer) : undefined;
  if (url) return url.href;
  const source = config.options.getStartUrl ? 'getStartUrl()' : 'The proxy';
  throw new SocialConnectError('start_failed', `${source} returned no https: URL for the sign-in page.`);
}
