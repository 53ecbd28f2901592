import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/store/index.js';
import { APP_ID, CLIENT_ID } from '../observed-highlevel.js';
import { COMPANY, createApp, LOCATION, MOUNT, rejection, UPSTREAM, type App } from '../fixture.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const CALLBACK = `${MOUNT}/oauth/callback`;

const openCallback = ({ tokens }: App, query: Record<string, string>) =>
  tokens.fetch(new Request(`${CALLBACK}?${new URLSearchParams(query)}`));

async function createState({ tokens }: App, options: Parameters<App['tokens']['installUrl']>[0] = {}): Promise<string> {
  return new URL(await tokens.installUrl(options)).searchParams.get('state')!;
}

describe('installUrl', () => {
  it('is the page on which an admin chooses a location', async () => {
    const { tokens } = await createApp({ upstream: undefined as never });
    const url = new URL(await tokens.installUrl());
    expect(url.origin + url.pathname).toBe('https://marketplace.gohighlevel.com/v2/oauth/chooselocation');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      scope:
        'socialplanner/oauth.readonly socialplanner/oauth.write socialplanner/account.readonly socialplanner/account.write oauth.readonly oauth.write',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
  });

  it('takes scopes, a version and the page without a brand', async () => {
    const { tokens } = await createApp({ upstream: undefined as never });
    const options = { scopes: ['contacts.readonly'], whiteLabel: true, versionId: APP_ID };
    const url = new URL(await tokens.installUrl(options));
    expect(url.origin).toBe('https://marketplace.leadconnectorhq.com');
    expect([url.searchParams.get('scope'), url.searchParams.get('version_id')]).toEqual(['contacts.readonly', APP_ID]);
  });

  it('has another state each time', async () => {
    const app = await createApp();
    expect(await createState(app)).not.toBe(await createState(app));
  });

  it('needs the address of the callback', async () => {
    const { another } = await createApp();
    const tokens = another({ redirectUri: undefined as never });
    expect(await rejection(tokens.installUrl())).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('`redirectUri`') as string,
    });
  });

  it.each([
    [{ returnTo: '/settings' }, '`returnTo`'],
    [{ returnTo: 'javascript:alert(1)' }, '`returnTo`'],
    [{ scopes: [] }, '`scopes`'],
    [{ scopes: 'contacts.readonly' }, '`scopes`'],
    [{ scopes: ['two scopes'] }, '`scopes`'],
    [{ versionId: 'a&b' }, '`versionId`'],
    [{ whiteLabel: 'yes' }, '`whiteLabel`'],
    [{ scope: ['contacts.readonly'] }, '`scope` is not an option'],
  ])('refuses %j', async (options, message) => {
    const { tokens } = await createApp();
    expect(await rejection(tokens.installUrl(options as never))).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the callback', () => {
  it('exchanges the code, with the secret in the body and the address that was registered', async () => {
    const app = await createApp();
    expect((await app.install(SUBJECT)).status).toBe(200);
    const { form } = app.highLevel.requests[0]!;
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      client_secret: expect.any(String) as string,
      redirect_uri: CALLBACK,
    });
    expect(await app.tokens.isInstalled({ locationId: LOCATION })).toBe(true);
  });

  it('sends the browser to where the installation was started from', async () => {
    const app = await createApp();
    const state = await createState(app, { returnTo: 'https://app.example/done?tab=1' });
    const response = await openCallback(app, { code: await app.highLevel.install(SUBJECT), state });
    expect([response.status, response.headers.get('Location')]).toEqual([303, 'https://app.example/done?tab=1']);
  });

  it('shows a page that nobody can frame, cache or index', async () => {
    const response = await (await createApp()).install(SUBJECT);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
    expect(await response.text()).toContain('The app is installed');
  });

  it('refuses a state that was used before', async () => {
    const app = await createApp();
    const state = await createState(app);
    expect((await openCallback(app, { code: await app.highLevel.install(SUBJECT), state })).status).toBe(200);
    expect((await openCallback(app, { code: await app.highLevel.install(SUBJECT), state })).status).toBe(400);
    expect(app.highLevel.requests).toHaveLength(1);
  });

  it('accepts a state once when it comes many times at once', async () => {
    const app = await createApp();
    const state = await createState(app);
    const codes = await Promise.all(Array.from({ length: 10 }, () => app.highLevel.install(SUBJECT)));
    const responses = await Promise.all(codes.map((code) => openCallback(app, { code, state })));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(app.highLevel.requests).toHaveLength(1);
  });

  it('refuses a state after an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const app = await createApp();
    const [state, lateState] = [await createState(app), await createState(app)];
    vi.advanceTimersByTime(3_599_000);
    expect((await openCallback(app, { code: await app.highLevel.install(SUBJECT), state })).status).toBe(200);
    vi.advanceTimersByTime(1_000);
    expect((await openCallback(app, { code: await app.highLevel.install(SUBJECT), state: lateState })).status).toBe(
      400,
    );
    vi.useRealTimers();
  });

  it('refuses the state of another app on the same store', async () => {
    const store = createMemoryStore();
    const app = await createApp({ store });
    const state = await createState(await createApp({ store, clientId: 'another-app' }));
    expect((await openCallback(app, { code: await app.highLevel.install(SUBJECT), state })).status).toBe(400);
  });

  it.each(['', 'short', 'x'.repeat(43), '../location', 'x'.repeat(2_000)])('refuses the state %j', async (state) => {
    const app = await createApp();
    const response = await openCallback(app, { code: await app.highLevel.install(SUBJECT), state });
    expect(response.status).toBe(400);
    expect(app.highLevel.requests).toHaveLength(0);
  });

  it('refuses an installation from the marketplace, unless that is allowed', async () => {
    const app = await createApp();
    const query = { code: await app.highLevel.install(SUBJECT) };
    expect((await openCallback(app, query)).status).toBe(400);
    const open = { ...app, tokens: app.another({ allowMarketplaceInstalls: true }) };
    expect((await openCallback(open, query)).status).toBe(200);
    expect((await openCallback(open, { ...query, state: 'x'.repeat(43) })).status).toBe(400);
  });

  it('says that HighLevel has not allowed it, and repeats nothing of the address', async () => {
    const app = await createApp();
    const error = '<script>alert(1)</script>';
    const response = await openCallback(app, { error, error_description: error, state: await createState(app) });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('script');
    expect(app.highLevel.requests).toHaveLength(0);
  });

  it.each([
    ['invalid_scope', 'invalid_scope'],
    ['two words', 'no reason was given'],
    [undefined, 'no reason was given'],
  ])('reports why HighLevel has not allowed it: %s', async (error, reported) => {
    const app = await createApp();
    const state = await createState(app);
    expect((await openCallback(app, { ...(error && { error }), state })).status).toBe(400);
    expect(app.errors.map(String)).toEqual([`Error: HighLevel did not allow an installation: ${reported}.`]);
    await app.install(SUBJECT);
    expect(app.errors).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['no code', {}],
    ['an empty code', { code: '' }],
    ['a code that HighLevel does not know', { code: 'unknown' }],
  ])('refuses %s', async (_what, query) => {
    const app = await createApp();
    expect((await openCallback(app, { ...query, state: await createState(app) })).status).toBe(400);
  });

  it('refuses parameters that come twice', async () => {
    const app = await createApp();
    const state = await createState(app);
    const code = await app.highLevel.install(SUBJECT);
    const query = `code=${code}&code=other&state=${state}`;
    expect((await app.tokens.fetch(new Request(`${CALLBACK}?${query}`))).status).toBe(400);
  });

  it('says that the tokens could not be stored, when it has tried several times', async () => {
    const memory = createMemoryStore();
    let attempts = 0;
    const store = {
      ...memory,
      set: (key: string, ...rest: [string]) => {
        if (!key.includes(':location:')) return memory.set(key, ...rest);
        attempts += 1;
        return Promise.reject(new Error('The store is down.'));
      },
    };
    const app = await createApp({ store });
    const response = await app.install(SUBJECT);
    expect([response.status, attempts]).toEqual([502, 5]);
    expect(await response.text()).toContain('Start the installation again.');
    expect(app.errors.map(String)).toEqual(['Error: The store is down.']);
  });

  it.each([
    ['neither location nor company', { companyId: undefined }],
    ['no refresh token', { companyId: COMPANY, refresh_token: undefined }],
  ])('reports an answer with %s', async (_what, fields) => {
    const app = await createApp();
    app.highLevel.beforeRequest = () =>
      Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 60, refresh_token: 'r', ...fields });
    expect((await app.install(SUBJECT)).status).toBe(502);
    expect(app.errors).toMatchObject([{ code: 'invalid_response' }]);
  });

  it.each([{}, { locationId: 'no id!' }])(
    'never puts the token of a location that it does not name in the place of its company’s: %j',
    async (fields) => {
      const app = await createApp();
      await app.install({ companyId: COMPANY });
      await app.highLevel.addLocation(COMPANY, LOCATION);
      app.highLevel.beforeRequest = () =>
        Response.json({ access_token: 'a', refresh_token: 'r', userType: 'Location', companyId: COMPANY, ...fields });
      expect((await app.install(SUBJECT)).status).toBe(502);
      expect(app.errors).toMatchObject([{ code: 'invalid_response' }]);
      app.highLevel.beforeRequest = () => undefined;
      const token = await app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY });
      expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
    },
  );

  it.each([{ userType: 'Location' }, { userType: undefined }])(
    'knows the token of a location by its id, although its answer has %j',
    async (fields) => {
      const app = await createApp();
      app.highLevel.beforeRequest = () =>
        Response.json({ access_token: 'a', refresh_token: 'r', companyId: COMPANY, locationId: LOCATION, ...fields });
      expect((await app.install(SUBJECT)).status).toBe(200);
      expect(await app.tokens.getToken({ locationId: LOCATION })).toBe('a');
      expect(await app.tokens.isInstalled({ companyId: COMPANY })).toBe(false);
    },
  );

  it('takes the address of the request for the registered one where none is configured', async () => {
    const app = await createApp({ redirectUri: undefined as never, allowMarketplaceInstalls: true });
    await openCallback(app, { code: await app.highLevel.install(SUBJECT) });
    expect(app.highLevel.requests[0]!.form.get('redirect_uri')).toBe(CALLBACK);
  });

  it('installs again over an installation whose refresh token is lost', async () => {
    const app = await createApp();
    await app.install(SUBJECT);
    await app.highLevel.uninstall(SUBJECT);
    expect(await rejection(app.tokens.getToken({ locationId: LOCATION }, { refresh: true }))).toMatchObject({
      code: 'unauthorized',
    });
    await app.install(SUBJECT);
    const token = await app.tokens.getToken({ locationId: LOCATION });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
  });
});

describe('the handler', () => {
  it.each([
    ['GET', '/', 404],
    ['GET', '/oauth/callback//', 404],
    ['GET', '/oauth/callback/more', 404],
    ['GET', '/oauth/callbacks', 404],
    ['POST', '/oauth/callback', 405],
    ['HEAD', '/oauth/callback', 405],
    ['GET', '/webhooks', 405],
    ['PUT', '/webhooks', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { tokens } = await createApp();
    const response = await tokens.fetch(new Request(MOUNT + path, { method }));
    expect(response.status).toBe(status);
    expect(response.headers.get('Allow')).toBe(status === 405 ? (path === '/webhooks' ? 'POST' : 'GET') : null);
  });

  it('answers with a slash at the end as well', async () => {
    const app = await createApp({ redirectUri: `${CALLBACK}/` });
    const query = new URLSearchParams({ code: await app.highLevel.install(SUBJECT), state: await createState(app) });
    expect((await app.tokens.fetch(new Request(`${CALLBACK}/?${query}`))).status).toBe(200);
    expect((await app.tokens.fetch(new Request(`${MOUNT}/webhooks/`, { method: 'POST' }))).status).toBe(401);
    expect((await app.tokens.fetch(new Request(`${MOUNT}/webhooks/`))).status).toBe(405);
  });

  it('can be mounted anywhere', async () => {
    const app = await createApp({ redirectUri: 'https://app.example/oauth/callback' });
    const query = new URLSearchParams({ code: await app.highLevel.install(SUBJECT), state: await createState(app) });
    expect((await app.tokens.fetch(new Request(`https://app.example/oauth/callback?${query}`))).status).toBe(200);
  });

  it('answers 503 when the store is down, and never rejects', async () => {
    const down = () => Promise.reject(new Error('The store is down.'));
    const { tokens, errors } = await createApp({ store: { get: down, set: down, delete: down, increment: down } });
    const response = await tokens.fetch(new Request(`${CALLBACK}?code=1&state=${'x'.repeat(43)}`));
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '10']);
    expect(errors.map(String)).toEqual(['Error: The store is down.']);
    expect(await rejection(tokens.installUrl())).toMatchObject({ code: 'network_error' });
  });

  it('uses the simulator for nothing but tests', async () => {
    const { tokens } = await createApp();
    expect(await tokens.installUrl()).toContain(UPSTREAM);
  });
});
