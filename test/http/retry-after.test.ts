import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/http/retry-after.js';

const NOW = Date.parse('Sun, 06 Nov 1994 08:49:07 GMT');

it.each<[unknown, number | undefined]>([
  [5, 5],
  [0, 0],
  [0.5, 0.5],
  ['5', 5],
  [' 120 ', 120],
  ['0', 0],
  ['86400', 86_400],
  // The three date formats of RFC 9110: 30 s ahead.
  ['Sun, 06 Nov 1994 08:49:37 GMT', 30],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 30],
  ['Sun Nov  6 08:49:37 1994', 30],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', Math.ceil((Date.parse('Fri, 31 Dec 9999 23:59:59 GMT') - NOW) / 1000)],
])('reads %j as %s seconds', (value, seconds) => {
  expect(parseRetryAfter(value, NOW)).toBe(seconds);
});

it.each([
  undefined,
  null,
  '',
  ' ',
  '-5',
  -5,
  '1e3',
  '5.5.5',
  '0x10',
  'soon',
  '2026-11-06',
  '9'.repeat(400),
  '99999999999999999999',
  Infinity,
  NaN,
  ['5'],
  { valueOf: () => 5 },
  true,
  'Sun, 99 Nov 1994 08:49:37 GMT',
  `${'a'.repeat(100_000)}, 06 Nov 1994 08:49:37 GMT`,
])('takes %j for no value', (value) => {
  expect(parseRetryAfter(value, NOW)).toBeUndefined();
});
