import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import { CLIENT, createAppSimulator, exchange, HIGHLEVEL, install, post, readFailure, refresh } from './fixture.js';
import type { TokenAnswer } from './fixture.js';

const SPENT = [400, 'Invalid grant: refresh token is invalid'];

function list(simulator: ReturnType<typeof createSimulator>, locationId: string, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, version: 'v3' };
  return simulator.fetch(new Request(`${HIGHLEVEL}/social-media-posting/${locationId}/accounts`, { headers }));
}

describe('POST /oauth/token with a code', () => {
  it('returns the tokens of a location', async () => {
    const simulator = createAppSimulator();
    const answer = await install(simulator, { locationId: 'location-1' });
    expect(answer).toMatchObject({
      token_type: 'Bearer',
      expires_in: 86_399,
      userType: 'Location',
      companyId: 'simulated-company',
      locationId: 'location-1',
      isBulkInstallation: false,
    });
    expect(simulator.app.findInstaller(answer.access_token)).toMatchObject({ locationId: 'location-1' });
  });

  it('returns the tokens of a company', async () => {
    const answer = await install(createAppSimulator(), {});
    expect(answer).toMatchObject({ userType: 'Company', companyId: 'simulated-company', isBulkInstallation: true });
    expect(answer).not.toHaveProperty('locationId');
  });

  it('accepts JSON as well as a form', async () => {
    const simulator = createAppSimulator();
    const code = await simulator.app.install({ locationId: 'location-1' });
    const body = JSON.stringify({ ...CLIENT, grant_type: 'authorization_code', code, user_type: 'Location' });
    const headers = { 'content-type': 'application/json' };
    const request = new Request(`${HIGHLEVEL}/oauth/token`, { method: 'POST', body, headers });
    expect((await simulator.fetch(request)).status).toBe(200);
  });

  it('accepts a code once, and for ten minutes', async () => {
    const simulator = createAppSimulator();
    const code = await simulator.app.install({ locationId: 'location-1' });
    expect((await exchange(simulator, code)).status).toBe(200);
    const invalid = [400, 'Invalid grant: authorization code is invalid'];
    expect(await readFailure(await exchange(simulator, code))).toEqual(invalid);
    const late = await simulator.app.install({ locationId: 'location-1' });
    simulator.clock.advance(600_000);
    expect(await readFailure(await exchange(simulator, late))).toEqual(invalid);
  });

  it.each([{ client_id: 'another-app' }, { client_secret: 'wrong' }])('refuses another client: %j', async (wrong) => {
    const simulator = createAppSimulator();
    const code = await simulator.app.install({ locationId: 'location-1' });
    const refused = [401, 'Invalid client: client credentials are invalid'];
    expect(await readFailure(await exchange(simulator, code, wrong))).toEqual(refused);
    expect((await exchange(simulator, code)).status).toBe(200);
  });

  it.each([
    [{ client_id: '' }, 'client_id should not be empty'],
    [{ grant_type: 'password' }, 'grant_type must be one of authorization_code, refresh_token'],
    [{ code: '' }, 'code should not be empty'],
    [{ user_type: 'Agency' }, 'user_type must be one of Company, Location'],
  ])('names what is wrong with %j', async (wrong, message) => {
    expect(await readFailure(await exchange(createAppSimulator(), 'x', wrong))).toEqual([422, [message]]);
  });
});

describe('POST /oauth/token with a refresh token', () => {
  it('returns the same new refresh token for 30 seconds, and then refuses the spent one', async () => {
    const simulator = createAppSimulator();
    const { refresh_token: first } = await install(simulator, { locationId: 'location-1' });
    const [one, two] = await Promise.all([refresh(simulator, first), refresh(simulator, first)]);
    const { refresh_token: second } = (await one.json()) as TokenAnswer;
    expect(second).not.toBe(first);
    expect(await two.json()).toMatchObject({ refresh_token: second });
    simulator.clock.advance(30_000);
    expect(await (await refresh(simulator, first)).json()).toMatchObject({ refresh_token: second });
    simulator.clock.advance(1);
    expect(await readFailure(await refresh(simulator, first))).toEqual(SPENT);
    expect((await refresh(simulator, second)).status).toBe(200);
  });

  it('refuses it for another client', async () => {
    const simulator = createSimulator();
    const fields = { grant_type: 'authorization_code', client_secret: 'any' };
    const code = await simulator.app.install({ locationId: 'location-1' });
    const response = await post(simulator, '/oauth/token', { ...fields, client_id: 'mine', code });
    const { refresh_token: token } = (await response.json()) as TokenAnswer;
    expect(await readFailure(await refresh(simulator, token, { client_id: 'other' }))).toEqual(SPENT);
    expect((await refresh(simulator, token, { client_id: 'mine' })).status).toBe(200);
  });

  it('says that a paused location is not active, and does not use the token up', async () => {
    const simulator = createAppSimulator();
    const { refresh_token: token } = await install(simulator, { locationId: 'location-1' });
    simulator.app.pause('location-1');
    expect(await readFailure(await refresh(simulator, token))).toEqual([400, 'Location is not active']);
    simulator.clock.advance(60_000);
    simulator.app.resume('location-1');
    expect((await refresh(simulator, token)).status).toBe(200);
  });

  it('refuses it once the app is uninstalled', async () => {
    const simulator = createAppSimulator();
    const { refresh_token: token } = await install(simulator, { locationId: 'location-1' });
    const other = await install(simulator, { locationId: 'location-2' });
    await simulator.app.uninstall({ locationId: 'location-1' });
    expect(await readFailure(await refresh(simulator, token))).toEqual(SPENT);
    expect((await refresh(simulator, other.refresh_token)).status).toBe(200);
  });
});

describe('an access token', () => {
  it('is accepted by the API for its location only', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, { locationId: 'location-1' });
    expect((await list(simulator, 'location-1', token)).status).toBe(200);
    expect((await list(simulator, 'location-2', token)).status).toBe(403);
  });

  it('of a company is accepted for no location', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    expect((await list(simulator, 'location-1', token)).status).toBe(403);
  });

  it('expires by the simulated clock', async () => {
    const simulator = createAppSimulator({ tokenLifetime: 60 });
    const { access_token: token } = await install(simulator, { locationId: 'location-1' });
    simulator.clock.advance(59_999);
    expect((await list(simulator, 'location-1', token)).status).toBe(200);
    simulator.clock.advance(1);
    expect((await list(simulator, 'location-1', token)).status).toBe(401);
  });

  it('that was not issued is refused where an app is configured, and accepted where none is', async () => {
    expect((await list(createAppSimulator(), 'location-1', 'any')).status).toBe(401);
    expect((await list(createSimulator(), 'location-1', 'any')).status).toBe(200);
    expect((await list(createSimulator(), 'location-1', 'simulated-access-unknown')).status).toBe(401);
    const both = createSimulator({ app: {}, token: 'private-integration' });
    expect((await list(both, 'location-1', 'private-integration')).status).toBe(200);
  });

  it('can be revoked before it expires, and its refresh token stays valid', async () => {
    const simulator = createAppSimulator();
    const answer = await install(simulator, { locationId: 'location-1' });
    simulator.app.revokeAccess({ locationId: 'location-1' });
    expect((await list(simulator, 'location-1', answer.access_token)).status).toBe(401);
    expect((await refresh(simulator, answer.refresh_token)).status).toBe(200);
  });

  it('is forgotten by reset()', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, { locationId: 'location-1' });
    simulator.app.tokenLifetime = 1;
    simulator.reset();
    expect(simulator.app.findInstaller(token)).toBeUndefined();
    expect(simulator.app.tokenLifetime).toBe(86_399);
  });
});
