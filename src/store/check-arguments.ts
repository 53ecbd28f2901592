import { SocialConnectError } from '../errors.js';
import type { DeleteOptions, IncrementOptions, SetOptions, Store } from './store.js';

const MAX_KEY_BYTES = 512;
/** Deno KV takes 64 KiB for a value and what is stored beside it. */
const MAX_VALUE_BYTES = 60_000;
/** Ten years: every engine can add them to its clock. */
const MAX_TTL_S = 315_360_000;
/** A character that PostgreSQL refuses, or half a surrogate pair, which is not UTF-8 and would come back as another text. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const encoder = new TextEncoder();

function refuse(reason: string): never {
  throw new SocialConnectError('invalid_config', `Store: ${reason}.`);
}

function checkText(name: string, text: unknown, maxBytes: number): void {
  if (typeof text !== 'string') refuse(`${name} must be a string, not ${text === null ? 'null' : typeof text}`);
  // No UTF-16 code unit takes more than three bytes.
  const bytes = text.length * 3 > maxBytes ? encoder.encode(text).length : text.length;
  if (bytes > maxBytes) refuse(`${name} has ${bytes} bytes; at most ${maxBytes} are allowed`);
  if (UNSTORABLE.test(text)) refuse(`${name} contains U+0000 or half a surrogate pair, which not every engine stores`);
}

function checkKey(key: unknown): void {
  if (key === '') refuse('the key is empty');
  checkText('the key', key, MAX_KEY_BYTES);
}

function checkOptions(options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) refuse('the options must be an object');
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`\`${unknown}\` is not an option; known: ${known.join(', ')}`);
}

function checkTtl(ttl: unknown): void {
  if (typeof ttl === 'number' && ttl > 0 && ttl <= MAX_TTL_S) return;
  refuse(`\`ttl\` must be a number of seconds above 0, at most ${MAX_TTL_S}, not ${String(ttl)}`);
}

function isVersion(condition: unknown): boolean {
  return (
    typeof condition === 'object' &&
    condition !== null &&
    typeof (condition as { version?: unknown }).version === 'string'
  );
}

function checkSet(key: unknown, value: unknown, options: SetOptions): void {
  checkKey(key);
  checkText('the value', value, MAX_VALUE_BYTES);
  checkOptions(options, ['ttl', 'if']);
  if (options.ttl !== undefined) checkTtl(options.ttl);
  if (options.if === undefined || options.if === 'absent' || isVersion(options.if)) return;
  refuse("`if` must be 'absent' or an object with the `version` that `get` returned");
}

function checkDelete(key: unknown, options: DeleteOptions): void {
  checkKey(key);
  checkOptions(options, ['if']);
  if (options.if === undefined || isVersion(options.if)) return;
  refuse('`if` must be an object with the `version` that `get` returned');
}

function checkIncrement(key: unknown, options: IncrementOptions): void {
  checkKey(key);
  checkOptions(options, ['ttl']);
  checkTtl(options.ttl);
}

/** The options without what a script has added to `Object.prototype`; what is no plain object stays as it is. */
function ownOptions<Options extends object>(options: Options): Options {
  const isPlain = (value: unknown) =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain(options) ? { __proto__: null, ...options } : options;
}

/**
 * Checks the arguments of every operation before `engine` sees them, so that all stores refuse the same ones with the
 * same words. What is wrong rejects; nothing throws.
 */
export function checkArguments(engine: Store): Store {
  return {
    async get(key) {
      checkKey(key);
      return engine.get(key);
    },
    async set(key, value, given = {}) {
      const options = ownOptions(given);
      checkSet(key, value, options);
      return engine.set(key, value, options);
    },
    async delete(key, given = {}) {
      const options = ownOptions(given);
      checkDelete(key, options);
      return engine.delete(key, options);
    },
    async increment(key, given) {
      const options = ownOptions(given);
      checkIncrement(key, options);
      return engine.increment(key, options);
    },
  };
}
