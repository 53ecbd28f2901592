import { SocialConnectError } from '../errors.js';
import { BodyTooLargeError, readBrowserResponse } from './read-body.js';

/** Maximum length of a response, in bytes. */
const MAX_BYTES = 1_048_576;

async function readText(response: Response, abort: () => void): Promise<string> {
  try {
    return await readBrowserResponse(response, MAX_BYTES, abort);
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error;
    const { status } = response;
    throw new SocialConnectError('invalid_response', `The response is longer than ${MAX_BYTES} bytes.`, { status });
  }
}

/**
 * Reads a response as JSON, at most 1 MB of it.
 *
 * @param abort Ends the request; called if the response is longer. Without it, the browser may read on.
 * @throws {SocialConnectError} `invalid_response` if it is longer, or not JSON.
 */
export async function readJson(response: Response, abort: () => void = () => undefined): Promise<unknown> {
  const text = await readText(response, abort);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { status, url } = response;
    // A response that a page has made itself has no address.
    const message = `The proxy${url && ` at ${url}`} responded without JSON. Check proxy-url.`;
    throw new SocialConnectError('invalid_response', message, { status, cause });
  }
}
