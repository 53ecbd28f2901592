import { readFileSync } from 'node:fs';
import { parseArguments } from './arguments/parse-arguments.js';
import { suggest } from './arguments/suggest.js';
import { EXIT_FAILURE, EXIT_OK, EXIT_USAGE, UsageError, type Command, type CommandContext } from './command.js';
import { PROXY } from './commands/proxy.js';
import { SIMULATE } from './commands/simulate.js';
import { createCommandHelp, createHelp } from './help.js';

const COMMANDS: readonly Command[] = [SIMULATE, PROXY];

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function findCommand(name: string | undefined): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

function requireCommand(name: string | undefined): Command {
  const command = findCommand(name);
  if (command) return command;
  const names = COMMANDS.map((candidate) => candidate.name);
  if (name === undefined) throw new UsageError(`Which command? Commands: ${names.join(', ')}.`);
  throw new UsageError(`There is no command "${name}".${suggest(name, names)} Commands: ${names.join(', ')}.`);
}

async function serveUntilStopped(command: Command, args: readonly string[], context: CommandContext): Promise<void> {
  const server = await command.start(parseArguments(args, command), context);
  await Promise.race(command.stopsWithParent(context.env) ? [context.stopped, context.orphaned] : [context.stopped]);
  await server.close();
}

/** Prints the help that was asked for; returns whether any was. */
function printHelp(args: readonly string[], { print }: CommandContext): boolean {
  const [name, ...others] = args;
  if (name === '--version' || name === '-v') {
    print(readVersion());
    return true;
  }
  const isHelp = (arg: string | undefined) => arg === '--help' || arg === '-h';
  if (name !== 'help' && !args.some(isHelp)) return false;
  const topic = name === 'help' || isHelp(name) ? others[0] : name;
  const command = topic === undefined ? undefined : requireCommand(topic);
  print(command ? createCommandHelp(command) : createHelp(COMMANDS));
  return true;
}

function reportError(error: unknown, name: string | undefined, { printError }: CommandContext): number {
  printError(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return EXIT_FAILURE;
  const command = findCommand(name);
  printError(`\nSee: npx ghl-social-connect ${command ? `${command.name} ` : ''}--help`);
  return EXIT_USAGE;
}

/**
 * Runs the command line.
 *
 * @returns The exit code: 0 success, 1 failure, 2 usage error.
 */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...others] = args;
  try {
    if (printHelp(args, context)) return EXIT_OK;
    await serveUntilStopped(requireCommand(name), others, context);
    return EXIT_OK;
  } catch (error) {
    return reportError(error, name, context);
  }
}
