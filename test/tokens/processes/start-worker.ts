import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { execPath } from 'node:process';
import { buildProgram } from '../../store/build-program.js';
import type { Answer } from './settings.js';

/** A process that hands out tokens. */
export interface Worker {
  /** Asks for many tokens at once. Rejects if the process is killed before it has answered. */
  ask(locationIds: readonly string[]): Promise<readonly Answer[]>;
  kill(): Promise<void>;
}

let program: Promise<string> | undefined;

/** Starts a process on the store at an address, as `openStore` takes it. */
export async function startWorker(address: string, upstream: string): Promise<Worker> {
  program ??= buildProgram('test/tokens/processes/worker.ts');
  const child = spawn(execPath, [await program, address, upstream], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on('error', () => undefined);

  async function readLine(): Promise<string> {
    const { value, done } = await lines.next();
    if (done) throw new Error('The process was killed.');
    return value;
  }

  await readLine();
  return {
    async ask(locationIds) {
      child.stdin.write(`${JSON.stringify(locationIds)}\n`);
      return JSON.parse(await readLine()) as Answer[];
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
