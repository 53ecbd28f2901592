import { UsageError } from './usage-error.js';

const MAX_PORT = 65_535;

/** Reads a port; `name` is what a person knows it by. */
export function readPort(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= MAX_PORT) return port;
  throw new UsageError(`${name} must be a number from 0 to ${MAX_PORT}, not "${text}".`);
}
