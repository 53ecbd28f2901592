import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';

/** Answers one request. */
export type FetchHandler = (request: Request) => Promise<Response>;

const BODILESS = new Set(['GET', 'HEAD']);

/** What follows these is not a path of this server: a proxy request, or the host of another. */
const NOT_A_PATH = /^(?!\/)|^\/\//;

/** A name or an address, and a port (RFC 9110 section 7.2). Anything else could move the path, or name another one. */
const HOST = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i;

function listHeaders(distinct: IncomingMessage['headersDistinct']): [string, string][] {
  return Object.entries(distinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

/** What comes of a body, piece by piece: none is read before it is asked for. */
type Chunks = AsyncIterableIterator<Uint8Array>;

/** The request as the Fetch API has it; `undefined` if it is not one. */
function readRequest(incoming: IncomingMessage, chunks: Chunks, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '/', headers, headersDistinct } = incoming;
  const { host = 'localhost' } = headers;
  if (NOT_A_PATH.test(url) || !HOST.test(host)) return undefined;
  try {
    const body = BODILESS.has(method) ? null : ReadableStream.from(chunks);
    return new Request(`http://${host}${url}`, {
      method,
      headers: new Headers(listHeaders(headersDistinct)),
      body,
      signal,
      duplex: 'half',
    } as RequestInit);
  } catch {
    return undefined;
  }
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  if (!response.body) return void outgoing.end();
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

/** Drops what nobody has read of a body: the next request on the connection comes after it. */
async function dropRest(incoming: IncomingMessage, chunks: Chunks): Promise<void> {
  await chunks.return?.();
  incoming.resume();
}

/**
 * Lets a Fetch handler answer a Node request: bodies are streamed both ways, and the request's signal is aborted when
 * the client goes. Never rejects: an exception out of here would end the process.
 */
export async function answer(
  handler: FetchHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  const chunks: Chunks = incoming.iterator({ destroyOnReturn: false });
  outgoing.once('close', () => gone.abort());
  try {
    const request = readRequest(incoming, chunks, gone.signal);
    await send(request ? await handler(request) : new Response(null, { status: 400 }), outgoing);
  } catch {
    if (!outgoing.headersSent) outgoing.statusCode = 500;
    outgoing.end();
  }
  await dropRest(incoming, chunks);
}
