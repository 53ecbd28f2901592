import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Set for a server that a test has started; nothing of the surroundings' own gets in. */
export type Environment = Readonly<Record<string, string>>;

const running = new Set<() => void>();
afterEach(() => {
  for (const kill of running) kill();
  running.clear();
});

/** A run of the built command. */
export interface Run {
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** The first line that matches, which may be yet to come. Rejects if the command ends without it. */
  readonly waitForLine: (pattern: RegExp) => Promise<string>;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  /** The same, and does not wait until everything it has printed is read. */
  readonly exited: Promise<number | string | null>;
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Closes the reading end of what it prints. */
  readonly hangUp: () => void;
  /** Reads no more of what it prints, and keeps the pipe open. */
  readonly standStill: () => void;
}

/** Starts `ghl-social-connect` with `args`. What is still running when the test ends is killed. */
export function startCommand(args: readonly string[], env: Environment = {}): Run {
  const child = spawn(process.execPath, [COMMAND, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  running.add(kill);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const waitFor = (event: 'close' | 'exit') =>
    once(child, event).then(([code, signal]) => (code ?? signal) as number | string | null);
  const [ended, exited] = [waitFor('close'), waitFor('exit')];
  void exited.then(() => running.delete(kill));

  function waitForLine(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const line = lines.find((candidate) => pattern.test(candidate));
        if (line === undefined) return;
        waiting.delete(look);
        resolve(line);
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(`No line matches ${pattern}:\n${lines.join('\n')}`)));
      look();
    });
  }
  return {
    output: () => lines.join('\n'),
    waitForLine,
    ended,
    exited,
    stop: (signal) => void child.kill(signal),
    hangUp: () => void child.stdout.destroy(),
    standStill: () => void child.stdout.pause(),
  };
}

/** Address of the server that a run says it has started. */
export async function waitForOrigin(run: Run): Promise<string> {
  const line = await run.waitForLine(/\bat http:\/\//);
  return /http:\/\/\S+/.exec(line)![0];
}
