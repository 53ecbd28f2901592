import { isRecord } from './is-record.js';
import { ownField } from './own-field.js';
import { parseSecureUrl } from './secure-url.js';

export { isRecord };

/** Parses one field of a response: the valid value, or `undefined` for anything else. */
type FieldParser = (value: unknown) => unknown;

/** The fields of an object to keep, by name. */
type Fields = Readonly<Record<string, FieldParser>>;

/** What {@link pickFields} returns for `F`: every field is optional, and none is `undefined`. */
export type Picked<F extends Fields> = { readonly [Name in keyof F]?: Exclude<ReturnType<F[Name]>, undefined> };

/** Maximum number of entries read from a list. */
export const MAX_ENTRIES = 1_000;

/** Maximum length of a text, in UTF-16 code units. Longer texts are cut. */
export const MAX_TEXT_LENGTH = 512;

/** Maximum length of a URL, in UTF-16 code units. Longer URLs are dropped. */
export const MAX_URL_LENGTH = 2_048;

/** Ids made by the platforms or by HighLevel's records: 1 to 256 visible ASCII characters. */
export const PLATFORM_ID_PATTERN = /^[\x21-\x7e]{1,256}$/;

/** ISO 8601 as `Date.prototype.toISOString` writes it; the fraction may be missing and an offset may replace the `Z`. */
const ISO_TIME_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Copies the known, valid fields of `value` into a new object.
 *
 * HighLevel declares every field optional, so an invalid field is dropped without affecting the others. Inherited
 * properties and `__proto__` are never read, and the new object inherits nothing either.
 *
 * @returns `undefined` if `value` is not an object.
 */
export function pickFields<F extends Fields>(value: unknown, fields: F): Picked<F> | undefined {
  if (!isRecord(value)) return undefined;
  const picked: Record<string, unknown> = { __proto__: null };
  for (const [name, parse] of Object.entries(fields)) {
    const valid = parse(ownField(value, name));
    if (valid !== undefined) picked[name] = valid;
  }
  return picked as Picked<F>;
}

/** Replaces control characters, line breaks among them, by spaces. */
export function replaceControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/**
 * Text without control characters and surrounding white space, cut at {@link MAX_TEXT_LENGTH} without splitting a surrogate pair.
 * HighLevel writes the words `undefined` and `null` where a value is missing.
 */
export function trimmedText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = replaceControls(value.slice(0, MAX_TEXT_LENGTH).replace(/[\ud800-\udbff]$/, '')).trim();
  return text === '' || text === 'undefined' || text === 'null' ? undefined : text;
}

/** Joins HighLevel's `message`, which is a text or a list of texts. Items of other types are skipped. */
export function joinTexts(value: unknown): string {
  return [value]
    .flat()
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** An id as in {@link PLATFORM_ID_PATTERN}. */
export function platformId(value: unknown): string | undefined {
  return typeof value === 'string' && PLATFORM_ID_PATTERN.test(value) ? trimmedText(value) : undefined;
}

/** A boolean. HighLevel's examples also write it as text. */
export function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** A safe integer. */
export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** An `https:` URL without user info, serialised. */
export function httpsUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return undefined;
  const url = parseSecureUrl(value);
  return url?.protocol === 'https:' ? url.href : undefined;
}

/** Where the simulator serves pictures. */
const SIMULATOR_PICTURE = /^\/simulator\/avatars\//;

/**
 * A URL of a picture: `https:`, or a picture of the simulator on a loopback name. Nothing else on the person's own machine
 * can be addressed. User info is not allowed.
 */
export function pictureUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return undefined;
  const url = parseSecureUrl(value);
  return url && (url.protocol === 'https:' || SIMULATOR_PICTURE.test(url.pathname)) ? url.href : undefined;
}

/** A point in time, as `Date.prototype.toISOString` writes it: two of them compare as text. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value !== 'string' || !ISO_TIME_PATTERN.test(value)) return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
