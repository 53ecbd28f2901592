import { parseArgs } from 'node:util';
import { UsageError, type Command, type OptionValues } from '../command.js';
import { suggest } from './suggest.js';

/** Explains what is wrong with the arguments; parseArgs itself makes no suggestion. */
function explain(error: unknown, { name, options }: Command): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const names = Object.keys(options);
  const [, flag] = /^Unknown option '-*([^']*)'/.exec(message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && flag !== undefined) {
    const all = [...names, 'help'].map((option) => `--${option}`).join(', ');
    return `${name} has no option "--${flag}".${suggest(flag, names, '--')} Its options: ${all}.`;
  }
  const [, argument] = /^Unexpected argument '([^]*?)'\./.exec(message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' && argument !== undefined) {
    return `${name} takes options only, and "${argument}" is not one.${suggest(argument, names, '--')}`;
  }
  return message;
}

/**
 * Parses the arguments of a command.
 *
 * @throws UsageError if one of them is not an option of the command, or lacks its value.
 */
export function parseArguments(args: readonly string[], command: Command): OptionValues {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => {
      return [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }];
    }),
  );
  try {
    return parseArgs({ args: [...args], options }).values as OptionValues;
  } catch (error) {
    throw new UsageError(explain(error, command));
  }
}
