import { describe, expect, it } from 'vitest';
import { runToEnd, startCommand, waitForOrigin, type Environment } from '../fixture.js';
import { createFolder, installApp, listAccounts, PAGE, SESSION_KEY, startProxy, startStage } from './app-fixture.js';

const SHARED_SECRET = 'the-shared-secret';
const HIGHLEVEL = 'https://app.gohighlevel.com';

const startHighLevel = () => startStage('--shared-secret', SHARED_SECRET);

/** What HighLevel's page gives to a page that it shows in `locationId`. */
async function readPayload(highLevel: string, locationId: string, scenario = 'ok'): Promise<string> {
  const query = new URLSearchParams({ locationId, scenario });
  const response = await fetch(`${highLevel}/simulator/user-context?${query}`);
  return ((await response.json()) as { payload: string }).payload;
}

/** Changes one bit of the first id in the payload. */
function forge(payload: string): string {
  const bytes = Buffer.from(payload, 'base64');
  bytes[28]! ^= 1;
  return bytes.toString('base64');
}

/** Exchanges a payload for a session, as the element does. */
async function exchange(origin: string, payload: string, parentOrigin = HIGHLEVEL, page = PAGE) {
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin: page, 'content-type': 'application/json', 'x-ghl-connect': '1' },
    body: JSON.stringify({ payload, parentOrigin }),
  });
  const body = (await response.json()) as { token?: string; locationId?: string; error?: { message: string } };
  return { status: response.status, ...body };
}

interface AccountList {
  readonly results: { readonly accounts: readonly { readonly id: string }[] };
}

const REFUSED = { status: 401, error: { code: 'unauthorized', message: 'The user context was not accepted.' } };

describe('the proxy of an app with GHL_SHARED_SECRET', () => {
  it('gives a session to the page in a location where the app is installed, and to no other', async () => {
    const stage = await startHighLevel();
    const { highLevel } = stage;
    const env = { ...stage.env, GHL_SHARED_SECRET: SHARED_SECRET };
    const { run, origin } = await startProxy(env, createFolder());
    const payload = await readPayload(highLevel, 'location-1');
    expect(await exchange(origin, payload)).toEqual(REFUSED);

    await installApp(origin, stage, 'location-1');
    const session = await exchange(origin, payload);
    expect(session).toMatchObject({ status: 200, locationId: 'location-1' });
    expect((await listAccounts(origin, 'location-1', session.token)).status).toBe(200);
    expect((await listAccounts(origin, 'location-2', session.token)).status).toBe(403);

    expect(await exchange(origin, forge(payload))).toEqual(REFUSED);
    expect(await exchange(origin, payload, 'https://evil.example')).toEqual(REFUSED);
    expect(await exchange(origin, await readPayload(highLevel, 'location-2'))).toEqual(REFUSED);
    expect(await exchange(origin, await readPayload(highLevel, 'location-1', 'context-wrong-secret'))).toEqual(REFUSED);
    expect(await exchange(origin, payload, HIGHLEVEL, 'https://evil.example')).toMatchObject({ status: 403 });

    await fetch(`${highLevel}/simulator/uninstall`, {
      method: 'POST',
      body: new URLSearchParams({ locationId: 'location-1' }),
    });
    expect(await exchange(origin, payload)).toEqual(REFUSED);
    expect(run.output()).not.toContain(SHARED_SECRET);
    expect(run.output()).not.toContain(payload);
  });

  it('accepts a parent of PARENT_ORIGINS', async () => {
    const stage = await startHighLevel();
    const env = { ...stage.env, GHL_SHARED_SECRET: SHARED_SECRET, PARENT_ORIGINS: stage.highLevel };
    const { origin } = await startProxy(env, createFolder());
    await installApp(origin, stage, 'location-1');
    const payload = await readPayload(stage.highLevel, 'location-1');
    expect(await exchange(origin, payload, stage.highLevel)).toMatchObject({ status: 200 });
  });

  it('has no such route without the variable', async () => {
    const stage = await startHighLevel();
    const { origin } = await startProxy(stage.env, createFolder());
    expect((await exchange(origin, await readPayload(stage.highLevel, 'location-1'))).status).toBe(404);
  });
});

describe('the proxy of one location with GHL_SHARED_SECRET', () => {
  const LOCATION: Environment = {
    GHL_TOKEN: 'pit-test',
    GHL_LOCATION_ID: 'location-1',
    GHL_SHARED_SECRET: SHARED_SECRET,
    SESSION_KEY,
    ALLOWED_ORIGINS: PAGE,
    PORT: '0',
  };

  it('gives a session to the page in that location, and to no other', async () => {
    const simulator = startCommand(['simulate', '--port', '0', '--shared-secret', SHARED_SECRET]);
    const highLevel = await waitForOrigin(simulator);
    const origin = await waitForOrigin(startCommand(['proxy'], { ...LOCATION, GHL_UPSTREAM: highLevel }));
    const session = await exchange(origin, await readPayload(highLevel, 'location-1'));
    expect(session.status).toBe(200);
    expect((await listAccounts(origin, 'location-1', session.token)).status).toBe(200);
    expect(await exchange(origin, await readPayload(highLevel, 'location-2'))).toEqual(REFUSED);
  });

  it("gives a session to the page on the agency's white-label domain, and on no other domain", async () => {
    const options = ['--shared-secret', SHARED_SECRET, '--white-label-domain', 'crm.agency.example'];
    const highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0', ...options]));
    const origin = await waitForOrigin(startCommand(['proxy'], { ...LOCATION, GHL_UPSTREAM: highLevel }));
    const payload = await readPayload(highLevel, 'location-1');
    expect((await exchange(origin, payload, 'https://crm.agency.example')).status).toBe(200);
    expect(await exchange(origin, payload, 'https://crm.other.example')).toEqual(REFUSED);
  });

  it.each<[string, Environment, number]>([
    ['may not disconnect an account by default', {}, 403],
    ['may disconnect one with SESSION_PERMISSIONS', { SESSION_PERMISSIONS: 'list disconnect' }, 200],
  ])('gives a session that %s', async (_title, variables, status) => {
    const highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0', '--shared-secret', SHARED_SECRET]));
    const env = { ...LOCATION, GHL_UPSTREAM: highLevel, ...variables };
    const origin = await waitForOrigin(startCommand(['proxy'], env));
    const { token } = await exchange(origin, await readPayload(highLevel, 'location-1'));
    const list = (await (await listAccounts(origin, 'location-1', token)).json()) as AccountList;
    const response = await fetch(`${origin}/social-media-posting/-/accounts/${list.results.accounts[0]!.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}`, origin: PAGE, 'x-ghl-connect': '1' },
    });
    expect(response.status).toBe(status);
  });

  it('names PARENT_ORIGINS if one of them cannot be the origin of a page on the web', async () => {
    const { code, output } = await runToEnd(['proxy'], { ...LOCATION, PARENT_ORIGINS: 'capacitor://localhost' });
    expect(output).toContain('PARENT_ORIGINS: `userContext.parentOrigins` must be a list of exact origins');
    expect(code).toBe(2);
  });
});
