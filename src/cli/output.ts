import type { Writable } from 'node:stream';

/** At most this many bytes wait for a reader that does not read. */
const MAX_WAITING_BYTES = 1_048_576;

/**
 * Creates a function that writes lines to `stream`. It drops them when the reader has gone or does not read: a log must
 * neither end a server nor fill its memory.
 */
export function createPrinter(stream: Writable): (text: string) => void {
  // A closed pipe is reported as an error event, which would end the process without a listener.
  stream.on('error', () => undefined);
  return (text) => {
    if (stream.writableLength < MAX_WAITING_BYTES) stream.write(`${text}\n`);
  };
}
