import { describe, expect, it } from 'vitest';
import { createSimulator, type Scenario } from '../../../src/simulator/index.js';
import { attachRequest, createFixture, createRequest, DETAILS, LIST, readError, startRequest } from '../fixture.js';

const ROUTES: readonly [string, () => Request][] = [
  ['start', () => startRequest()],
  ['details', () => createRequest(DETAILS)],
  ['attach', () => attachRequest()],
  ['list', () => createRequest(LIST)],
  ['disconnect', () => createRequest(`${LIST}/1`, { method: 'DELETE' })],
];

/** What the simulator says in a scenario, what the proxy makes of it, and whether it asks for another token. */
const CAUSES: readonly [Scenario, number, RegExp, boolean][] = [
  ['api-400-version', 400, /does not have this endpoint in this API version/, false],
  ['api-400-removed', 400, /has removed this endpoint/, false],
  ['api-400-inactive', 400, /location is not active/, false],
  ['api-401-jwt', 502, /refused the token.*`Version`/, true],
  ['firewall-401', 502, /in front of HighLevel, such as a firewall/, false],
  ['firewall-403', 502, /in front of HighLevel, such as a firewall/, false],
  ['firewall-404', 502, /in front of HighLevel, such as a firewall/, false],
];

describe.each(ROUTES)('the route %s', (_name, create) => {
  it.each(CAUSES)(
    'names the cause that HighLevel was seen to give: %s',
    async (scenario, status, message, refreshes) => {
      const simulator = createSimulator({ scenario });
      const asked: boolean[] = [];
      const getToken = (_session: unknown, { refresh }: { refresh: boolean }) => {
        asked.push(refresh);
        return refresh ? 'another-token' : 'token';
      };
      const { handle } = createFixture({ getToken }, (request) => simulator.fetch(request));
      const response = await handle(create());
      expect(response.status).toBe(status);
      expect((await readError(response)).message).toMatch(message);
      expect(asked.includes(true)).toBe(refreshes);
    },
  );
});
