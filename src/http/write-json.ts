/** Characters that JSON text must escape, and surrogates, of which a single one would not survive UTF-8. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/g;

function writeText(text: string): string {
  return `"${text.replace(ESCAPED, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/**
 * Writes plain data as JSON: objects, lists, strings, numbers, booleans and null. A field that is undefined is left out.
 *
 * In place of `JSON.stringify`, because pages exist that change what it writes: older versions of Prototype.js and similar
 * libraries add `toJSON` to the prototypes of built-in classes.
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${writeText(name)}:${writeJson(field)}`).join(',')}}`;
}
