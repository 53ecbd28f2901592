import { SocialConnectError } from '../errors.js';
import { holdFailure } from '../http/hold-failure.js';

/**
 * Loads a part of this package that is imported on demand.
 *
 * @param part Its name: `accounts` is `ghl-social-connect-VERSION.accounts.js` on a CDN.
 * @param load Imports it.
 * @throws {SocialConnectError} `network_error`, naming the file.
 */
export async function loadPart<Module>(part: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await holdFailure(load());
  } catch (cause) {
    // Safari's message has no address.
    const file = /https?:[^\s"']+/.exec(String(cause))?.[0] ?? `"${part}"`;
    const message = `A file of ghl-social-connect could not be loaded: ${file}. Check that the page may load it.`;
    throw new SocialConnectError('network_error', message, { cause });
  }
}
