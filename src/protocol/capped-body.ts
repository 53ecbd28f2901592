/** A body is longer than its cap. */
export class BodyTooLargeError extends Error {}

/**
 * Reads a body as UTF-8, and no more of it than `maxBytes`: a longer one is given up at once.
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
      discard(reader);
      throw new BodyTooLargeError(`The body is longer than ${maxBytes} bytes.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

/** Gives up the rest of a body; whether that succeeds is nobody's business. */
export function discard(body: { cancel(): Promise<void> } | null): void {
  body?.cancel().catch(() => undefined);
}
