import { ProxyError } from '../errors.js';

/**
 * Reads whether a start or the details that follow it are about connecting a login again.
 *
 * @throws {ProxyError} 400 for anything but `true`, `false` and nothing.
 */
export function readReconnect(query: URLSearchParams): 'true' | undefined {
  const value = query.get('reconnect') ?? '';
  if (value !== '' && value !== 'true' && value !== 'false') {
    throw new ProxyError(400, 'invalid_config', '`reconnect` must be true or false.');
  }
  return value === 'true' ? value : undefined;
}
