import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { cwd, platform } from 'node:process';

/** The right to a folder. The system takes it from a process that ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/** What a socket's path may have, in bytes, on every Unix. */
const MAX_PATH_BYTES = 100;
const ATTEMPTS = 3;

function chooseAddress(folder: string): string {
  if (platform === 'win32') {
    return `\\\\.\\pipe\\ghl-social-connect-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  }
  const path = join(folder, 'lock.sock');
  const shorter = relative(cwd(), path);
  return Buffer.byteLength(shorter) < Buffer.byteLength(path) ? shorter : path;
}

/** Whether a process listens there. */
async function isAlive(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.listen(address);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return server;
}

/**
 * Takes a folder for this process alone: it listens at a socket in the folder, which another process can tell from one
 * that was left behind.
 *
 * @throws If another process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = chooseAddress(folder);
  if (Buffer.byteLength(address) > MAX_PATH_BYTES)
    throw new Error(`The path of ${folder} is too long: choose a shorter one.`);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const server = await listen(address);
    if (server) {
      return {
        async release() {
          server.close();
          await once(server, 'close');
        },
      };
    }
    if (await isAlive(address)) break;
    await rm(address, { force: true });
  }
  throw new Error(`Another process uses ${folder}. Several processes need STORE_URL with postgres:// or redis://.`);
}
