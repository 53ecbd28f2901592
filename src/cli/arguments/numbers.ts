import { UsageError } from '../command.js';

const MAX_PORT = 65_535;

/**
 * Parses a port.
 *
 * @param name The option or variable, for the message.
 * @throws UsageError if `text` is not a port.
 */
export function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= MAX_PORT) return port;
  throw new UsageError(`${name} must be a number from 0 to ${MAX_PORT}, not "${text}".`);
}

/** Parses a number; `NaN` for anything else, which the receiver rejects. `undefined` stays as it is. */
export function parseNumber(text: string | true | undefined): number | undefined {
  return typeof text === 'string' ? Number(text.trim() || NaN) : undefined;
}
