import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { cwd, platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** The right to a folder. The system takes it from a process that ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/** What a socket's path may have, in bytes, on every Unix. */
const MAX_PATH_BYTES = 100;
const SOCKET_NAME = /^lock-[\da-f]{8}\.sock$/;
/** How long processes that start at the same time have to agree. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 20;

/** What connecting to a socket fails with if no process listens at it. */
const NOBODY: readonly (string | undefined)[] = ['ECONNREFUSED', 'ENOENT'];

function describeConflict(folder: string): Error {
  return new Error(`Another process uses ${folder}. Several processes need STORE_URL with postgres:// or redis://.`);
}

/** The shorter one of the absolute and the relative path. */
function toAddress(path: string): string {
  const shorter = relative(cwd(), path);
  return Buffer.byteLength(shorter) < Buffer.byteLength(path) ? shorter : path;
}

/** Whether a process listens there. */
async function isAlive(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    return !NOBODY.includes((error as NodeJS.ErrnoException).code);
  } finally {
    socket.destroy();
  }
}

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(address);
  await once(server, 'listening');
  server.unref();
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** Lists the sockets of other processes that are alive, and deletes those that were left behind. */
async function listOthers(folder: string, own: string): Promise<string[]> {
  const alive: string[] = [];
  for (const name of await readdir(folder)) {
    if (name === own || !SOCKET_NAME.test(name)) continue;
    const path = join(folder, name);
    if (await isAlive(toAddress(path))) alive.push(name);
    else await rm(path, { force: true });
  }
  return alive;
}

/**
 * Takes the folder by a socket of this process's own: first it listens, then it looks for the sockets of others. So of two
 * processes at least one sees the other, and none has to replace a socket at a path that another one may have replaced a
 * moment ago. Of several that begin at the same time, the one whose name is the first waits for the others to withdraw.
 */
async function lockBySocket(folder: string): Promise<FolderLock> {
  const endsAt = performance.now() + PATIENCE_MS;
  const name = `lock-${randomBytes(4).toString('hex')}.sock`;
  const address = toAddress(join(folder, name));
  if (Buffer.byteLength(address) > MAX_PATH_BYTES) {
    throw new Error(`The path of ${folder} is too long: choose a shorter one.`);
  }
  for (; performance.now() < endsAt; await pause(PAUSE_MS)) {
    const server = await listen(address);
    let others = await listOthers(folder, name);
    while (others.length > 0 && others.every((other) => name < other) && performance.now() < endsAt) {
      await pause(PAUSE_MS);
      others = await listOthers(folder, name);
    }
    if (others.length === 0) return { release: () => close(server) };
    await close(server);
  }
  throw describeConflict(folder);
}

/** A named pipe of Windows belongs to one process, and ends with it. */
async function lockByPipe(folder: string): Promise<FolderLock> {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  try {
    const server = await listen(`\\\\.\\pipe\\ghl-social-connect-${id}`);
    return { release: () => close(server) };
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? describeConflict(folder) : error;
  }
}

/**
 * Takes a folder for this process alone.
 *
 * @throws If another process has it.
 */
export function lockFolder(folder: string): Promise<FolderLock> {
  return platform === 'win32' ? lockByPipe(folder) : lockBySocket(folder);
}
