import { VERSION } from '../version.js';

const PREFIX = `[ghl-social-connect ${VERSION}]`;

/** Tells the page's developer what to mend. */
export function warn(message: string): void {
  console.warn(PREFIX, message);
}

/** Tells what happened, where `debug` is set. */
export function trace(message: string): void {
  console.info(PREFIX, message);
}
