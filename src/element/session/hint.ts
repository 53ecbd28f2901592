import { isLoopback } from '../../protocol/secure-url.js';
import { warn } from '../connect/log.js';

const given = new Set<string>();

let isDebugging = false;

/** Lets {@link hint} warn on every page: an element has `debug`. */
export function enableHints(): void {
  isDebugging = true;
}

/** Warns once, where developers see it: on loopback pages, and with `debug`. */
export function hint(message: string): void {
  if (given.has(message) || !(isLoopback(location.hostname) || isDebugging)) return;
  given.add(message);
  warn(message);
}
