import { describe, expect, it } from 'vitest';
import { createFixture, jsonResponse, readError, redirectTo, SIGN_IN_URL, startRequest } from '../fixture.js';

describe('the sign-in URL', () => {
  it.each([
    'https://evil.example/',
    'https://evil-facebook.com/',
    'https://facebook.com.evil.example/',
    'https://www.facebook.com./',
    'https://www.facebook.com@evil.example/',
    'https://user:password@www.facebook.com/',
    'https://www.facebook.com:8443/',
    'http://www.facebook.com/',
    'http://localhost/',
    '//evil.example/',
    '//www.facebook.com/',
    '/social-media-posting/oauth/facebook/finish',
    '\\\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://xn--facebok-6of.com/',
    'https:',
    '',
    `https://www.facebook.com/?${'x'.repeat(4_100)}`,
  ])('is refused on another domain or in another form: %j', async (location) => {
    const { handle } = createFixture({}, () => redirectTo(location));
    const response = await handle(startRequest());
    expect(response.status).toBe(502);
    const error = await readError(response);
    expect(error.code).toBe('start_failed');
    if (location.length > 10) expect(JSON.stringify(error)).not.toContain(location);
  });

  it.each([
    SIGN_IN_URL,
    'https://facebook.com/x',
    'https://accounts.google.com/o/oauth2/v2/auth?state=1',
    'https://business-api.tiktok.com/portal/auth',
    'https://services.leadconnectorhq.com/social-media-posting/oauth/facebook/finish',
    `https://www.facebook.com/?${'x'.repeat(2_500)}`,
  ])('is sent to the page: %j', async (location) => {
    const { handle } = createFixture({}, () => redirectTo(location));
    const response = await handle(startRequest());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: location });
  });

  it('may be on a domain of `signInDomains`', async () => {
    const location = 'https://login.white.example/oauth';
    const { handle } = createFixture({ signInDomains: ['white.example'] }, () => redirectTo(location));
    expect(await (await handle(startRequest())).json()).toEqual({ url: location });
    for (const domain of ['com', 'White.example', 'https://white.example', '*.example', '']) {
      expect(() => createFixture({ signInDomains: [domain] })).toThrow('signInDomains');
    }
  });

  it('may be a loopback URL only if `upstream` is one', async () => {
    const location = 'http://localhost:5174/consent';
    const standIn = createFixture({ upstream: 'http://localhost:5174' }, () => redirectTo(location));
    expect(await (await standIn.handle(startRequest())).json()).toEqual({ url: location });
    expect(standIn.calls[0]?.url).toMatch(/^http:\/\/localhost:5174\/social-media-posting\//);
    for (const upstream of [
      'http://highlevel.example',
      'ftp://localhost',
      'https://a@b.example',
      'https://b.example/path',
    ]) {
      expect(() => createFixture({ upstream })).toThrow('upstream');
    }
  });
});

describe('a start', () => {
  it.each([301, 302, 303, 307, 308])('reads the URL of a %s and does not follow it', async (status) => {
    const redirect = (): Response => new Response('ignored', { status, headers: { Location: SIGN_IN_URL } });
    const { handle, calls, inits } = createFixture({}, redirect);
    expect(await (await handle(startRequest())).json()).toEqual({ url: SIGN_IN_URL });
    expect(calls).toHaveLength(1);
    expect(inits[0]?.redirect).toBe('manual');
  });

  it.each([
    ['200', jsonResponse({})],
    ['302', new Response(null, { status: 302 })],
  ])('that HighLevel answers with %s and no URL names the scope', async (_status, answer) => {
    const { handle } = createFixture({}, () => answer);
    const response = await handle(startRequest());
    expect(response.status).toBe(502);
    const { code, message } = await readError(response);
    expect(code).toBe('start_failed');
    expect(message).toContain('socialplanner/oauth.readonly');
  });

  // HighLevel owns `state`, and its finish page never reaches the proxy: who returns is not bound to who started.
  it('passes on the `state` of HighLevel unchanged, and adds none', async () => {
    const { handle, calls } = createFixture();
    const { url } = (await (await handle(startRequest())).json()) as { url: string };
    expect(url).toBe(SIGN_IN_URL);
    expect([...new URL(calls[0]?.url ?? '').searchParams.keys()]).toEqual(['locationId', 'userId']);
  });

  it('does not wait for a body that it does not need', async () => {
    const body = new ReadableStream({ pull: () => new Promise(() => undefined) });
    expect((await createFixture().handle(startRequest('', { body }))).status).toBe(200);
  });
});
