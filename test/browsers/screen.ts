import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import type { Readable } from 'node:stream';

/** A screen with a window manager, on which the top window has the focus, as on a desktop. */
export interface Screen {
  readonly display: string;
  close(): void;
}

/** Starts Xvfb and Openbox. Rejects if one of them ends. */
export async function openScreen(): Promise<Screen> {
  const processes: ChildProcess[] = [];
  const close = () => processes.reverse().forEach((child) => child.kill('SIGTERM'));
  try {
    const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    processes.push(server);
    const [number] = (await Promise.race([once(server.stdio[3] as Readable, 'data'), fail(server, 'Xvfb')])) as [
      Buffer,
    ];
    const display = `:${String(number).trim()}`;
    // Openbox runs this command when it manages the windows.
    const manager = spawn('openbox', ['--sm-disable', '--startup', 'echo ready'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...env, DISPLAY: display },
    });
    processes.push(manager);
    await Promise.race([once(manager.stdout, 'data'), fail(manager, 'openbox')]);
    return { display, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function fail(child: ChildProcess, name: string): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${name} ended before it was ready.`);
}
