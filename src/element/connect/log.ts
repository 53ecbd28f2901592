import type { SocialConnectError } from '../../errors.js';
import { isLoopback } from '../../protocol/secure-url.js';
import { VERSION } from '../version.js';

const PREFIX = `[ghl-social-connect ${VERSION}]`;

/** Logs what the page's developer should change. */
export function warn(message: string): void {
  console.warn(PREFIX, message);
}

/** Logs what happened, for `debug`. */
export function trace(message: string): void {
  console.info(PREFIX, message);
}

/** Logs an error: with `isDebugging` as a step, otherwise as a warning where a developer sees it, on loopback pages. */
export function logError(subject: string, { code, message }: SocialConnectError, isDebugging: boolean): void {
  const text = `${subject}: ${code}: ${message}`;
  if (isDebugging && code !== 'invalid_config') trace(text);
  else if (code === 'invalid_config' || isLoopback(location.hostname)) warn(text);
}
