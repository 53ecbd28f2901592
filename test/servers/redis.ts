import { findServer } from './find-servers.mjs';
import { makeDataFolder, startPrivateServer, type PrivateServer } from './private-server.js';

/** Starts a Redis server that is empty and keeps its data in memory only. Guard its tests by `findServer('redis')`. */
export async function startRedis(): Promise<PrivateServer> {
  const command = findServer('redis');
  if (!command) throw new Error('redis-server is not installed: node test/setup/ensure-packages.mjs redis');
  const folder = await makeDataFolder();
  return startPrivateServer(folder, (port) => ({
    url: `redis://127.0.0.1:${port}`,
    command,
    args: ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'],
    ready: /Ready to accept connections/,
    stopSignal: 'SIGTERM',
  }));
}
