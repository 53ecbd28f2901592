import type { Writable } from 'node:stream';

/** More than this, in bytes, is not kept for a reader that stands still. */
const MAX_WAITING_BYTES = 1_048_576;

/**
 * Writes lines to `stream`, and drops them once its reader has gone or stands still: a log that nobody reads must neither
 * end a server nor fill its memory.
 */
export function createPrinter(stream: Writable): (text: string) => void {
  // A pipe that was closed tells by an event, which would end the process if nobody listened.
  stream.on('error', () => undefined);
  return (text) => {
    if (stream.writableLength < MAX_WAITING_BYTES) stream.write(`${text}\n`);
  };
}
