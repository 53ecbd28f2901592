import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import { askApi } from '../api/api-request.js';
import { HIGHLEVEL } from '../oauth/popup-chain.js';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const create = () => createSimulator({ now: () => NOW });

function post(simulator: ReturnType<typeof create>, path: string, init: RequestInit = {}): Promise<Response> {
  return simulator.fetch(new Request(`${HIGHLEVEL}/simulator/${path}`, { method: 'POST', ...init }));
}

describe('/simulator/clock', () => {
  it('tells the time, and moves it by seconds or to a date', async () => {
    const simulator = create();
    const read = async () => (await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/clock`))).json();
    expect(await read()).toEqual({ now: '2026-01-01T00:00:00.000Z' });
    expect(await (await post(simulator, 'clock?advance=86400')).json()).toEqual({ now: '2026-01-02T00:00:00.000Z' });
    await post(simulator, 'clock?now=2027-01-01T00:00:00Z');
    expect(await read()).toEqual({ now: '2027-01-01T00:00:00.000Z' });
  });

  it.each(['advance=soon', 'advance=', 'advance=1e300', 'now=never', 'now='])('rejects %s', async (query) => {
    const simulator = create();
    expect((await post(simulator, `clock?${query}`)).status).toBe(422);
    expect(simulator.clock.now()).toBe(NOW);
  });
});

describe('/simulator/scenario', () => {
  it('sets the scenario, and rejects an unknown one', async () => {
    const simulator = create();
    expect((await post(simulator, 'scenario?name=expired')).status).toBe(200);
    expect(simulator.scenario).toBe('expired');
    for (const name of ['constructor', '']) expect((await post(simulator, `scenario?name=${name}`)).status).toBe(422);
    expect(simulator.scenario).toBe('expired');
  });

  it('takes a form, and sends a person back to the page with the form', async () => {
    const simulator = create();
    const response = await post(simulator, 'scenario', {
      headers: { accept: 'text/html,*/*' },
      body: new URLSearchParams({ name: 'denied' }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, `${HIGHLEVEL}/`]);
    expect(simulator.scenario).toBe('denied');
  });
});

describe('/simulator/reset and /simulator/requests', () => {
  it('lists what was asked of HighLevel, and forgets it', async () => {
    const simulator = create();
    await askApi(simulator, 'location-1/accounts', { token: 'secret-canary' });
    const read = async () => (await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/requests`))).text();
    expect(JSON.parse(await read())).toEqual([
      expect.objectContaining({ path: '/social-media-posting/location-1/accounts', status: 200 }),
    ]);
    expect(await read()).not.toContain('secret-canary');
    expect((await post(simulator, 'reset')).status).toBe(200);
    expect(await read()).toBe('[]');
  });

  it('is not moved by a GET', async () => {
    const simulator = createSimulator({ scenario: 'denied' });
    for (const path of ['reset', 'scenario?name=ok']) {
      expect((await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/${path}`))).status).toBe(404);
    }
    expect(simulator.scenario).toBe('denied');
  });
});
