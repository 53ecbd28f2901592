import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, type FetchHandler } from './node-adapter.js';

/** A server that runs. */
export interface LocalServer {
  readonly port: number;
  /** Takes no more requests, waits for those under way, at most 10 s, and ends. */
  close(): Promise<void>;
}

const CLOSE_TIMEOUT_MS = 10_000;

/** A request that has not said what it wants by then is not going to. */
const REQUEST_TIMEOUT_MS = 15_000;

function describeListenError(error: unknown, host: string, port: number): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new Error(`Port ${port} of ${host} is taken. Choose another.`);
  return new Error(`Cannot listen at ${host}, port ${port}: ${message}`);
}

/** Serves `handler` over HTTP. Rejects if the port cannot be had. */
export async function serve(handler: FetchHandler, host: string, port: number): Promise<LocalServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (incoming, outgoing) => {
    void answer(handler, incoming, outgoing);
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw describeListenError(error, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}
