import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { toNodeHandler } from 'srvx/node';

/** Answers one request. Never rejects. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** A server on this machine. */
export interface LocalServer {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

const MAX_PORTS_TRIED = 50;

/** Makes `handler` fit a Node server. */
export function createListener(handler: FetchHandler): RequestListener {
  // The type covers HTTP/2 as well, which no server here speaks.
  return toNodeHandler(handler) as RequestListener;
}

async function listenAt(handler: FetchHandler, port: number): Promise<LocalServer> {
  const server = createServer(createListener(handler));
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${port}`,
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Serves `handler` on localhost only, at the first free port from `firstPort` on. */
export async function listen(handler: FetchHandler, firstPort: number): Promise<LocalServer> {
  for (let port = firstPort; ; port += 1) {
    try {
      return await listenAt(handler, port);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || port >= firstPort + MAX_PORTS_TRIED) throw error;
    }
  }
}
