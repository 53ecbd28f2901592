import { parseSecureUrl } from './secure-url.js';

/** Reads one field: the good value, or `undefined` for anything else. */
type Field = (value: unknown) => unknown;

/** The known fields of an object; what is not named here is left out. */
type Fields = Readonly<Record<string, Field>>;

/** An object with only its known, good fields. */
export type Reduced<F extends Fields> = { readonly [Name in keyof F]?: Exclude<ReturnType<F[Name]>, undefined> };

/** Most entries of a list that are read. */
export const MAX_ENTRIES = 1_000;

/** Longest text that is passed on, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 512;

/** Longest address that is passed on, in UTF-16 code units. */
export const MAX_URL_LENGTH = 2_048;

/** Ids that the platforms make: visible ASCII. */
export const ORIGIN_ID_PATTERN = /^[\x21-\x7e]{1,256}$/;

/** Whether `value` is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Builds a new object out of the known fields of `value`, one by one. HighLevel's fields are all optional, so a bad one
 * is left out and does not spoil the others; `__proto__` and what is inherited are never read.
 */
export function reduceObject<F extends Fields>(value: unknown, fields: F): Reduced<F> | undefined {
  if (!isRecord(value)) return undefined;
  const known: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const good = Object.hasOwn(value, name) ? field(value[name]) : undefined;
    if (good !== undefined) known[name] = good;
  }
  return known as Reduced<F>;
}

/** Text, cut at {@link MAX_TEXT_LENGTH}. HighLevel fills a missing value with the word for it. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.slice(0, MAX_TEXT_LENGTH).trim();
  return trimmed === '' || trimmed === 'undefined' || trimmed === 'null' ? undefined : trimmed;
}

/** A message: a text, or a list of them. What else is in the list is left out: written out it could take seconds. */
export function joinTexts(value: unknown): string {
  return [value]
    .flat()
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** An id that a platform made; one that is too long is no id. */
export function originId(value: unknown): string | undefined {
  return typeof value === 'string' && ORIGIN_ID_PATTERN.test(value) ? text(value) : undefined;
}

/** A boolean. */
export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A whole number. */
export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** An `https:` address without user info. */
export function httpsUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return undefined;
  const url = parseSecureUrl(value);
  return url?.protocol === 'https:' ? url.href : undefined;
}
