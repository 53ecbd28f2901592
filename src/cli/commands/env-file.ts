import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError, type CommandContext, type Environment, type OptionValues } from '../command.js';

/** Variables of a file, and what to say about it. */
export interface EnvFile {
  readonly variables: Environment;
  /** The file that was read; absent if there is none. */
  readonly path?: string;
}

/**
 * Reads the file that `--env` names, or `.env` in the current folder if there is one.
 *
 * The option is not `--env-file`: Node 20 takes that one for its own, wherever it stands.
 *
 * @throws UsageError if the named file cannot be read.
 */
export function readEnvFile(values: OptionValues, { cwd }: CommandContext): EnvFile {
  const named = values.env;
  const path = typeof named === 'string' ? resolve(cwd, named) : join(cwd, '.env');
  try {
    return { variables: parseEnv(readFileSync(path, 'utf8')), path };
  } catch (error) {
    if (named === undefined) return { variables: {} };
    throw new UsageError(`--env: ${(error as Error).message}`);
  }
}
