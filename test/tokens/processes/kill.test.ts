import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { CLIENT_ID, WINDOW_MS } from '../observed-highlevel.js';
import { startCluster, type Cluster } from './cluster.js';
import { ENGINES } from './engines.js';
import type { Answer } from './settings.js';
import type { Worker } from './start-worker.js';

/** How many processes are killed; `KILLS=50` for a long run. */
const KILLS = Number(env['KILLS'] ?? 6);
/** A limit for a test that hangs, not a measure. */
const PATIENCE_PER_KILL_MS = 30_000;
const PROCESSES = 4;
/** A refresh takes this long, so that a kill within it meets every step. */
const MAX_DELAY_MS = 60;
const LOCATIONS = Array.from({ length: 40 }, (_, index) => `location${index}`);

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

/** The locations that only one of the processes is asked about, so that none of the others finishes its work by chance. */
function listOwn(index: number): string[] {
  return LOCATIONS.filter((_, number) => number % PROCESSES === index);
}

/** Asks again what took too long on a busy machine, as a page would. A lost token is another error. */
async function askPatiently(worker: Worker, locationIds: readonly string[]): Promise<readonly Answer[]> {
  const answers = await worker.ask(locationIds);
  const isLate = ({ error }: Answer) => error?.includes('did not answer within') === true;
  const late = answers.filter(isLate).map(({ locationId }) => locationId);
  if (late.length === 0) return answers;
  return [...answers.filter((answer) => !isLate(answer)), ...(await askPatiently(worker, late))];
}

async function readJournal({ store }: Cluster): Promise<string> {
  return (await store.get(`tokens:${CLIENT_ID}:refreshing:all`))?.value ?? '[]';
}

describe.each(ENGINES)('four processes on $title', ({ isInstalled, ...engine }) => {
  describe.skipIf(!isInstalled)('of which some are killed while they refresh', () => {
    it('lose no refresh token', { timeout: KILLS * PATIENCE_PER_KILL_MS }, async () => {
      cluster = await startCluster({ isInstalled, ...engine }, PROCESSES);
      const { highLevel, workers, install, startWorker } = cluster;
      await install(LOCATIONS, 0);
      // Every token expires at once, so that every request refreshes.
      highLevel.lifetime = 0;
      let reportRequest = (): void => undefined;
      highLevel.beforeRequest = () => {
        reportRequest();
        return delay(Math.random() * (MAX_DELAY_MS / 2));
      };
      highLevel.beforeAnswer = () => delay(Math.random() * (MAX_DELAY_MS / 2));

      let unfinished = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const victim = kill % PROCESSES;
        const requested = new Promise<void>((resolve) => (reportRequest = resolve));
        const asked = workers[victim]!.ask(listOwn(victim)).catch(() => undefined);
        // Every other kill comes in the middle of a refresh, however slow the machine is; the rest at any time.
        if (kill % 2 === 0) await requested;
        else await delay(Math.random() * MAX_DELAY_MS * 2);
        await workers[victim]!.kill();
        await asked;
        unfinished += (JSON.parse(await readJournal(cluster)) as unknown[]).length;
        workers[victim] = await startWorker();
      }
      expect(unfinished, 'kills that left a refresh unfinished').toBeGreaterThan(0);

      // Nobody asks for a token: the other processes finish what was left by themselves.
      while ((await readJournal(cluster)) !== '[]') await delay(50);
      const later = Date.now() + 2 * WINDOW_MS;
      highLevel.now = () => later;
      highLevel.lifetime = 86_399;
      const answers = (await Promise.all(workers.map((worker, index) => askPatiently(worker, listOwn(index))))).flat();
      expect(answers).toHaveLength(LOCATIONS.length);
      expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
      for (const { locationId, token } of answers) {
        expect(highLevel.readAccess(token!)).toBe(`location:${locationId}`);
      }
    });
  });
});
