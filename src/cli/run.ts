import { readFileSync } from 'node:fs';
import { HELP } from './help.js';
import type { LocalServer } from './serve.js';
import { startProxy } from './proxy-command.js';
import { startSimulator } from './simulate-command.js';
import { UsageError } from './usage-error.js';

/** The process that the command runs in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Resolves when the server shall stop. */
  readonly stopped: Promise<void>;
}

/** Starts a server, says where, and returns it. */
export type Command = (args: readonly string[], surroundings: Surroundings) => Promise<LocalServer>;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['simulate', startSimulator],
  ['proxy', startProxy],
]);

const GOOD = 0;
const FAILED = 1;
const MISUSED = 2;

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function serveUntilStopped(command: Command, args: readonly string[], surroundings: Surroundings): Promise<void> {
  const server = await command(args, surroundings);
  await surroundings.stopped;
  await server.close();
}

function describeFailure(error: unknown, { printError }: Surroundings): number {
  printError(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return FAILED;
  printError('\n`npx ghl-social-connect --help` says what there is.');
  return MISUSED;
}

/**
 * Runs the command line.
 *
 * @returns The exit code: 0 when it did what was asked, 1 when it could not, 2 when it was not asked properly.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...others] = args;
  if (args.includes('--help') || args.includes('-h') || name === 'help') {
    surroundings.print(HELP);
    return GOOD;
  }
  if (name === '--version') {
    surroundings.print(readVersion());
    return GOOD;
  }
  try {
    const command = COMMANDS.get(name ?? '');
    if (!command) throw new UsageError(name === undefined ? 'Say what to start.' : `There is no command "${name}".`);
    await serveUntilStopped(command, others, surroundings);
    return GOOD;
  } catch (error) {
    return describeFailure(error, surroundings);
  }
}
