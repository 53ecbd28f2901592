import { SocialConnectError } from '../errors.js';

/** The longest answer that is read, in bytes. */
const MAX_BYTES = 1_048_576;

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return text + decoder.decode();
    length += chunk.value.byteLength;
    if (length > MAX_BYTES) {
      void reader?.cancel();
      throw new SocialConnectError('invalid_response', `The answer is longer than ${MAX_BYTES} bytes.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
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
