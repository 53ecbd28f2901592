import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSimulator, type SimulatedApp } from '../../../src/simulator/index.js';
import { createAppSimulator, HIGHLEVEL, install, receiveWebhooks } from './fixture.js';

async function readKey(simulator: ReturnType<typeof createSimulator>) {
  const response = await simulator.fetch(new Request(`${HIGHLEVEL}/simulator/webhook-key`));
  const { publicKey } = (await response.json()) as { publicKey: string };
  expect(publicKey).toBe(await simulator.app.publicKey());
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
}

describe('the webhooks', () => {
  it('are signed over the bytes of their body', async () => {
    const { url, received } = await receiveWebhooks();
    const simulator = createAppSimulator({ webhookUrl: url });
    await install(simulator, { locationId: 'location-1' });
    const key = await readKey(simulator);
    const [{ body, signature }] = received as [(typeof received)[0]];
    expect(verify(null, Buffer.from(body), key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify(null, Buffer.from(`${body} `), key, Buffer.from(signature, 'base64'))).toBe(false);
    expect(JSON.parse(body)).toMatchObject({
      type: 'INSTALL',
      appId: '6578278e879ad2646715ba9c',
      timestamp: new Date(simulator.clock.now()).toISOString(),
      webhookId: expect.stringMatching(/^[\w-]{36}$/) as unknown,
    });
  });

  it('report the end of an installation with the location or the company', async () => {
    const { url, received } = await receiveWebhooks();
    const simulator = createAppSimulator({ webhookUrl: url });
    await install(simulator, { locationId: 'location-1' });
    await install(simulator, {});
    await simulator.app.uninstall({ locationId: 'location-1' });
    const request = new Request(`${HIGHLEVEL}/simulator/uninstall`, {
      method: 'POST',
      body: new URLSearchParams({ companyId: 'simulated-company' }),
    });
    expect((await simulator.fetch(request)).status).toBe(200);
    const events = received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(events.map(({ type }) => type)).toEqual(['INSTALL', 'INSTALL', 'UNINSTALL', 'UNINSTALL']);
    expect(events[2]).toMatchObject({ locationId: 'location-1' });
    expect(events[2]).not.toHaveProperty('companyId');
    expect(events[3]).toMatchObject({ companyId: 'simulated-company' });
    expect(new Set(events.map(({ webhookId }) => webhookId)).size).toBe(4);
  });

  it('are not sent for an app that was not installed', async () => {
    const { url, received } = await receiveWebhooks();
    await createAppSimulator({ webhookUrl: url }).app.uninstall({ locationId: 'location-1' });
    expect(received).toEqual([]);
  });

  it('do not keep an installation from succeeding when nobody accepts them', async () => {
    const { url } = await receiveWebhooks(500);
    for (const webhookUrl of [url, 'http://127.0.0.1:1/webhooks']) {
      const { access_token: token } = await install(createAppSimulator({ webhookUrl }), {});
      expect(token).toMatch(/^simulated-access-/);
    }
  });
});

describe('the option app', () => {
  it.each([
    [{ clientId: '' }, 'app.clientId'],
    [{ redirectUri: '/callback' }, 'app.redirectUri'],
    [{ webhookUrl: 'http://app.example/' }, 'app.webhookUrl'],
    [{ companyId: 'a b' }, 'app.companyId'],
    [{ locations: ['../x'] }, 'app.locations'],
    [{ tokenLifetime: -1 }, 'app.tokenLifetime'],
    ['app', 'app'],
  ])('%j is rejected by name', (app, name) => {
    expect(() => createSimulator({ app: app as SimulatedApp })).toThrow(`${name} must be`);
  });

  it('rejects what is no id of a location', async () => {
    await expect(createAppSimulator().app.install({ locationId: 'a/b' })).rejects.toThrow('locationId must be an id');
  });
});
