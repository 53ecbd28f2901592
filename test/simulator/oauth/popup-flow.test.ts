import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { askApi, loginPath } from '../api/api-request.js';
import { HIGHLEVEL, runPopup, startUrl, unescapeHtml } from './popup-chain.js';

const PROVIDER = 'http://provider.localhost:5175';

const askDetails = async (simulator: Simulator, accountId: string) =>
  (await askApi(simulator, loginPath('facebook', accountId))).status;

describe('the popup', () => {
  it.each(PLATFORM_NAMES)('goes from the start of %s over consent to the finish page', async (platform) => {
    const simulator = createSimulator({ providerOrigin: PROVIDER });
    const { responses, posted, closed, url } = await runPopup(simulator, startUrl(platform));

    expect(responses.map(({ status }) => status)).toEqual([302, 200, 302, 200]);
    const consent = new URL(responses[0]?.headers.get('location') ?? '');
    expect(consent.origin + consent.pathname).toBe(`${PROVIDER}/provider/${platform}/consent`);
    expect([...consent.searchParams.keys()]).toEqual(['client_id', 'redirect_uri', 'state']);
    expect(url.origin + url.pathname).toBe(`${HIGHLEVEL}/social-media-posting/oauth/${platform}/finish`);
    expect([...url.searchParams.keys()]).toEqual(['code', 'state']);
    expect(posted).toEqual([
      {
        origin: HIGHLEVEL,
        targetOrigin: '*',
        data: {
          actionType: 'close',
          page: 'social_media_posting',
          platform,
          placement: 'undefined',
          accountId: expect.stringMatching(/^[0-9a-f]{24}$/),
          source: 'undefined',
        },
      },
    ]);
    expect(closed).toBe(true);
  });

  it('keeps to the origin of the start when the provider has none of its own', async () => {
    const { responses } = await runPopup(createSimulator(), startUrl('facebook'));
    expect(new URL(responses[0]?.headers.get('location') ?? '').origin).toBe(HIGHLEVEL);
  });

  it('asks a person, and takes both answers', async () => {
    const simulator = createSimulator();
    const start = startUrl('threads', { consent: 'ask' });
    const allowed = await runPopup(simulator, start, 'allow');
    const denied = await runPopup(simulator, start, 'deny');
    expect(allowed.posted[0]?.data).not.toHaveProperty('error');
    expect(denied.posted[0]?.data).toMatchObject({ error: 'aborted', accountId: 'undefined' });
    expect(denied.closed).toBe(true);
  });

  it('names platform and location on the consent page', async () => {
    const simulator = createSimulator();
    const start = await simulator.fetch(new Request(HIGHLEVEL + startUrl('google', { consent: 'ask' })));
    const page = await simulator.fetch(new Request(start.headers.get('location') ?? ''));
    const html = await page.text();
    expect(html).toContain('<h1>Connect Google Business Profile</h1>');
    expect(html).toContain('<strong id="location">location-1</strong>');
    expect(html).toMatch(/value="deny">Cancel<[^]*value="allow">Allow</);
    const style = await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/style.css`));
    expect(style.headers.get('content-type')).toContain('text/css');
    expect(await style.text()).toContain('color-scheme: light dark');
  });

  it('refuses or agrees by itself when the options say so', async () => {
    const start = startUrl('facebook', { consent: '' });
    const refusing = await runPopup(createSimulator({ consent: 'deny' }), start);
    const agreeing = await runPopup(createSimulator({ consent: 'allow' }), start);
    expect(refusing.posted[0]?.data).toMatchObject({ error: 'aborted' });
    expect(agreeing.posted[0]?.data).not.toHaveProperty('error');
    expect(refusing.responses[1]?.status).toBe(200);
  });

  it('neither throws nor closes itself when the opener is gone', async () => {
    const simulator = createSimulator();
    const script = await (await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/finish.js`))).text();
    const orders = JSON.stringify({ messages: ['message'], delay: 0, closesWindow: true });
    let closed = false;
    const window = { opener: null, close: () => (closed = true) };
    runInNewContext(script, { window, document: { body: { dataset: { script: orders } } } });
    expect(closed).toBe(false);
  });

  it('finishes the same login when the finish page is loaded again', async () => {
    const simulator = createSimulator();
    const first = await runPopup(simulator, startUrl('facebook'));
    const again = await runPopup(simulator, first.url.href);
    expect(again.posted).toEqual(first.posted);
  });
});

describe('what comes in a query', () => {
  const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;`;

  it('is escaped on the consent page', async () => {
    const simulator = createSimulator();
    const start = startUrl('facebook', { locationId: hostile, consent: 'ask', page: hostile });
    const redirect = await simulator.fetch(new Request(HIGHLEVEL + start));
    const html = await (await simulator.fetch(new Request(redirect.headers.get('location') ?? ''))).text();
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
    const shown = /<strong id="location">([^<]*)</.exec(html)?.[1] ?? '';
    expect(unescapeHtml(shown)).toBe(hostile);
  });

  it('is escaped on every page that leads to the message', async () => {
    const { responses, html, posted } = await runPopup(
      createSimulator(),
      startUrl('facebook', { locationId: hostile, userId: hostile }),
    );
    expect(responses).toHaveLength(4);
    expect(html).not.toContain('<script>alert');
    expect(posted).toHaveLength(1);
  });

  it.each([
    'javascript:alert(1)//social-media-posting/oauth/facebook/finish',
    'https://elsewhere.example/social-media-posting/oauth/facebook/finish',
    `${HIGHLEVEL}/social-media-posting/oauth/threads/finish`,
    'not a url',
    '',
  ])('does not lead to %s', async (redirectUri) => {
    for (const page of ['consent', 'decision']) {
      const url = new URL(`/provider/facebook/${page}?decision=allow`, HIGHLEVEL);
      url.searchParams.set('redirect_uri', redirectUri);
      const response = await createSimulator().fetch(new Request(url));
      expect(response.status).toBe(400);
      expect(response.headers.has('location')).toBe(false);
    }
  });

  it.each([
    ['https://elsewhere.example', [400, 400]],
    [HIGHLEVEL, [200, 302]],
  ])("leads from a provider's own origin back to where a start was asked for: %s", async (origin, statuses) => {
    const simulator = createSimulator({ providerOrigin: PROVIDER });
    const start = await simulator.fetch(new Request(HIGHLEVEL + startUrl('facebook')));
    const send = async (page: string) => {
      const url = new URL(`/provider/facebook/${page}?decision=allow`, start.headers.get('location') ?? '');
      url.searchParams.set('redirect_uri', `${origin}/social-media-posting/oauth/facebook/finish`);
      return (await simulator.fetch(new Request(url))).status;
    };
    expect([await send('consent'), await send('decision')]).toEqual(statuses);
  });

  it("leads to HighLevel's finish page", async () => {
    const url = new URL('/provider/facebook/decision?decision=allow', HIGHLEVEL);
    url.searchParams.set('redirect_uri', `${HIGHLEVEL}/social-media-posting/oauth/facebook/finish`);
    const response = await createSimulator().fetch(new Request(url));
    expect(response.status).toBe(302);
  });

  it.each(['', 'code=1', 'code=<script>', 'code=0123456789abcdef01234567'])('is no code: %s', async (query) => {
    const simulator = createSimulator();
    const url = `${HIGHLEVEL}/social-media-posting/oauth/facebook/finish?${query}`;
    const { responses, html, posted } = await runPopup(simulator, url);
    expect(responses.map(({ status }) => status)).toEqual([400]);
    expect(html).not.toContain('<script');
    expect(posted).toEqual([]);
    expect(await askDetails(simulator, '0123456789abcdef01234567')).toBe(404);
  });

  it('is a code that the consent page has issued', async () => {
    const simulator = createSimulator();
    const { url, posted } = await runPopup(simulator, startUrl('facebook'));
    const code = url.searchParams.get('code') ?? '';
    expect(posted).toMatchObject([{ data: { accountId: code } }]);
    expect(await askDetails(simulator, code)).toBe(200);
  });

  it('is a code no more when the simulator was reset', async () => {
    const simulator = createSimulator();
    const { url } = await runPopup(simulator, startUrl('facebook'));
    simulator.reset();
    const { responses } = await runPopup(simulator, url.href);
    expect(responses.map(({ status }) => status)).toEqual([400]);
  });

  it('comes with a policy that allows no inline script', async () => {
    const { responses } = await runPopup(createSimulator(), startUrl('facebook'));
    for (const page of responses.filter(({ status }) => status === 200)) {
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });
});

describe('the opener policy', () => {
  const HEADER = 'cross-origin-opener-policy';

  it.each([
    ['consent', [null, 'same-origin', null, null]],
    ['hop', [null, null, 'same-origin', null]],
    ['finish', [null, null, null, 'same-origin']],
    ['elsewhere', [null, null, null, null]],
  ])('stands at the %s', async (coop, expected) => {
    const { responses } = await runPopup(createSimulator(), startUrl('facebook', { coop }));
    expect(responses.map(({ headers }) => headers.get(HEADER))).toEqual(expected);
  });

  it('takes the values that exist, and no other', async () => {
    const send = async (value: string) => {
      const query = { coop: 'consent', 'coop-value': value };
      const { responses } = await runPopup(createSimulator(), startUrl('facebook', query));
      return responses[1]?.headers.get(HEADER);
    };
    expect(await send('noopener-allow-popups')).toBe('noopener-allow-popups');
    expect(await send('anything\r\nset-cookie: a=b')).toBe('same-origin');
  });
});
