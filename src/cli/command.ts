import type { LocalServer } from './serve.js';

/** Exit codes of the process. */
export const EXIT_OK = 0;
export const EXIT_FAILURE = 1;
/** An argument or a variable is missing or wrong. */
export const EXIT_USAGE = 2;

/** The command was used the wrong way: an argument or a variable is missing or wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process that a command runs in. */
export interface CommandContext {
  readonly env: Environment;
  /** The folder that the command was started in. */
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Resolves when the process is asked to stop. */
  readonly stopped: Promise<void>;
  /** Resolves when the process that started this one has ended. */
  readonly orphaned: Promise<void>;
}

/** An option of a command: a flag, or one that takes a value. */
export interface CommandOption {
  /** Placeholder of the value, for example `<number>`; absent for a flag. */
  readonly value?: string;
  /** What the help says about it. */
  readonly help: string;
}

/** The options that were given, by name. A flag is `true`. */
export type OptionValues = Readonly<Record<string, string | true | undefined>>;

/** A command that starts a server. */
export interface Command {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Further sections of its help. */
  readonly sections: string;
  /** Whether its server, in this environment, stops when the process that started it ends. */
  stopsWithParent(env: Environment): boolean;
  /** Starts the server and prints its address. */
  start(values: OptionValues, context: CommandContext): Promise<LocalServer>;
}
