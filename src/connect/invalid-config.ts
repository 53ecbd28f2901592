import { SocialConnectError } from '../errors.js';

/** An `invalid_config` that names the option and, if it is spelled differently, the attribute. */
export function invalidConfig(option: string, problem: string): SocialConnectError {
  const attribute = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const subject = attribute === option ? option : `${attribute} (${option})`;
  return new SocialConnectError('invalid_config', `${subject} ${problem}`, { option });
}
