import { describe, expect, it } from 'vitest';
import { createSimulator, type Scenario, type Simulator } from '../../../src/simulator/index.js';
import { runPopup, startUrl } from '../oauth/popup-chain.js';
import { askApi, ATTACH_BODIES, loginPath } from './api-request.js';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

interface Entry {
  readonly id: string;
  readonly oauthId: string;
  readonly platform: string;
  readonly name: string;
  readonly expire: string;
  readonly updatedAt: string;
  readonly createdAt: string;
  readonly isExpired: boolean;
  readonly deleted: boolean;
}

async function list(simulator: Simulator): Promise<Entry[]> {
  const { status, body } = await askApi(simulator, 'location-1/accounts');
  expect(status).toBe(200);
  return body.results?.accounts as Entry[];
}

async function findEntry(simulator: Simulator, platform = 'threads'): Promise<Entry> {
  return (await list(simulator)).find((entry) => entry.platform === platform && !entry.deleted)!;
}

const daysLeft = ({ expire }: Entry): number => (Date.parse(expire) - NOW) / DAY_MS;
const create = (scenario: Scenario) => createSimulator({ scenario, now: () => NOW });
const reconnect = (simulator: Simulator, query = {}) =>
  runPopup(simulator, startUrl('threads', { reconnect: 'true', ...query }));

describe('the expiry of listed accounts', () => {
  it.each([
    ['ok', 60, false],
    ['expires-soon', 3, false],
    ['expired', -1, true],
    ['revoked', 60, true],
  ] as const)('in %s: %d days left, isExpired %s', async (scenario, days, isExpired) => {
    const entry = await findEntry(create(scenario));
    expect([daysLeft(entry), entry.isExpired]).toEqual([days, isExpired]);
    expect(Date.parse(entry.updatedAt)).toBeLessThanOrEqual(NOW);
    expect(entry.createdAt).toBe(entry.updatedAt);
  });

  it.each(['expires-soon', 'expired', 'revoked'] as const)(
    'in %s is the same each time it is read',
    async (scenario) => {
      const simulator = create(scenario);
      expect(await list(simulator)).toEqual(await list(simulator));
    },
  );

  it.each(['expires-soon', 'expired', 'revoked'] as const)('in %s ends with a reconnect', async (scenario) => {
    const simulator = create(scenario);
    const before = await findEntry(simulator);
    const { posted } = await reconnect(simulator);
    const after = await findEntry(simulator);
    expect(posted[0]?.data).toMatchObject({ reconnectAccounts: [before.id] });
    expect(after).toMatchObject({ id: before.id, oauthId: before.oauthId, isExpired: false });
    expect(daysLeft(after)).toBe(60);
    expect(Date.parse(after.updatedAt)).toBeGreaterThanOrEqual(Date.parse(before.updatedAt));
    expect((await findEntry(simulator, 'facebook')).isExpired).toBe(scenario !== 'expires-soon');
  });

  it('ends with a reconnect whose message the page never receives', async () => {
    const simulator = create('expired');
    const { isCutOff } = await reconnect(simulator, { coop: 'consent' });
    expect(isCutOff).toBe(true);
    expect((await findEntry(simulator)).isExpired).toBe(false);
  });

  it.each([
    ['the person refuses', { consent: 'deny' }],
    ['the platform reports an error', { scenario: 'provider-error' }],
    ['somebody else signs in', { scenario: 'other-account' }],
    ['it is not a reconnect', { reconnect: 'false' }],
  ])('does not end if %s', async (_case, query) => {
    const simulator = create('expired');
    const before = await findEntry(simulator);
    await reconnect(simulator, query);
    expect(await findEntry(simulator)).toEqual(before);
  });

  it('does not touch accounts that were attached during the test', async () => {
    const simulator = createSimulator({ scenario: 'expired', accounts: 1, now: () => NOW });
    const login = loginPath('threads', simulator.addLogin({ platform: 'threads', locationId: 'location-1' }));
    await askApi(simulator, login, { method: 'POST', body: ATTACH_BODIES.threads });
    expect((await findEntry(simulator)).isExpired).toBe(false);
  });
});

describe('the login of a listed account', () => {
  const askDetails = async (simulator: Simulator, scenario: Scenario) => {
    const { oauthId } = await findEntry(simulator);
    return askApi(simulator, `${loginPath('threads', oauthId)}?scenario=${scenario}`);
  };

  it('has details without a new sign-in', async () => {
    const { status, body } = await askDetails(create('ok'), 'ok');
    expect([status, JSON.stringify(body.results)]).toEqual([200, expect.stringContaining('"isConnected":true')]);
  });

  it.each(['expired', 'revoked'] as const)('has none in %s, until a reconnect', async (scenario) => {
    const simulator = create(scenario);
    expect((await askDetails(simulator, scenario)).status).toBe(400);
    await reconnect(simulator);
    expect((await askDetails(simulator, scenario)).status).toBe(200);
  });

  it('has none after its access has expired', async () => {
    const simulator = create('ok');
    const path = loginPath('threads', simulator.addLogin({ platform: 'threads', locationId: 'location-1' }));
    expect((await askApi(simulator, path)).status).toBe(200);
    simulator.clock.advance(60 * DAY_MS);
    expect((await askApi(simulator, path)).status).toBe(400);
  });

  it('belongs to its own location and platform', async () => {
    const simulator = create('ok');
    const { oauthId } = await findEntry(simulator);
    expect((await askApi(simulator, loginPath('facebook', oauthId))).status).toBe(404);
    expect((await askApi(simulator, loginPath('threads', oauthId, 'v3', 'location-2'))).status).toBe(404);
  });
});

describe('somebody else who signs in', () => {
  it('gets a login of their own with other accounts, and leaves the list as it is', async () => {
    const simulator = create('other-account');
    const before = await list(simulator);
    const { posted } = await reconnect(simulator);
    const { accountId, reconnectAccounts } = posted[0]?.data as Record<string, string>;
    expect([accountId, reconnectAccounts]).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/), undefined]);
    expect(before.map(({ oauthId }) => oauthId)).not.toContain(accountId);
    expect(await list(simulator)).toEqual(before);
    const { profile } = (await askApi(simulator, loginPath('threads', accountId!))).body.results as {
      profile: { name: string; isConnected: boolean }[];
    };
    const listedNames = before.map(({ name }) => name);
    expect(profile).toHaveLength(3);
    expect(profile.filter(({ name, isConnected }) => isConnected || listedNames.includes(name))).toEqual([]);
  });

  it('is named by the message, if the location has an account of theirs', async () => {
    const simulator = create('other-account');
    const first = await reconnect(simulator);
    const login = loginPath('threads', (first.posted[0]?.data as { accountId: string }).accountId);
    const { results } = (await askApi(simulator, login)).body;
    const [account] = (results as { profile: { id: string; name: string }[] }).profile;
    const body = { type: 'profile', originId: account!.id, name: account!.name, avatar: '' };
    const attached = await askApi(simulator, login, { method: 'POST', body });
    const { posted } = await reconnect(simulator);
    expect(posted[0]?.data).toMatchObject({ reconnectAccounts: [attached.body.results?.oldId] });
  });
});

describe("Google's limit of accounts", () => {
  it.each([
    ['limit-reached', true],
    ['ok', false],
  ] as const)('in %s: maxLocation is %s', async (scenario, isReached) => {
    const simulator = createSimulator({ scenario, variant: 'example' });
    const path = loginPath('google', simulator.addLogin({ platform: 'google', locationId: 'location-1' }));
    const { locations } = (await askApi(simulator, path)).body.results as {
      locations: { location: { maxLocation: boolean } }[];
    };
    expect(locations.map(({ location }) => location.maxLocation)).toEqual([isReached, isReached, isReached]);
  });
});
