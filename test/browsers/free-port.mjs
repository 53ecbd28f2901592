import { once } from 'node:events';
import { createServer } from 'node:net';

/** Resolves with a port of this machine that nothing listens at. The system chooses it. */
export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
