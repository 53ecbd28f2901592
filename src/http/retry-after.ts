/** The three date formats of RFC 9110, section 5.6.7. `Date.parse` alone would accept much more, `-5` among it. */
const HTTP_DATE =
  /^(?:[a-z]{3,9}, \d{2}[ -][a-z]{3}[ -]\d{2,4} [\d:]{8} GMT|[a-z]{3} [a-z]{3} [ \d]\d [\d:]{8} \d{4})$/i;

/**
 * Parses a `Retry-After` value: whole seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param value The header, or the number in a JSON body.
 * @param now The current time in ms, by the server's clock if known.
 * @returns Seconds to wait, 0 for a date in the past; `undefined` if the value is absent or not valid.
 */
export function parseRetryAfter(value: unknown, now = Date.now()): number | undefined {
  if (typeof value === 'number') return value >= 0 && Number.isSafeInteger(Math.ceil(value)) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return parseRetryAfter(Number(text));
  if (!HTTP_DATE.test(text)) return undefined;
  // The oldest of the formats names no time zone: it is always UTC.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
