import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import {
  CLIENT,
  createAppSimulator,
  exchange,
  HIGHLEVEL,
  readFailure,
  receiveWebhooks,
  REDIRECT_URI,
} from './fixture.js';

const QUERY = {
  response_type: 'code',
  client_id: CLIENT.client_id,
  redirect_uri: REDIRECT_URI,
  scope: 'oauth.write socialplanner/account.readonly',
  state: 'the state & more',
};

const toUrl = (path: string, query: Record<string, string>) => `${HIGHLEVEL}${path}?${new URLSearchParams(query)}`;

describe('the authorize page', () => {
  it.each(['/v2/oauth/chooselocation', '/oauth/chooselocation'])(
    '%s offers the locations and the agency',
    async (path) => {
      const response = await createAppSimulator().fetch(new Request(toUrl(path, QUERY)));
      expect(response.status).toBe(200);
      const html = await response.text();
      for (const value of ['location-1', 'location-2', 'location-3', 'company']) {
        expect(html).toContain(`name="installer" value="${value}"`);
      }
      expect(html).toContain('<code>oauth.write</code>');
      expect(html).toContain('value="the state &amp; more"');
    },
  );

  it.each([
    [{ client_id: 'another' }, 'client_id'],
    [{ response_type: 'token' }, 'response_type'],
    [{ redirect_uri: 'http://app.example/' }, 'redirect_uri'],
    [{ redirect_uri: 'javascript:alert(1)' }, 'redirect_uri'],
    [{ redirect_uri: 'https://attacker.example/' }, 'redirect_uri'],
    [{ scope: '' }, 'scope'],
  ])('refuses %j without sending the browser anywhere', async (wrong, reason) => {
    const simulator = createAppSimulator({ redirectUri: REDIRECT_URI });
    for (const path of ['/v2/oauth/chooselocation', '/oauth/chooselocation/decision']) {
      const query = { ...QUERY, installer: 'location-1', decision: 'allow', ...wrong };
      const response = await simulator.fetch(new Request(toUrl(path, query)));
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
      expect(await response.text()).toContain(reason);
    }
  });

  it("refuses a redirect address with one of HighLevel's names, as HighLevel does", async () => {
    const wrong = { ...QUERY, redirect_uri: 'https://gohighlevel.app.example/callback' };
    const response = await createAppSimulator().fetch(new Request(toUrl('/v2/oauth/chooselocation', wrong)));
    expect(response.status).toBe(400);
  });

  it('shows what the query contains as text', async () => {
    const query = { ...QUERY, client_id: '<img src=x>', scope: '<script>' };
    const html = await (await createSimulator().fetch(new Request(toUrl('/oauth/chooselocation', query)))).text();
    expect(html).not.toMatch(/<img|<script>/);
  });

  it('decides by itself where the simulator does', async () => {
    const simulator = createSimulator({ consent: 'allow' });
    const page = await (await simulator.fetch(new Request(toUrl('/v2/oauth/chooselocation', QUERY)))).text();
    const [, target = ''] = /content="0;url=([^"]+)"/.exec(page) ?? [];
    const response = await simulator.fetch(new Request(target.replaceAll('&amp;', '&')));
    expect(new URL(response.headers.get('location')!).searchParams.get('code')).toMatch(/^\w+$/);
  });
});

describe('the decision', () => {
  const decide = (simulator: ReturnType<typeof createSimulator>, answers: Record<string, string>) =>
    simulator.fetch(new Request(toUrl('/oauth/chooselocation/decision', { ...QUERY, ...answers })));

  it('to install returns to the app with a code for that location, and the state', async () => {
    const simulator = createAppSimulator();
    const response = await decide(simulator, { installer: 'location-2', decision: 'allow' });
    const target = new URL(response.headers.get('location')!);
    expect([response.status, target.origin + target.pathname]).toEqual([302, REDIRECT_URI]);
    expect(target.searchParams.get('state')).toBe(QUERY.state);
    const code = target.searchParams.get('code')!;
    const answer = await exchange(simulator, code, { redirect_uri: REDIRECT_URI });
    expect(await answer.json()).toMatchObject({ locationId: 'location-2', scope: QUERY.scope });
  });

  it('gives a code that is for its redirect address only', async () => {
    const simulator = createAppSimulator();
    const response = await decide(simulator, { installer: 'company', decision: 'allow' });
    const code = new URL(response.headers.get('location')!).searchParams.get('code')!;
    const refused = await exchange(simulator, code, { redirect_uri: 'https://app.example/other' });
    expect(await readFailure(refused)).toEqual([400, 'Invalid grant: authorization code is invalid']);
  });

  it('to cancel returns with an error, and sends no webhook', async () => {
    const { url, received } = await receiveWebhooks();
    const simulator = createAppSimulator({ webhookUrl: url });
    const response = await decide(simulator, { installer: 'location-1', decision: 'deny' });
    const { searchParams } = new URL(response.headers.get('location')!);
    expect([searchParams.get('error'), searchParams.get('code')]).toEqual(['access_denied', null]);
    expect(received).toEqual([]);
  });

  it('sends INSTALL before the browser has the code', async () => {
    const { url, received } = await receiveWebhooks();
    const simulator = createAppSimulator({ webhookUrl: url });
    await decide(simulator, { installer: 'location-1', decision: 'allow' });
    expect(received.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: 'INSTALL', installType: 'Location', locationId: 'location-1', companyId: 'simulated-company' },
    ]);
  });

  it('for a location that is not offered is refused', async () => {
    expect((await decide(createAppSimulator(), { installer: 'elsewhere', decision: 'allow' })).status).toBe(400);
  });
});
