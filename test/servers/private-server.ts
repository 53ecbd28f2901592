import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The user that a program runs as; without it, the one who runs the tests. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** A server that only one test file uses. */
export interface PrivateServer {
  /** Address for a client, on the loopback interface. */
  readonly url: string;
  readonly port: number;
  /** Ends the server and deletes its data. */
  readonly stop: () => Promise<void>;
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** The line that the program prints once clients can connect. */
  readonly ready: RegExp;
  /** The signal on which it ends without waiting for its clients. */
  readonly stopSignal: NodeJS.Signals;
  readonly user?: SystemUser | undefined;
}

/** How often another port is tried: somebody else can take a free one before the server does. */
const ATTEMPTS = 5;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Makes an empty folder for the data of one server. */
export const makeDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'ghl-social-connect-server-'));

/** Starts `program` and waits until it is ready. Rejects with everything it printed if it ends before that. */
async function startProgram({ command, args, ready, stopSignal, user }: Program): Promise<() => Promise<void>> {
  const child = spawn(command, args, {
    // The line that says "ready" is translated otherwise.
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const ended = once(child, 'close');
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const lines: string[] = [];
  const isReady = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (ready.test(line)) resolve(true);
      });
    }
    void ended.then(() => resolve(false));
  });
  if (!(await isReady)) {
    process.off('exit', kill);
    throw new Error(`${command} ended before it was ready:\n${lines.join('\n')}`);
  }
  return async () => {
    process.off('exit', kill);
    child.kill(stopSignal);
    await ended;
  };
}

/** Starts the program that `describe` returns for a free port, and deletes `folder` when it is stopped. */
export async function startPrivateServer(
  folder: string,
  describe: (port: number) => Program & { readonly url: string },
): Promise<PrivateServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const { url, ...program } = describe(port);
    try {
      const stopProgram = await startProgram(program);
      const stop = async () => {
        await stopProgram();
        await rm(folder, { recursive: true, force: true });
      };
      return { url, port, stop };
    } catch (error) {
      const isTaken = /address already in use|could not bind|could not create listen socket/i.test(String(error));
      if (isTaken && attempt < ATTEMPTS) continue;
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
}
