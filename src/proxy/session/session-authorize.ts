import { hasBearer, readBearer } from '../request/bearer.js';
import { findPageOrigin } from '../request/page-origin.js';
import { notesOn } from '../request/request-notes.js';
import { createSessionVerifier, type VerifySessionTokenOptions } from './session-token.js';
import type { Session } from './session.js';
import { TokenFault } from './token-fault.js';

/**
 * Creates an `authorize` that reads a session token from `Authorization: Bearer`.
 *
 * It returns nothing for a request without a valid token, so that another kind of session can follow: `(await
 * bySessionToken(request)) ?? byCookie(request)`. Pass it the very request that your `authorize` got: then `log` and
 * `onError` get the reason why a token was refused, and a token that is bound to an origin is compared with the origin that
 * the proxy has determined.
 *
 * @throws {SocialConnectError} `invalid_config` if the key or an option is not valid.
 */
export function sessionAuthorize(
  options: Omit<VerifySessionTokenOptions, 'origin'>,
): (request: Request) => Promise<Session | undefined> {
  const verify = createSessionVerifier(options);

  return async (request) => {
    const notes = notesOn(request);
    notes.wantsToken = true;
    const token = readBearer(request);
    if (token === undefined) {
      if (hasBearer(request)) notes.fault = new TokenFault('the header `Authorization` is not well-formed');
      return undefined;
    }
    try {
      return await verify(token, notes.findPageOrigin ?? (() => findPageOrigin(request, new URL(request.url))));
    } catch (error) {
      if (!(error instanceof TokenFault)) throw error;
      notes.fault = error;
      return undefined;
    }
  };
}
