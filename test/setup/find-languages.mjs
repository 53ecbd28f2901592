import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/** The languages whose examples tests run. */
export const LANGUAGES = ['php', 'python3'];

/** Path of the program that runs `language` on this machine; `undefined` if it is not installed. */
export function findLanguage(language) {
  if (!LANGUAGES.includes(language)) return undefined;
  const paths = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, language));
  return paths.find((path) => existsSync(path));
}
