import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toNodeHandler } from 'srvx/node';

/** Answers one request. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** A running server. */
export interface LocalServer {
  readonly port: number;
  /** Takes no more requests, waits at most 10 s for those in progress, and closes. */
  close(): Promise<void>;
}

/** Where a server listens, and for how long it waits. */
export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What to change if the port is taken, for the message. */
  readonly portOption: string;
  /** Time that a request may take to arrive, in milliseconds. Default 15 s. */
  readonly requestTimeout?: number;
}

const CLOSE_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** How often Node looks for requests that take too long; its default of 30 s would double the limit. */
const CHECK_INTERVAL_MS = 1_000;

/** Browsers send one request after the other on a connection; a client that pipelines more than these wants to overload. */
const MAX_PIPELINED = 20;

/** Anything else before the path is a request for another server, or moves the path. */
const PATH = /^\/(?!\/)/;

/** A name or an address, with or without a port (RFC 9110 section 7.2). */
const HOST = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i;

function isForThisServer({ url = '/', headers: { host = 'localhost' } }: IncomingMessage): boolean {
  return PATH.test(url) && HOST.test(host);
}

/** An exception out of a Node request listener would end the process. */
function withoutException(handler: FetchHandler): FetchHandler {
  return (request) => handler(request).catch(() => new Response(null, { status: 500 }));
}

/** Discards what the handler left unread of a body: the next request on the connection comes after it. */
function discardRest(incoming: IncomingMessage): void {
  // Without its listener, the stream of the handler's request no longer buffers what arrives.
  if (!incoming.complete) incoming.removeAllListeners('data').resume();
}

/** The open connections of a server, and how many requests of each have no response yet. */
class Connections {
  readonly #unanswered = new Map<Socket, number>();
  #isClosing = false;

  add(socket: Socket): void {
    this.#unanswered.set(socket, 0);
    socket.once('close', () => this.#unanswered.delete(socket));
  }

  /** Counts a request until its response has been sent; returns how many requests the connection waits for. */
  count(socket: Socket, outgoing: ServerResponse): number {
    const count = (this.#unanswered.get(socket) ?? 0) + 1;
    this.#unanswered.set(socket, count);
    outgoing.once('close', () => this.#finish(socket));
    return count;
  }

  /**
   * Closes the connections without a request in progress; the others follow as soon as they are answered. Node's own
   * `closeIdleConnections` leaves out connections that have not sent any request yet.
   */
  close(): void {
    this.#isClosing = true;
    for (const [socket, count] of this.#unanswered) if (count === 0) socket.destroy();
  }

  #finish(socket: Socket): void {
    const count = this.#unanswered.get(socket);
    if (count === undefined) return;
    this.#unanswered.set(socket, count - 1);
    if (this.#isClosing && count === 1) socket.end();
  }
}

function createListener(handler: FetchHandler, connections: Connections): RequestListener {
  // The type covers HTTP/2 as well, which this server does not speak.
  const respond = toNodeHandler(withoutException(handler)) as RequestListener;

  return (incoming, outgoing) => {
    const { socket } = incoming;
    if (connections.count(socket, outgoing) > MAX_PIPELINED) return void socket.destroy();
    outgoing.once('finish', () => discardRest(incoming));
    if (isForThisServer(incoming)) respond(incoming, outgoing);
    else outgoing.writeHead(400).end();
  };
}

function describeListenError(error: unknown, { host, port, portOption }: ServeOptions): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new Error(`Port ${port} of ${host} is taken. Choose another one with ${portOption}.`);
  return new Error(`Cannot listen at ${host}, port ${port}: ${message}`);
}

/** Serves `handler` over HTTP. Rejects if the port is not available. */
export async function serve(handler: FetchHandler, options: ServeOptions): Promise<LocalServer> {
  const { host, port, requestTimeout = REQUEST_TIMEOUT_MS } = options;
  const connections = new Connections();
  const server = createServer(
    { requestTimeout, connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, requestTimeout) },
    createListener(handler, connections),
  );
  server.on('connection', (socket) => connections.add(socket));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw describeListenError(error, options);
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      connections.close();
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}
