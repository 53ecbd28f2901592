import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES, PLATFORMS } from '../../../src/protocol/platforms.js';
import { createSimulator, SCENARIOS, type Scenario } from '../../../src/simulator/index.js';
import { ATTACH_BODIES, createApiRequest, loginPath } from './api-request.js';
import { OPENAPI, type OpenApiResponse } from './openapi.js';
import { findViolations } from './schema-check.js';

const { schemas } = OPENAPI.components;

function describeAnswer(request: Request, status: number): OpenApiResponse | undefined {
  const { pathname } = new URL(request.url);
  const matching = Object.keys(OPENAPI.paths).filter((template) =>
    new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname),
  );
  // The path with the fewest variables is the closest one.
  const [closest = ''] = matching.sort((a, b) => a.split('{').length - b.split('{').length);
  const method = request.method.toLowerCase() as 'get' | 'post' | 'delete';
  return OPENAPI.paths[closest]?.[method]?.responses[String(status)];
}

async function findFaults(request: Request, response: Response): Promise<string[]> {
  const described = describeAnswer(request, response.status);
  if (!described) return [`${request.method} ${request.url} ${response.status} is not described`];
  const missing = Object.keys(described.headers ?? {}).filter((name) => !response.headers.has(name));
  const text = await response.text();
  const schema = described.content?.['application/json']?.schema;
  if (!schema) return text === '' ? missing : ['there is a body'];
  return [...missing, ...findViolations(JSON.parse(text), schema, schemas)];
}

/** Scenarios whose details are wrong on purpose. */
const BROKEN_DETAILS: ReadonlySet<string> = new Set<Scenario>(['details-html', 'details-invalid']);

/** Scenarios in which something in front of HighLevel answers. */
const isFromGateway = (scenario: string): boolean => scenario.startsWith('firewall-');

describe.each(['v3', '2021-07-28'])('the description, version %s', (version) => {
  it.each(PLATFORM_NAMES)('holds for every answer about %s', async (platform) => {
    for (const variant of ['schema', 'example'] as const) {
      for (const accounts of [0, 1, 14]) {
        const simulator = createSimulator({ variant, accounts });
        const path = loginPath(platform, simulator.addLogin({ platform, locationId: 'location-1' }), version);
        const requests = [
          createApiRequest(`oauth/${platform}/start?locationId=location-1&userId=u`, { version }),
          createApiRequest(path, { version }),
          createApiRequest('location-1/accounts', { version }),
          ...(PLATFORMS[platform].attachable
            ? [createApiRequest(path, { version, method: 'POST', body: ATTACH_BODIES[platform] })]
            : []),
          createApiRequest('location-1/accounts', { version }),
          createApiRequest('location-1/accounts/none', { version, method: 'DELETE' }),
        ];
        for (const request of requests) {
          const response = await simulator.fetch(request);
          expect(await findFaults(request, response)).toEqual([]);
        }
      }
    }
  });

  it.each(Object.keys(SCENARIOS))('holds in the scenario %s, unless it is broken on purpose', async (name) => {
    const simulator = createSimulator({ scenario: name as Scenario, delay: 0 });
    const accountId = simulator.addLogin({ platform: 'google', locationId: 'location-1' });
    for (const path of ['oauth/google/start?locationId=location-1&userId=u', loginPath('google', accountId, version)]) {
      const request = createApiRequest(path, { version });
      const response = await simulator.fetch(request);
      if (isFromGateway(name) || (BROKEN_DETAILS.has(name) && !path.includes('start'))) continue;
      expect(await findFaults(request, response)).toEqual([]);
    }
  });

  it('holds for refusals and for a disconnect', async () => {
    const simulator = createSimulator({ locationId: 'location-1' });
    const accountId = simulator.addLogin({ platform: 'threads', locationId: 'location-1' });
    const list = await simulator.fetch(createApiRequest('location-1/accounts', { version }));
    const { results } = (await list.json()) as { results: { accounts: { id: string }[] } };
    const requests: [number, Request][] = [
      [401, createApiRequest('location-1/accounts', { version, token: '' })],
      [403, createApiRequest('location-2/accounts', { version })],
      [400, createApiRequest(loginPath('bluesky', accountId), { version })],
      [422, createApiRequest(loginPath('threads', accountId), { version, method: 'POST' })],
      [200, createApiRequest(`location-1/accounts/${results.accounts[0]?.id}`, { version, method: 'DELETE' })],
    ];
    for (const [status, request] of requests) {
      const response = await simulator.fetch(request);
      expect(response.status).toBe(status);
      expect(await findFaults(request, response)).toEqual([]);
    }
  });
});

describe('the check itself', () => {
  it('sees what is missing, wrong or not described', () => {
    const failure = { $ref: '#/components/schemas/Failure' };
    expect(findViolations({ statusCode: 400, message: 'text' }, failure, schemas)).toEqual([]);
    expect(findViolations({ statusCode: '400', message: 'text' }, failure, schemas)).not.toEqual([]);
    expect(findViolations({ statusCode: 400 }, failure, schemas)).not.toEqual([]);
    expect(findViolations({ statusCode: 400, message: [7] }, failure, schemas)).not.toEqual([]);
    expect(findViolations({ statusCode: 400, message: 'text', token: 'x' }, failure, schemas)).not.toEqual([]);
  });

  it('sees that a broken answer is not what is described', async () => {
    const simulator = createSimulator({ scenario: 'details-invalid' });
    const request = createApiRequest(
      loginPath('facebook', simulator.addLogin({ platform: 'facebook', locationId: 'location-1' })),
    );
    expect(await findFaults(request, await simulator.fetch(request))).not.toEqual([]);
  });
});
