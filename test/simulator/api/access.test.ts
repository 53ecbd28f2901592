import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import { askApi, loginPath, type ApiRequest } from './api-request.js';
import { HIGHLEVEL, startUrl } from '../oauth/popup-chain.js';

const ID = '0123456789abcdef01234567';

const ROUTES: readonly (readonly [method: string, path: string])[] = [
  ['GET', loginPath('facebook', ID)],
  ['POST', loginPath('facebook', ID)],
  ['GET', 'location-1/accounts'],
  ['DELETE', `location-1/accounts/${ID}`],
];

describe.each(ROUTES)('%s %s', (method, path) => {
  const simulator = createSimulator({ token: 'right', locationId: 'location-1' });
  const ask = (options: ApiRequest) => askApi(simulator, path, { method, token: 'right', ...options });

  it('wants the token', async () => {
    for (const token of ['', 'wrong', 'right two']) {
      const { status, body } = await ask({ token });
      expect([status, body.message, body.error]).toEqual([401, 'Invalid JWT', 'Unauthorized']);
    }
    expect((await ask({})).status).not.toBe(401);
  });

  it('wants a version that exists', async () => {
    expect((await ask({ version: '' })).status).toBe(401);
    expect(await ask({ version: 'v9' })).toMatchObject({ status: 400, body: { statusCode: 400 } });
    expect((await ask({ version: '2021-07-28' })).status).not.toBe(400);
  });

  it("wants the token's own location", async () => {
    const elsewhere = await askApi(simulator, path.replace('location-1', 'location-2'), { method, token: 'right' });
    expect(elsewhere).toMatchObject({
      status: 403,
      body: { message: 'The token does not have access to this location.', error: 'Forbidden' },
    });
    expect((await ask({})).status).not.toBe(403);
  });

  it('announces the rate limits', async () => {
    const { headers } = await ask({});
    expect(headers.get('x-ratelimit-limit-daily')).toBe('200000');
    expect(Number(headers.get('x-ratelimit-daily-remaining'))).toBeLessThan(200_000);
    expect(headers.get('x-ratelimit-interval-milliseconds')).toBe('10000');
    expect(headers.get('x-ratelimit-max')).toBe('100');
    expect(headers.get('x-ratelimit-remaining')).toBe('99');
  });
});

describe('start', () => {
  const simulator = createSimulator({ token: 'right', locationId: 'location-1' });
  const start = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    simulator.fetch(new Request(HIGHLEVEL + startUrl('facebook', query), { headers }));

  it('asks a window for nothing, and a server for what every route wants', async () => {
    expect((await start({})).status).toBe(302);
    expect((await start({ authorization: 'Bearer right', version: 'v3' })).status).toBe(302);
    expect((await start({ authorization: 'Bearer wrong', version: 'v3' })).status).toBe(401);
    expect((await start({ authorization: 'Bearer right' })).status).toBe(401);
    expect((await start({ authorization: 'Bearer right', version: 'v1' })).status).toBe(400);
    const elsewhere = { locationId: 'location-2' };
    expect((await start({ authorization: 'Bearer right', version: 'v3' }, elsewhere)).status).toBe(403);
  });

  it.each(['locationId', 'userId'])('wants %s', async (name) => {
    const response = await start({}, { [name]: '' });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      statusCode: 422,
      message: [`${name} should not be empty`],
      error: 'Unprocessable Entity',
    });
  });

  it.each(['bluesky', 'twitter', '__proto__', 'constructor', '%00'])('does not know %s', async (platform) => {
    const response = await simulator.fetch(new Request(HIGHLEVEL + startUrl(platform)));
    expect(response.status).toBe(400);
    expect(response.headers.has('location')).toBe(false);
  });
});

describe('what is not there', () => {
  it.each([
    ['POST', '/'],
    ['GET', '/simulator'],
    ['GET', '/social-media-posting/oauth/facebook/start/'],
    ['POST', '/social-media-posting/oauth/facebook/start'],
    ['GET', `/social-media-posting/oauth/facebook/accounts/${ID}/x/y`],
    ['PUT', `/social-media-posting/${loginPath('facebook', ID)}`],
    ['GET', '/social-media-posting/oauth/%E0%A4%A/start'],
    ['OPTIONS', '/social-media-posting/location-1/accounts'],
  ])('is 404: %s %s', async (method, path) => {
    const response = await createSimulator().fetch(new Request(HIGHLEVEL + path, { method }));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ statusCode: 404, error: 'Not Found' });
  });
});
