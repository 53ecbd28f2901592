import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import { askApi, loginPath } from '../api/api-request.js';
import { HIGHLEVEL } from '../oauth/popup-chain.js';

interface Pictured {
  readonly avatar?: string;
}

async function listPictures(): Promise<string[]> {
  const simulator = createSimulator({ accounts: 5 });
  const path = loginPath('facebook', simulator.addLogin({ platform: 'facebook', locationId: 'location-1' }));
  const { pages } = (await askApi(simulator, path)).body.results as { pages: Pictured[] };
  const { accounts } = (await askApi(simulator, 'location-1/accounts')).body.results as { accounts: Pictured[] };
  return [...pages, ...accounts].flatMap(({ avatar }) => avatar || []);
}

describe('pictures of accounts', () => {
  it('come from the simulator itself', async () => {
    const addresses = await listPictures();
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) {
      const response = await createSimulator().fetch(new Request(address));
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
      expect(await response.text()).toMatch(/^<svg [^]*<\/svg>$/);
    }
  });

  it('are told apart by colour', async () => {
    const simulator = createSimulator();
    const draw = async (id: string) =>
      (await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/avatars/facebook/${id}.svg`))).text();
    expect(await draw('104420500000001')).not.toBe(await draw('104420500000002'));
  });

  it('have no real host where the simulator stands in for the real address', async () => {
    const simulator = createSimulator();
    const url = 'https://services.leadconnectorhq.com/social-media-posting/location-1/accounts';
    const headers = { authorization: 'Bearer token', version: 'v3' };
    const text = await (await simulator.fetch(new Request(url, { headers }))).text();
    expect(text).toContain('https://avatars.example/');
    expect(text).not.toContain('leadconnectorhq.com/simulator');
  });

  it.each(['x.svg/', '%3Cscript%3E.svg', '../style.css'])('are nothing else: %s', async (name) => {
    const response = await createSimulator().fetch(new Request(`${HIGHLEVEL}/simulator/avatars/facebook/${name}`));
    expect(response.status).toBe(404);
  });
});
