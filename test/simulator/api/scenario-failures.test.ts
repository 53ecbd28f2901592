import { describe, expect, it } from 'vitest';
import { createSimulator, type Scenario } from '../../../src/simulator/index.js';
import { createApiRequest, loginPath } from './api-request.js';

const ID = '0123456789abcdef01234567';

const ROUTES: readonly (readonly [method: string, path: string])[] = [
  ['GET', 'oauth/facebook/start?locationId=location-1&userId=user-1'],
  ['GET', loginPath('facebook', ID)],
  ['POST', loginPath('facebook', ID)],
  ['GET', 'location-1/accounts'],
  ['DELETE', `location-1/accounts/${ID}`],
];

const REMOVED_IN_V3 =
  /^Endpoint \/social-media-posting\/.+ not available in API version v3\. This endpoint was removed in version v3\. Please use a version before v3\.$/;

describe.each(ROUTES)('%s %s', (method, path) => {
  const respond = (scenario: Scenario) => createSimulator({ scenario }).fetch(createApiRequest(path, { method }));

  it.each([
    ['api-400-version', 400, REMOVED_IN_V3, 'Bad Request'],
    ['api-400-removed', 400, /^API endpoint has been removed$/, 'Bad Request'],
    ['api-400-inactive', 400, /^Location is not active$/, 'Bad Request'],
    ['api-401-jwt', 401, /^Invalid JWT$/, 'Unauthorized'],
  ] as const)('answers as seen live in %s', async (scenario, status, message, error) => {
    const response = await respond(scenario);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      statusCode: status,
      message: expect.stringMatching(message) as string,
      error,
    });
  });

  it.each([
    ['firewall-401', 401],
    ['firewall-403', 403],
    ['firewall-404', 404],
  ] as const)('answers without JSON in %s', async (scenario, status) => {
    const response = await respond(scenario);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\//);
    await expect(response.json()).rejects.toThrow();
  });

  it('answers by itself in ok', async () => {
    expect([200, 302, 404]).toContain((await respond('ok')).status);
  });
});
