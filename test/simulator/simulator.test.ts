import { describe, expect, it } from 'vitest';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { createApiRequest } from './api/api-request.js';
import { HIGHLEVEL } from './oauth/popup-chain.js';

describe('createSimulator', () => {
  it.each([
    ['scenario', 'toString'],
    ['consent', 'maybe'],
    ['accounts', -1],
    ['accounts', 1.5],
    ['accounts', 1001],
    ['variant', 'other'],
    ['providerOrigin', 'https://provider.example/'],
    ['providerOrigin', 'javascript:alert(1)'],
    ['delay', -1],
    ['delay', Number.NaN],
  ])('refuses the option %s = %s', (name, value) => {
    const options = { [name]: value } as SimulatorOptions;
    expect(() => createSimulator(options)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });

  it('takes every option at once, and leaves it as it was', () => {
    const options: SimulatorOptions = Object.freeze({
      scenario: 'slow',
      consent: 'deny',
      providerOrigin: 'http://provider.localhost:5175',
      token: 't',
      locationId: 'l',
      accounts: 60,
      variant: 'example',
      delay: 1,
    });
    expect(createSimulator(options).scenario).toBe('slow');
  });

  it('keeps two simulators apart', async () => {
    const [one, other] = [createSimulator(), createSimulator()];
    const accountId = one.addLogin({ platform: 'threads', locationId: 'location-1' });
    const request = () => createApiRequest(`oauth/location-1/threads/accounts/${accountId}`);
    expect((await one.fetch(request())).status).toBe(200);
    expect((await other.fetch(request())).status).toBe(404);
  });
});

describe('the record of requests', () => {
  it('says what was asked, and keeps secrets to itself', async () => {
    const simulator = createSimulator();
    const request = createApiRequest('location-1/accounts?skip=1', { token: 'secret-canary' });
    request.headers.set('cookie', 'session=secret-canary');
    request.headers.set('accept', 'application/json');
    await simulator.fetch(request);
    await simulator.fetch(new Request(`${HIGHLEVEL}/nowhere`, { method: 'POST' }));
    expect(simulator.requests).toEqual([
      {
        method: 'GET',
        path: '/social-media-posting/location-1/accounts',
        query: { skip: '1' },
        headers: expect.objectContaining({
          authorization: 'present',
          version: 'v3',
          accept: 'application/json',
        }) as unknown,
        status: 200,
      },
      { method: 'POST', path: '/nowhere', query: {}, headers: { authorization: 'absent' }, status: 404 },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain('secret-canary');
  });

  it('keeps the last 200, until the reset', async () => {
    const simulator = createSimulator();
    for (let index = 0; index < 205; index += 1) await simulator.fetch(new Request(`${HIGHLEVEL}/${index}`));
    expect(simulator.requests).toHaveLength(200);
    expect(simulator.requests.at(-1)?.path).toBe('/204');
    simulator.reset();
    expect(simulator.requests).toEqual([]);
  });
});
