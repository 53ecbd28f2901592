import { afterEach, describe, expect, it, vi } from 'vitest';
import { PLATFORM_NAMES, type Platform } from '../../../src/protocol/platforms.js';
import { createSimulator, type Scenario, type SimulatorOptions } from '../../../src/simulator/index.js';
import { askApi, createApiRequest, loginPath } from './api-request.js';
import { HIGHLEVEL, runPopup, startUrl } from '../oauth/popup-chain.js';

const VERSIONS = ['v3', '2021-07-28'] as const;
const EVERY_PLATFORM = PLATFORM_NAMES.flatMap((platform) => VERSIONS.map((version) => [platform, version] as const));

async function fetchResults(platform: Platform, options: SimulatorOptions = {}, query = '') {
  const simulator = createSimulator(options);
  const accountId = simulator.addLogin({ platform, locationId: 'location-1' });
  const { status, body } = await askApi(simulator, loginPath(platform, accountId) + query);
  expect(status).toBe(200);
  return body.results ?? {};
}

const entryWith = (...names: string[]) =>
  expect.objectContaining(Object.fromEntries(names.map((name) => [name, expect.anything() as unknown])));

describe('details', () => {
  it.each(EVERY_PLATFORM)('of %s in version %s come for the login that the popup made', async (platform, version) => {
    const simulator = createSimulator();
    const { posted } = await runPopup(simulator, startUrl(platform));
    const { accountId } = posted[0]?.data as { accountId: string };
    const { status, body } = await askApi(simulator, loginPath(platform, accountId, version), { version });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, message: expect.stringMatching(/^Fetched .+ Account$/) });
    expect(JSON.stringify(body.results)).toContain('"isConnected":');
  });

  it('put google under locations in the older version only', async () => {
    const simulator = createSimulator();
    const accountId = simulator.addLogin({ platform: 'google', locationId: 'location-1' });
    for (const version of VERSIONS) {
      const right = loginPath('google', accountId, version);
      const wrong = loginPath('google', accountId, version === 'v3' ? '2021-07-28' : 'v3');
      expect((await askApi(simulator, right, { version })).status).toBe(200);
      expect((await askApi(simulator, wrong, { version })).status).toBe(404);
    }
    const other = simulator.addLogin({ platform: 'facebook', locationId: 'location-1' });
    expect((await askApi(simulator, `oauth/location-1/facebook/locations/${other}`)).status).toBe(404);
  });

  it.each([
    ['facebook', { pages: [entryWith('id', 'name', 'isOwned', 'isConnected')] }],
    ['instagram', { accounts: [entryWith('id', 'name', 'pageId', 'isConnected')] }],
    ['google', { locations: entryWith('location', 'account') }],
    ['linkedin', { pages: [], profile: [entryWith('id', 'name', 'urn', 'isConnected')] }],
    ['tiktok', { profile: [entryWith('id', 'username', 'verified', 'type')] }],
    ['tiktok-business', { profile: [entryWith('id', 'username', 'verified', 'type')] }],
    ['youtube', { profile: [entryWith('id', 'username', 'verified', 'type')] }],
    ['pinterest', { profile: [entryWith('id', 'username', 'type', 'websiteUrl')] }],
    ['threads', { profile: [entryWith('id', 'username', 'isConnected')] }],
  ] as const)('of %s have the shape of the schema', async (platform, results) => {
    expect(await fetchResults(platform, { accounts: 1 })).toEqual(results);
  });

  it.each([
    ['instagram', { accounts: [entryWith('id', 'pageId', 'isBusinessAccount')] }],
    ['google', { locations: [entryWith('location', 'account')] }],
    [
      'linkedin',
      { pages: [], profile: { id: 'urn:li:person:80840001', name: 'Harbour Lane Bakery', avatar: expect.any(String) } },
    ],
    ['tiktok', entryWith('openId', 'displayName', 'avatarUrl', 'isConnected')],
    ['youtube', { channels: [entryWith('id', 'name', 'isConnected')] }],
    ['pinterest', entryWith('id', 'username', 'businessName', 'isConnected')],
    ['facebook', { pages: [entryWith('id', 'isOwned')] }],
  ] as const)('of %s have the shape of the example, when asked for', async (platform, expected) => {
    const results = await fetchResults(platform, { accounts: 1, variant: 'example' });
    expect(results).toEqual(expected);
  });

  it.each([0, 1, 60])('hold %d accounts, with ids and names of their own', async (accounts) => {
    const { pages } = await fetchResults('facebook', { accounts });
    const entries = pages as { id: string; name: string; avatar?: string; isConnected: boolean }[];
    expect(entries).toHaveLength(accounts);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(accounts);
    expect(new Set(entries.map(({ name }) => name)).size).toBe(accounts);
    expect(entries.every(({ avatar = HIGHLEVEL }) => avatar.startsWith(HIGHLEVEL))).toBe(true);
    expect(entries.filter(({ isConnected }) => isConnected)).toHaveLength(accounts > 1 ? 1 : 0);
  });

  it.each(PLATFORM_NAMES)('of %s may hold nothing, in both shapes', async (platform) => {
    for (const variant of ['schema', 'example'] as const) {
      const results = await fetchResults(platform, { accounts: 0, variant });
      expect(JSON.stringify(results)).not.toContain('"id"');
    }
  });

  it('hold names that are long, not Latin, or look like markup, and accounts without a picture', async () => {
    const { pages } = await fetchResults('facebook', { accounts: 12 });
    const entries = pages as { name: string; avatar?: string }[];
    const names = entries.map(({ name }) => name);
    expect(names.some((name) => name.length > 80)).toBe(true);
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
    expect(names.some((name) => name.includes('<'))).toBe(true);
    expect(entries.some(({ avatar }) => avatar === undefined)).toBe(true);
  });

  it('can be searched by name', async () => {
    const { pages } = await fetchResults('facebook', {}, '?search=NORTHGATE');
    expect(pages).toEqual([expect.objectContaining({ name: 'Northgate Cycling Club' })]);
  });

  it('are there for the login that exists, and for no other', async () => {
    const simulator = createSimulator();
    const accountId = simulator.addLogin({ platform: 'facebook', locationId: 'location-1' });
    const statusOf = async (path: string) => (await askApi(simulator, path)).status;
    expect(await statusOf(loginPath('facebook', accountId))).toBe(200);
    expect(await statusOf(loginPath('facebook', '000000000000000000000000'))).toBe(404);
    expect(await statusOf(loginPath('facebook', '__proto__'))).toBe(404);
    expect(await statusOf(loginPath('threads', accountId))).toBe(404);
    expect(await statusOf(loginPath('facebook', accountId, 'v3', 'location-2'))).toBe(404);
    expect(await statusOf(loginPath('bluesky', accountId))).toBe(400);
    expect(await statusOf(loginPath('constructor', accountId))).toBe(400);
    simulator.reset();
    expect(await statusOf(loginPath('facebook', accountId))).toBe(404);
  });
});

describe('scenarios of the details', () => {
  afterEach(() => vi.useRealTimers());

  function ask(scenario: Scenario, options: SimulatorOptions = {}): Promise<Response> {
    const simulator = createSimulator(options);
    const accountId = simulator.addLogin({ platform: 'facebook', locationId: 'location-1' });
    return simulator.fetch(createApiRequest(`${loginPath('facebook', accountId)}?scenario=${scenario}`));
  }

  it('details-401-scope', async () => {
    const response = await ask('details-401-scope');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: 'The token is not authorized for this scope.' });
  });

  it('details-429', async () => {
    const { status, headers } = await ask('details-429');
    expect([status, headers.get('retry-after'), headers.get('x-ratelimit-remaining')]).toEqual([429, '1', '0']);
  });

  it('details-500', async () => {
    expect((await ask('details-500')).status).toBe(500);
  });

  it('details-html', async () => {
    const response = await ask('details-html');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    await expect(response.json()).rejects.toThrow();
  });

  it('details-invalid', async () => {
    const response = await ask('details-invalid');
    expect(response.status).toBe(200);
    expect(Array.isArray(await response.json())).toBe(true);
  });

  it('details-huge', async () => {
    expect((await (await ask('details-huge')).arrayBuffer()).byteLength).toBeGreaterThan(1_048_576);
    expect((await (await ask('ok')).arrayBuffer()).byteLength).toBeLessThan(1_048_576);
  });

  it('details-slow waits, then answers', async () => {
    vi.useFakeTimers();
    let answered = false;
    const answer = ask('details-slow', { delay: 9000 }).finally(() => (answered = true));
    await vi.advanceTimersByTimeAsync(8999);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(200);
  });

  it('details-slow stops waiting when the caller has gone', async () => {
    vi.useFakeTimers();
    const simulator = createSimulator({ scenario: 'details-slow' });
    const accountId = simulator.addLogin({ platform: 'facebook', locationId: 'location-1' });
    const controller = new AbortController();
    const request = new Request(createApiRequest(loginPath('facebook', accountId)), { signal: controller.signal });
    const answer = simulator.fetch(request);
    await vi.advanceTimersByTimeAsync(1);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    expect((await answer).status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hold for a login whose start named them, and leave the others alone', async () => {
    const simulator = createSimulator();
    const connect = async (query: Record<string, string>) => {
      const { posted } = await runPopup(simulator, startUrl('facebook', query));
      return loginPath('facebook', (posted[0]?.data as { accountId: string }).accountId);
    };
    const failing = await connect({ scenario: 'details-500' });
    const good = await connect({});
    expect((await askApi(simulator, failing)).status).toBe(500);
    expect((await askApi(simulator, good)).status).toBe(200);
    expect((await askApi(simulator, `${failing}?scenario=ok`)).status).toBe(200);
  });
});
