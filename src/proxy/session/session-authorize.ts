import { SocialConnectError } from '../../errors.js';
import { readBearer, readPageOrigin } from '../request/origin.js';
import { createSessionVerifier } from './session-token.js';
import type { VerifySessionTokenOptions } from './session-token.js';
import type { Session } from './session.js';

/**
 * Creates an `authorize` that reads a session token from `Authorization: Bearer`.
 *
 * A token that is bound to an origin is compared with the request's `Origin`, or with the proxy's own origin where the
 * browser leaves it out since page and proxy share it. Behind a server that ends TLS, name the public origin in
 * `allowedOrigins` for that.
 *
 * @throws {SocialConnectError} `invalid_config` if the key is not one.
 */
export function sessionAuthorize(
  options: Omit<VerifySessionTokenOptions, 'origin'>,
): (request: Request) => Promise<Session | undefined> {
  const verify = createSessionVerifier(options);

  return async (request) => {
    const token = readBearer(request);
    if (token === undefined) return undefined;
    try {
      return await verify(token, readPageOrigin(request));
    } catch (error) {
      if (error instanceof SocialConnectError && error.code === 'unauthorized') return undefined;
      throw error;
    }
  };
}
