import { describe, expect, it } from 'vitest';
import { createLeakCheck } from '../../../src/proxy/highlevel/leak-check.js';
import {
  attachRequest,
  CANARY,
  createFixture,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  jsonResponse,
  LIST,
  readError,
  redirectTo,
  startRequest,
} from '../fixture.js';

const hexOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
/** Each letter of the token in hexadecimal, behind a mark. */
const escapeAs = (mark: string, end = '') =>
  hexOf(CANARY)
    .map((hex) => mark + hex + end)
    .join('');
/** Each letter in its full-width form (U+FF01 to U+FF5E). */
const FULL_WIDTH = [...CANARY].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Ways to write the token that a browser, a person or a script could read. */
const WAYS: readonly [string, string][] = [
  ['as it is', CANARY],
  ['with a scheme', `Bearer ${CANARY}`],
  ['with a tab in each gap', [...CANARY].join('\t')],
  ['with line breaks', [...CANARY].join('\r\n')],
  ['with line breaks in percent-encoding', [...CANARY].join('%0D%0A')],
  ['with spaces in HTML escapes', [...CANARY].join('&#32;')],
  ['with zero-width spaces', [...CANARY].join('\u200b')],
  ['with soft hyphens', [...CANARY].join('\u00ad')],
  ['in full-width letters', FULL_WIDTH],
  ['in percent-encoding', escapeAs('%')],
  ['in percent-encoding of percent-encoding', escapeAs('%2525')],
  ['in full-width letters in percent-encoding', encodeURIComponent(FULL_WIDTH)],
  ['in JSON escapes', escapeAs('\\u00')],
  [
    'in JSON escapes of every second letter',
    hexOf(CANARY)
      .map((hex, index) => (index % 2 ? `\\u00${hex}` : CANARY[index]))
      .join(''),
  ],
  ['in JavaScript escapes', escapeAs('\\x')],
  ['in code point escapes', escapeAs('\\u{0000', '}')],
  ['in HTML escapes', escapeAs('&#x', ';')],
  ['in decimal HTML escapes', [...CANARY].map((letter) => `&#${letter.charCodeAt(0)};`).join('')],
  ['in percent-encoded HTML escapes', encodeURIComponent(escapeAs('&#x', ';'))],
  ['in Base64', base64(CANARY)],
  ['in Base64, one byte in', base64(`x${CANARY}`)],
  ['in Base64, two bytes in', base64(`xy${CANARY}zz`)],
  ['in Base64url', Buffer.from(`Bearer ${CANARY}`).toString('base64url')],
  [
    'in Base64 with line breaks in percent-encoding',
    base64(`Bearer ${CANARY}`)
      .match(/.{1,16}/g)!
      .join('%0A'),
  ],
  ['in Base64 in percent-encoding', encodeURIComponent(base64(`Authorization: Bearer ${CANARY}`))],
  ['in hexadecimal', hexOf(CANARY).join('')],
  ['in hexadecimal capitals', hexOf(CANARY).join('').toUpperCase()],
];

describe('createLeakCheck', () => {
  const containsToken = createLeakCheck();

  it.each(WAYS)('finds the token %s', (_title, written) => {
    for (const text of [written, `before ${written} after`, JSON.stringify({ message: written })]) {
      expect(containsToken(['nothing here', text], ['another-token-0123', CANARY])).toBe(true);
    }
  });

  it.each(WAYS)('does not take another token for it: %s', (_title, written) => {
    expect(containsToken([written, JSON.stringify({ message: written })], ['pit-canarx-0123456789abcdef'])).toBe(false);
  });

  it('does not look for a token of a test, which is as short as a word', () => {
    expect(containsToken(['Fetched'], ['Fetched'])).toBe(false);
  });

  it('finds a token of any characters', () => {
    for (const token of ['a+b/c=d%41e&amp;f0123456789', 'eyJhbGciOi.J9.a_b-c~d0123456789']) {
      expect(containsToken([JSON.stringify({ a: token })], [token])).toBe(true);
      expect(containsToken([encodeURIComponent(token)], [token])).toBe(true);
      expect(containsToken([token.slice(1)], [token])).toBe(false);
    }
  });

  it('reads 1 MB of escapes', () => {
    for (const text of [
      '%25'.repeat(350_000),
      '\\u005c'.repeat(175_000),
      '&#38;'.repeat(200_000),
      '\u00ad'.repeat(1_000_000),
    ]) {
      expect(containsToken([text], [CANARY])).toBe(false);
    }
  });
});

describe('a response of HighLevel that repeats the token', () => {
  it.each(WAYS)('does not reach the browser: %s', async (_title, written) => {
    const quoting = `https://www.facebook.com/?token=${written}`;
    const answers: (() => Response)[] = [
      () => jsonResponse({ success: true, message: written, results: {} }),
      () => jsonResponse({ success: true, results: { pages: [{ id: '1', name: `One ${written}` }] } }),
      () => jsonResponse({ success: true, results: { accounts: [{ id: '1', name: written }] } }),
      () => jsonResponse({ statusCode: 400, message: [written] }, 400),
    ];
    // A header carries visible ASCII, tabs and Latin-1 only.
    if (/^[\x20-\x7e\t]*$/.test(written)) answers.push(() => redirectTo(quoting));
    for (const answer of answers) {
      const { handle, log, calls } = createFixture({}, answer);
      for (const request of [startRequest(), createRequest(DETAILS), attachRequest(), createRequest(LIST)]) {
        const response = await handle(request);
        expect(response.ok).toBe(false);
        const seen = (await response.text()) + JSON.stringify([...response.headers]);
        for (const form of [CANARY, written, encodeURIComponent(FULL_WIDTH), FULL_WIDTH])
          expect(seen).not.toContain(form);
      }
      expect(JSON.stringify(log)).not.toContain(CANARY);
      expect(calls.map(({ url }) => url).join()).not.toContain(CANARY);
    }
  });

  it('in a header that the proxy drops is harmless', async () => {
    const { handle } = createFixture({}, () => jsonResponse(DETAILS_RESPONSE, 200, { 'X-Echo': CANARY }));
    const response = await handle(createRequest(DETAILS));
    expect(response.status).toBe(200);
    expect(JSON.stringify([...response.headers])).not.toContain(CANARY);
  });

  it('in a text that the proxy cuts does not reach the browser in part', async () => {
    const name = 'x'.repeat(500) + CANARY;
    const { handle, log } = createFixture({}, () =>
      jsonResponse({ success: true, results: { pages: [{ id: '1', name }] } }),
    );
    const response = await handle(createRequest(DETAILS));
    expect(await response.text()).not.toContain(CANARY.slice(0, 12));
    expect(log[0]).toMatchObject({ status: 502, reason: 'the response contains the HighLevel token' });
  });

  it('from before a renewal does not reach the browser', async () => {
    const getToken = (_session: unknown, { refresh }: { refresh: boolean }) =>
      refresh ? 'another-token-than-it' : CANARY;
    const { handle, calls } = createFixture({ getToken }, ({ headers }) =>
      headers.get('Authorization')?.includes(CANARY)
        ? jsonResponse({ message: 'Expired' }, 401)
        : jsonResponse({ ...DETAILS_RESPONSE, message: `Not ${CANARY}` }),
    );
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'invalid_response']);
    expect(calls).toHaveLength(2);
  });

  it('differs from one with other escapes, which is passed on', async () => {
    const text = '{"success":true,"message":"\\u0041n \\"A\\" 100%25 &amp; ｆｕｌｌ"}';
    const { handle } = createFixture({}, () => new Response(text));
    const { message } = (await (await handle(createRequest(DETAILS))).json()) as { message: string };
    expect(message).toBe('An "A" 100%25 &amp; ｆｕｌｌ');
  });
});

describe('an exception of `fetch` that contains the token', () => {
  it('reaches neither the browser nor the log', async () => {
    const { handle, log } = createFixture({}, () => Promise.reject(new TypeError(`bad header ${CANARY}`)));
    const response = await handle(createRequest(DETAILS));
    expect([response.status, (await readError(response)).code]).toEqual([502, 'network_error']);
    expect(JSON.stringify(log)).not.toContain(CANARY);
  });
});
