import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SocialConnectError } from '../../../src/errors.js';

const NOT_FRAMED = new SocialConnectError('no_user_context', 'This page is not inside HighLevel.', {
  reason: 'not-framed',
});

/** The advice for a page on `hostname` that sends `headers`. A new module each time, because each hint is given once. */
async function readAdvice(headers: Record<string, string>, hostname = 'localhost', error = NOT_FRAMED) {
  vi.resetModules();
  vi.stubGlobal('location', { hostname, href: `http://${hostname}/page` });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { headers })));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { adviseOnFraming } = await import('../../../src/element/session/framing-advice.js');
  await adviseOnFraming(error);
  return warn.mock.calls.map(([, message]) => String(message));
}

beforeEach(() => void vi.restoreAllMocks());
afterEach(() => vi.unstubAllGlobals());

describe('the advice for a page that is not inside HighLevel', () => {
  it.each([
    ['X-Frame-Options', { 'X-Frame-Options': 'SAMEORIGIN' }, /X-Frame-Options: SAMEORIGIN/],
    ["frame-ancestors without HighLevel's origin", { 'Content-Security-Policy': "frame-ancestors 'self'" }, /'self'/],
    ['a list after other directives', { 'Content-Security-Policy': "img-src *; frame-ancestors 'none'" }, /'none'/],
  ])('names %s', async (_title, headers, text) => {
    const advice = await readAdvice(headers);
    expect(advice).toHaveLength(2);
    expect(advice[1]).toMatch(text);
  });

  it.each([
    ['no header', {}],
    ["HighLevel's origin", { 'Content-Security-Policy': 'frame-ancestors https://app.gohighlevel.com' }],
    ['its wildcard', { 'Content-Security-Policy': "default-src 'self'; frame-ancestors https://*.gohighlevel.com" }],
    ['both headers', { 'Content-Security-Policy': 'frame-ancestors https:', 'X-Frame-Options': 'DENY' }],
  ])('names no header for %s', async (_title, headers) => {
    expect(await readAdvice(headers)).toEqual([expect.stringContaining('not inside HighLevel')]);
  });

  it('is for loopback pages only', async () => {
    expect(await readAdvice({ 'X-Frame-Options': 'DENY' }, 'app.example')).toEqual([]);
  });

  it('is not given for another reason', async () => {
    const error = new SocialConnectError('no_user_context', 'No location.', { reason: 'no-location' });
    expect(await readAdvice({ 'X-Frame-Options': 'DENY' }, 'localhost', error)).toEqual([]);
  });
});
