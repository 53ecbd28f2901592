import { SocialConnectError } from '../errors.js';

/** What is wrong with the client or the options that a store is created with. */
export function invalidStore(option: string | undefined, message: string): SocialConnectError {
  return new SocialConnectError('invalid_config', message, { option });
}

/** The client of `postgres` is a function with methods. */
function hasMethods(client: unknown, names: readonly string[]): boolean {
  if (client === null || (typeof client !== 'object' && typeof client !== 'function')) return false;
  return names.every((name) => typeof (client as Record<string, unknown>)[name] === 'function');
}

/**
 * Checks that a client has the methods that the store calls.
 *
 * @param takes What the function takes, as a sentence.
 * @throws {SocialConnectError} `invalid_config`.
 */
export function checkClient(client: unknown, methods: readonly string[], takes: string): void {
  if (hasMethods(client, methods)) return;
  throw invalidStore(undefined, hasMethods(client, ['then']) ? `${takes} It got a promise: await it first.` : takes);
}

/**
 * Checks the names of a store's options, and that the one they have is a text.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function checkStoreOptions(creator: string, options: unknown, known: string): void {
  if (typeof options !== 'object' || options === null) {
    throw invalidStore(undefined, `${creator}: the options must be an object, like { ${known}: '…' }.`);
  }
  const unknown = Object.keys(options).find((name) => name !== known);
  if (unknown !== undefined) {
    throw invalidStore(unknown, `${creator}: \`${unknown}\` is not an option; known: ${known}.`);
  }
  const value = (options as Readonly<Record<string, unknown>>)[known];
  if (value === undefined || typeof value === 'string') return;
  throw invalidStore(
    known,
    `${creator}: \`${known}\` must be a string, not ${value === null ? 'null' : typeof value}.`,
  );
}
