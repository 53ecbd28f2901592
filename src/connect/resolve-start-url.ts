import { parseConnectOptions } from './config.js';
import type { ConnectOptions } from './options.js';
import { findStartUrl } from './start-url.js';

/**
 * Resolves the address that the popup of an attempt goes to: HighLevel's, `startUrl`, or what `getStartUrl` or the proxy
 * returns. Takes at most 10 s.
 *
 * @throws {SocialConnectError} `invalid_config`, `start_failed`, or what the proxy's response means; the signal's reason if
 *   that aborted.
 */
export async function resolveStartUrl(options: ConnectOptions, signal?: AbortSignal): Promise<string> {
  return findStartUrl(parseConnectOptions(options), signal);
}
