import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The whole environment of a command that a test has started. */
export type Environment = Readonly<Record<string, string>>;

const running = new Set<() => void>();
afterEach(() => {
  for (const kill of running) kill();
  running.clear();
});

/** A run of the built command. */
export interface Run {
  /** Everything that it has printed so far. */
  readonly output: () => string;
  /** Resolves with the first line that matches, also a future one. Rejects if the command ends without it. */
  readonly waitForLine: (pattern: RegExp) => Promise<string>;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  /** The same, but does not wait until everything that it has printed is read. */
  readonly exited: Promise<number | string | null>;
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Closes the reading end of what it prints. */
  readonly hangUp: () => void;
  /** Reads no more of what it prints, and keeps the pipe open. */
  readonly stopReading: () => void;
}

/** A program that starts the command and waits for it, as a test runner does. */
const STARTER = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, process.argv.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] });
`;

/** Starts `ghl-social-connect` with `args`, in the folder `cwd`. A command that still runs when the test ends is killed. */
export function startCommand(args: readonly string[], env: Environment = {}, cwd?: string): Run {
  return run([COMMAND, ...args], env, cwd);
}

/** The same, started by another process: `stop` ends that process. */
export function startIndirectly(args: readonly string[], env: Environment = {}): Run {
  return run(['--eval', STARTER, COMMAND, ...args], env);
}

function run(nodeArgs: readonly string[], env: Environment, cwd?: string): Run {
  const child = spawn(process.execPath, nodeArgs, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  running.add(kill);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const check of waiting) check();
    });
  }
  const waitFor = (event: 'close' | 'exit') =>
    once(child, event).then(([code, signal]) => (code ?? signal) as number | string | null);
  const [ended, exited] = [waitFor('close'), waitFor('exit')];
  void exited.then(() => running.delete(kill));

  function waitForLine(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const line = lines.find((candidate) => pattern.test(candidate));
        if (line === undefined) return;
        waiting.delete(check);
        resolve(line);
      };
      waiting.add(check);
      void ended.then(() => reject(new Error(`No line matches ${pattern}:\n${lines.join('\n')}`)));
      check();
    });
  }
  return {
    output: () => lines.join('\n'),
    waitForLine,
    ended,
    exited,
    stop: (signal) => void child.kill(signal),
    hangUp: () => void child.stdout.destroy(),
    stopReading: () => void child.stdout.pause(),
  };
}

/** Resolves with the address that a run prints. */
export async function waitForOrigin(run: Run): Promise<string> {
  const line = await run.waitForLine(/\bat http:\/\//);
  return /http:\/\/\S+/.exec(line)![0];
}

/** Starts the command and waits until it ends. */
export async function runToEnd(
  args: readonly string[],
  env: Environment = {},
): Promise<{ code: unknown; output: string }> {
  const started = startCommand(args, env);
  return { code: await started.ended, output: started.output() };
}
