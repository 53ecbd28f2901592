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

/** Editors and shells of Windows begin a text with a byte order mark; Windows PowerShell writes UTF-16. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** What the current folder has instead of a file `.env`: nothing, or Python's virtual environment of that name. */
const NO_FILE: readonly (string | undefined)[] = ['ENOENT', 'EISDIR'];

/**
 * Reads the file that `--env` names, or `.env` in the current folder if there is one.
 *
 * The option is not `--env-file`: Node 20 takes that one for its own, wherever it stands.
 *
 * @throws UsageError if the file cannot be read.
 */
export function readEnvFile(values: OptionValues, { cwd }: CommandContext): EnvFile {
  const named = values.env;
  const path = typeof named === 'string' ? resolve(cwd, named) : join(cwd, '.env');
  try {
    return { variables: parseEnv(decode(readFileSync(path))), path };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (named === undefined && NO_FILE.includes(code)) return { variables: {} };
    throw new UsageError(`${named === undefined ? '.env' : '--env'}: ${message}`);
  }
}
