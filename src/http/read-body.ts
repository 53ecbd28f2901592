/** A body is longer than its cap. */
export class BodyTooLargeError extends Error {}

/**
 * Passes the chunks of a body on, until it is longer than `maxBytes`. The rest of a longer one is left where it is: to
 * cancel the body of an incoming request can end a Node server, so that is for the reader of an answer to do.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  let length = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      reader.releaseLock();
      throw new BodyTooLargeError(`The body is longer than ${maxBytes} bytes.`);
    }
    take(chunk.value);
  }
}

/**
 * Reads a body as UTF-8, and no more of it than `maxBytes`.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readChunks(body, maxBytes, (chunk) => (text += decoder.decode(chunk, { stream: true })));
  return text + decoder.decode();
}

/**
 * Reads the bytes of a body, and no more of them than `maxBytes`.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  await readChunks(body, maxBytes, (chunk) => chunks.push(chunk));
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
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
