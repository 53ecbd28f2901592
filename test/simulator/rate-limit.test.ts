import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { askApi } from './api/api-request.js';
import { HIGHLEVEL, startUrl } from './oauth/popup-chain.js';

describe('the rate limit', () => {
  it('is announced but not enforced by default', async () => {
    const simulator = createSimulator();
    for (let index = 0; index < 150; index += 1) {
      const { status, headers } = await askApi(simulator, 'location-1/accounts');
      expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, '99']);
    }
  });

  it('lets 100 requests of a location through in 10 seconds, and the next ones after that', async () => {
    const simulator = createSimulator({ rateLimit: true });
    const ask = async (locationId = 'location-1') => {
      const { status, headers } = await askApi(simulator, `${locationId}/accounts`);
      return [status, headers.get('x-ratelimit-remaining')];
    };
    for (let remaining = 99; remaining >= 0; remaining -= 1) expect(await ask()).toEqual([200, String(remaining)]);
    expect(await ask()).toEqual([429, '0']);
    expect(await ask('location-2')).toEqual([200, '99']);
    simulator.clock.advance(9_000);
    expect(await ask()).toEqual([429, '0']);
    simulator.clock.advance(1_000);
    expect(await ask()).toEqual([200, '99']);
  });

  it('can be any number, and announces it', async () => {
    const simulator = createSimulator({ rateLimit: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await askApi(simulator, 'location-1/accounts')).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await askApi(simulator, 'location-2/accounts')).headers.get('x-ratelimit-max')).toBe('2');
    simulator.reset();
    expect((await askApi(simulator, 'location-1/accounts')).status).toBe(200);
  });

  it('sends no Retry-After, as HighLevel documents none', async () => {
    const simulator = createSimulator({ rateLimit: 1 });
    await askApi(simulator, 'location-1/accounts');
    const { status, headers } = await askApi(simulator, 'location-1/accounts');
    expect([status, headers.has('retry-after')]).toEqual([429, false]);
    expect(headers.get('x-ratelimit-interval-milliseconds')).toBe('10000');
  });

  it('counts the starts of a server, and not those of a popup, which has no token', async () => {
    const simulator = createSimulator({ rateLimit: 1 });
    const start = async (headers = {}) =>
      (await simulator.fetch(new Request(HIGHLEVEL + startUrl('facebook'), { headers }))).status;
    expect([await start(), await start()]).toEqual([302, 302]);
    const server = { authorization: 'Bearer token', version: 'v3' };
    expect([await start(server), await start(server)]).toEqual([302, 429]);
    expect(await start()).toBe(302);
  });

  it.each([0, -1, 1.5, Number.NaN, 'many'])('rejects %s', (rateLimit) => {
    expect(() => createSimulator({ rateLimit: rateLimit as number })).toThrow(/rateLimit must be/);
  });
});
