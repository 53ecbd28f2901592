import { SocialConnectError } from '../errors.js';
import { startPath } from '../protocol/routes.js';
import { parseSecureUrl } from '../protocol/secure-url.js';
import { parseConnectOptions, REQUEST_TIMEOUT_MS, type AttemptConfig, type ConnectOptions } from './options.js';
import { abortable, limitTime } from '../http/time-limit.js';

async function askPage(
  getStartUrl: NonNullable<ConnectOptions['getStartUrl']>,
  config: AttemptConfig,
  signal: AbortSignal,
) {
  const limit = limitTime(signal, REQUEST_TIMEOUT_MS);
  try {
    return await abortable(Promise.resolve(getStartUrl(config.request)), limit);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof SocialConnectError) throw cause;
    const problem = limit.aborted ? `gave no address within ${REQUEST_TIMEOUT_MS / 1000} s` : 'failed';
    throw new SocialConnectError('start_failed', `getStartUrl ${problem}.`, { cause });
  }
}

async function askProxy(options: ConnectOptions, { request }: AttemptConfig, signal: AbortSignal): Promise<string> {
  const { platform, locationId, userId, page, reconnect } = request;
  const { createProxyClient } = await import('./accounts/proxy-client.js');
  const answer = await createProxyClient(options).request({
    method: 'POST',
    path: startPath(platform),
    query: { locationId, userId, page, reconnect: reconnect ? 'true' : undefined },
    signal,
  });
  const url = (answer as { url?: unknown } | null)?.url;
  if (typeof url === 'string') return url;
  throw new SocialConnectError('invalid_response', "The proxy's answer names no address for the sign-in page.");
}

/**
 * The address the popup of an attempt goes to: HighLevel's, `startUrl`'s, or what `getStartUrl` or the proxy says.
 *
 * @throws {SocialConnectError} `invalid_config`, `start_failed`, or what the proxy's answer means; the signal's reason if
 *   that aborted.
 */
export async function resolveStartUrl(
  options: ConnectOptions,
  signal: AbortSignal = new AbortController().signal,
  config: AttemptConfig = parseConnectOptions(options),
): Promise<string> {
  if (config.directUrl) return config.directUrl.href;
  const answer = await (options.getStartUrl
    ? askPage(options.getStartUrl, config, signal)
    : askProxy(options, config, signal));
  const url = typeof answer === 'string' ? parseSecureUrl(answer) : undefined;
  if (url) return url.href;
  const who = options.getStartUrl ? 'getStartUrl' : 'The proxy';
  throw new SocialConnectError('start_failed', `${who} gave no https: address for the sign-in page.`);
}
