import { SocialConnectError } from '../errors.js';
import { hasPlaceholder } from '../protocol/placeholder.js';

/**
 * Rejects a text that holds a placeholder instead of a value.
 *
 * @param option Name of the option, or of what else the text is.
 * @throws {SocialConnectError} `invalid_config`.
 */
export function rejectPlaceholder(option: string, text: unknown): void {
  if (typeof text !== 'string' || !hasPlaceholder(text)) return;
  const message = `${option} "${text.slice(0, 80)}" is a placeholder that nothing has replaced; write the value itself.`;
  throw new SocialConnectError('invalid_config', message, { option });
}
