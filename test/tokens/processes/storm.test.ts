import { afterEach, describe, expect, it } from 'vitest';
import { createGate } from '../fixture.js';
import { startCluster, type Cluster } from './cluster.js';
import { ENGINES } from './engines.js';

const PROCESSES = 4;
const REQUESTS = 500;
const LOCATIONS = Array.from({ length: 50 }, (_, index) => `location${index}`);

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

describe.each(ENGINES)('four processes on $title', ({ isInstalled, ...engine }) => {
  describe.skipIf(!isInstalled)('whose tokens have all expired', () => {
    it('answer 500 requests each with one refresh per location', async () => {
      const { highLevel, workers, install } = (cluster = await startCluster({ isInstalled, ...engine }, PROCESSES));
      await install(LOCATIONS, 0);
      // No answer comes before each location's refresh is under way, so that everybody else has to wait for it.
      const allAsked = createGate();
      highLevel.beforeAnswer = () => {
        if (highLevel.refreshes.size === LOCATIONS.length) allAsked.open();
        return allAsked.opened;
      };
      const requests = Array.from({ length: REQUESTS }, (_, index) => LOCATIONS[index % LOCATIONS.length]!);
      const answers = (await Promise.all(workers.map((worker) => worker.ask(requests)))).flat();

      expect(answers).toHaveLength(PROCESSES * REQUESTS);
      expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
      for (const { locationId, token } of answers) {
        expect(highLevel.readAccess(token!)).toBe(`location:${locationId}`);
      }
      expect([...highLevel.refreshes]).toHaveLength(LOCATIONS.length);
      expect([...highLevel.refreshes].filter(([, count]) => count !== 1)).toEqual([]);
    });
  });
});
