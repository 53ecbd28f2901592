import { SocialConnectError } from '../errors.js';
import { isRecord } from './is-record.js';

/**
 * A copy of `options` that inherits nothing: what a script has added to `Object.prototype` is nobody's option. An instance
 * of a class stays as it is, because it may have its options on its own prototype.
 */
export function ownOptions<Options extends object>(options: Options): Options {
  return Object.getPrototypeOf(options) === Object.prototype ? { __proto__: null, ...options } : options;
}

/**
 * The options of a function, without what they inherit from `Object.prototype`.
 *
 * @param problem What the error says if they are not an object.
 * @throws {SocialConnectError} `invalid_config`.
 */
export function requireOptions<Options extends object>(
  options: Options,
  problem = 'options must be an object.',
): Options {
  if (isRecord(options)) return ownOptions(options);
  throw new SocialConnectError('invalid_config', problem, { option: 'options' });
}

/**
 * Requires that every option has one of these names: a misspelt one would be left out without a word.
 *
 * @param owner What has the options, for the message.
 * @param path Where the options stand in those of the owner, with a dot at its end.
 * @throws {SocialConnectError} `invalid_config`.
 */
export function requireNames(options: object, names: readonly string[], owner: string, path = ''): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const message = `${owner}: \`${path}${unknown}\` is not an option; known: ${names.join(', ')}.`;
  throw new SocialConnectError('invalid_config', message, { option: path + unknown });
}
