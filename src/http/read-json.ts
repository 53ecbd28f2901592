import { SocialConnectError } from '../errors.js';
import { BodyTooLargeError, readCappedAnswer } from './read-body.js';

/** The longest answer that is read, in bytes. */
const MAX_BYTES = 1_048_576;

async function readText(response: Response): Promise<string> {
  try {
    return await readCappedAnswer(response, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error;
    throw new SocialConnectError('invalid_response', `The answer is longer than ${MAX_BYTES} bytes.`);
  }
}

/**
 * Reads an answer as JSON, at most 1 MB of it.
 *
 * @throws {SocialConnectError} `invalid_response` if it is longer, or not JSON.
 */
export async function readJson(response: Response): Promise<unknown> {
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SocialConnectError('invalid_response', 'The answer is not JSON.', { status: response.status, cause });
  }
}
