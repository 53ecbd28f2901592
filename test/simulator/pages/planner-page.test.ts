import { describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { askApi } from '../api/api-request.js';
import { HIGHLEVEL } from '../oauth/popup-chain.js';

interface Entry {
  readonly id: string;
  readonly platform: string;
  readonly isExpired: boolean;
  readonly deleted: boolean;
}

async function list(simulator: Simulator): Promise<Entry[]> {
  const { accounts } = (await askApi(simulator, 'location-1/accounts')).body.results as { accounts: Entry[] };
  return accounts.filter(({ platform, deleted }) => platform === 'facebook' && !deleted);
}

function connect(simulator: Simulator, platform: string, headers = {}): Promise<Response> {
  const url = `${HIGHLEVEL}/v2/location/location-1/marketing/social-planner`;
  return simulator.fetch(new Request(url, { method: 'POST', headers, body: new URLSearchParams({ platform }) }));
}

describe("HighLevel's own page", () => {
  it('shows the accounts of the location and connects another one', async () => {
    const simulator = createSimulator();
    const before = await list(simulator);
    const response = await connect(simulator, 'facebook');
    const { id } = (await response.json()) as { id: string };
    expect((await list(simulator)).map((entry) => entry.id)).toEqual([...before.map((entry) => entry.id), id]);
    const page = await simulator.fetch(
      new Request(response.url || `${HIGHLEVEL}/v2/location/location-1/marketing/social-planner`),
    );
    expect(await page.text()).toContain('<td>Harbour Lane Bakery</td><td>Facebook</td>');
  });

  it('renews what has expired', async () => {
    const simulator = createSimulator({ scenario: 'expired' });
    const [expired] = await list(simulator);
    expect(expired?.isExpired).toBe(true);
    await connect(simulator, 'facebook');
    expect(await list(simulator)).toEqual([expect.objectContaining({ id: expired?.id, isExpired: false })]);
  });

  it('sends a person back to the page, and refuses what is no platform', async () => {
    const simulator = createSimulator();
    const response = await connect(simulator, 'threads', { accept: 'text/html' });
    expect(response.status).toBe(303);
    expect((await simulator.fetch(new Request(response.headers.get('location')!))).status).toBe(200);
    expect((await connect(simulator, 'bluesky')).status).toBe(422);
    expect((await connect(createSimulator({ accounts: 0 }), 'threads')).status).toBe(422);
  });

  it('escapes the location', async () => {
    const url = `${HIGHLEVEL}/v2/location/${encodeURIComponent('<script>')}/marketing/social-planner`;
    expect(await (await createSimulator().fetch(new Request(url))).text()).not.toContain('<script>');
  });
});

describe('addAccount', () => {
  it('does the same for a test', async () => {
    const simulator = createSimulator({ accounts: 1 });
    const id = simulator.addAccount({ platform: 'facebook', locationId: 'location-1' });
    expect((await list(simulator)).map((entry) => entry.id)).toEqual([id]);
    expect(createSimulator({ accounts: 0 }).addAccount({ platform: 'facebook', locationId: 'l' })).toBeUndefined();
  });
});
