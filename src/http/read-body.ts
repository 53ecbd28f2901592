/** A body is longer than its cap. */
export class BodyTooLargeError extends Error {}

/**
 * Reads a body as UTF-8, and no more of it than `maxBytes`. The rest of a longer one is left where it is: to cancel the
 * body of an incoming request can end a Node server, so that is for the reader of an answer to do.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let length = 0;
  let text = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      reader.releaseLock();
      throw new BodyTooLargeError(`The body is longer than ${maxBytes} bytes.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Reads the body of an answer as {@link readCappedText} does, and gives up what it does not read.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedAnswer({ body }: Response, maxBytes: number): Promise<string> {
  try {
    return await readCappedText(body, maxBytes);
  } catch (error) {
    discard(body);
    throw error;
  }
}

/** Gives up the rest of an answer; whether that succeeds is nobody's business. */
export function discard(body: { cancel(): Promise<void> } | null): void {
  body?.cancel().catch(() => undefined);
}
