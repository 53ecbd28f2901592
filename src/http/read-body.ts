/** A body is longer than its limit. */
export class BodyTooLargeError extends Error {}

/**
 * Passes each chunk of `body` to `onChunk`, until it is longer than `maxBytes`. The rest of a longer one stays unread:
 * cancelling the body of an incoming request can end a Node server, so that is left to readers of responses.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
async function readChunks(
  body: ReadableStream<Uint8Array> | null | undefined,
  maxBytes: number,
  onChunk?: (chunk: Uint8Array) => void,
): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  let length = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      reader.releaseLock();
      throw new BodyTooLargeError(`The body is longer than ${maxBytes} bytes.`);
    }
    onChunk?.(chunk.value);
  }
}

/** Whether `error` is what runtimes and adapters throw for a body that somebody has read. */
export function saysAlreadyRead(error: unknown): boolean {
  return error instanceof TypeError && /unusable|already|disturbed|locked|consumed/i.test(error.message);
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

async function readAll(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  await readChunks(body, maxBytes, (chunk) => {
    // What a server with `setEncoding` hands on has no length in bytes, so nothing would limit it.
    if (typeof chunk === 'string') throw new TypeError('The body was already read as text.');
    chunks.push(chunk);
  });
  return chunks;
}

/** One for all texts, since each costs more than to decode a short text. It has no state: no text is decoded in parts. */
const DECODER = /* @__PURE__ */ new TextDecoder();

/**
 * Reads a body as UTF-8, at most `maxBytes` of it.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  const chunks = await readAll(body, maxBytes);
  const [first, second] = chunks;
  return DECODER.decode(second === undefined ? first : join(chunks));
}

/**
 * Reads the bytes of a body, at most `maxBytes` of them.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readCappedBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return join(await readAll(body, maxBytes));
}

/**
 * Reads the body of a response as {@link readCappedText} does, and cancels the rest of a longer one.
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

/**
 * Reads the body of a response in a browser, at most about `maxBytes` of it. Chromium reports a request whose body is
 * read through `getReader()` as failed (`net::ERR_ABORTED`), though nothing is missing. So the browser itself reads it,
 * while a copy of the stream is counted; `abort` ends the request if there are too many bytes. Where the page has replaced
 * `fetch` by a polyfill, responses have no stream to count: they have been read already.
 *
 * @throws {BodyTooLargeError} if the body, after decompression, is longer.
 */
export async function readBrowserResponse(response: Response, maxBytes: number, abort: () => void): Promise<string> {
  const { body } = response.clone();
  const text = response.text();
  try {
    await readChunks(body, maxBytes);
  } catch (error) {
    text.catch(() => undefined);
    discard(body);
    // A body that broke off has ended by itself; what comes after it may need the same request's signal.
    if (error instanceof BodyTooLargeError) abort();
    throw error;
  }
  return text;
}

/** Cancels the rest of a response. Whether that succeeds does not matter. */
export function discard(body: { cancel(): Promise<void> } | null): void {
  body?.cancel().catch(() => undefined);
}
