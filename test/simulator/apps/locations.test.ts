import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/index.js';
import { CLIENT, createAppSimulator, HIGHLEVEL, install, post, readFailure, type TokenAnswer } from './fixture.js';

const COMPANY = 'simulated-company';
const APP = CLIENT.client_id.split('-')[0]!;

const createHeaders = (token: string, version = '2021-07-28') => ({ authorization: `Bearer ${token}`, version });

const exchangeLocation = (simulator: Simulator, token: string, locationId: string, companyId = COMPANY) =>
  post(simulator, '/oauth/locationToken', { companyId, locationId }, createHeaders(token));

async function listInstalled(simulator: Simulator, token: string, query: Record<string, string>): Promise<Response> {
  const url = `${HIGHLEVEL}/oauth/installedLocations?${new URLSearchParams(query)}`;
  return simulator.fetch(new Request(url, { headers: createHeaders(token) }));
}

describe('POST /oauth/locationToken', () => {
  it("exchanges a company's token for that of a location, which the API accepts there", async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    const response = await exchangeLocation(simulator, token, 'location-2');
    const answer = (await response.json()) as TokenAnswer;
    expect(answer).toMatchObject({ userType: 'Location', locationId: 'location-2', companyId: COMPANY });
    const headers = createHeaders(answer.access_token, 'v3');
    const list = (id: string) =>
      simulator.fetch(new Request(`${HIGHLEVEL}/social-media-posting/${id}/accounts`, { headers }));
    expect((await list('location-2')).status).toBe(200);
    expect((await list('location-1')).status).toBe(403);
  });

  it('refuses a location that the installation does not include, until it is added', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    expect(await readFailure(await exchangeLocation(simulator, token, 'new'))).toEqual([400, 'Location not found']);
    await simulator.app.addLocation({ locationId: 'new' });
    expect((await exchangeLocation(simulator, token, 'new')).status).toBe(200);
    await simulator.app.uninstall({ locationId: 'new' });
    expect(await readFailure(await exchangeLocation(simulator, token, 'new'))).toEqual([400, 'Location not found']);
  });

  it('refuses another company, a location token and a paused location', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    const { access_token: ofLocation } = await install(simulator, { locationId: 'location-1' });
    expect((await exchangeLocation(simulator, token, 'location-1', 'other')).status).toBe(400);
    expect((await exchangeLocation(simulator, ofLocation, 'location-1')).status).toBe(403);
    simulator.app.pause('location-1');
    const paused = await readFailure(await exchangeLocation(simulator, token, 'location-1'));
    expect(paused).toEqual([400, 'Location is not active']);
    expect((await exchangeLocation(simulator, token, 'location-2')).status).toBe(200);
  });

  it('is available in version 2021-07-28 only', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    const fields = { companyId: COMPANY, locationId: 'location-1' };
    const response = await post(simulator, '/oauth/locationToken', fields, createHeaders(token, 'v3'));
    const [status, message] = await readFailure(response);
    expect([status, message]).toEqual([400, expect.stringContaining('not available in API version v3')]);
  });

  it('ends the tokens of the locations with the installation of the company', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    const { access_token: ofLocation } = (await (
      await exchangeLocation(simulator, token, 'location-1')
    ).json()) as TokenAnswer;
    await simulator.app.uninstall({});
    expect(simulator.app.findInstaller(ofLocation)).toBeUndefined();
    expect((await exchangeLocation(simulator, token, 'location-1')).status).toBe(401);
  });
});

describe('GET /oauth/installedLocations', () => {
  it('lists the locations in pages, and whether the app is installed there', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    await simulator.app.uninstall({ locationId: 'location-2' });
    const query = { companyId: COMPANY, appId: APP };
    const read = async (more = {}) =>
      (await (await listInstalled(simulator, token, { ...query, ...more })).json()) as {
        locations: { _id: string; isInstalled: boolean }[];
        count: number;
      };
    const { locations, count } = await read();
    expect(count).toBe(3);
    expect(locations.filter(({ isInstalled }) => !isInstalled).map(({ _id }) => _id)).toEqual(['location-2']);
    expect((await read({ isInstalled: 'true' })).locations).toHaveLength(2);
    expect((await read({ skip: '1', limit: '1', isInstalled: 'true' })).locations).toMatchObject([
      { _id: 'location-3' },
    ]);
  });

  it('refuses another app and another company', async () => {
    const simulator = createAppSimulator();
    const { access_token: token } = await install(simulator, {});
    expect((await listInstalled(simulator, token, { companyId: COMPANY, appId: 'other' })).status).toBe(400);
    expect((await listInstalled(simulator, token, { companyId: 'other', appId: APP })).status).toBe(400);
    expect((await listInstalled(simulator, token, {})).status).toBe(422);
  });
});
