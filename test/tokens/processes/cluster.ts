import { expect } from 'vitest';
import type { PrivateServer } from '../../servers/private-server.js';
import { openStore, type OpenStore } from '../../store/open-store.js';
import { createAppTokens } from '../../../src/tokens/index.js';
import { CLIENT_ID, CLIENT_SECRET, ObservedHighLevel } from '../observed-highlevel.js';
import { COMPANY, MOUNT } from '../fixture.js';
import type { Engine } from './engines.js';
import { ENCRYPTION_KEY } from './settings.js';
import { startWorker, type Worker } from './start-worker.js';

/** Several processes of one app on one store, with the simulator behind them. */
export interface Cluster {
  readonly highLevel: ObservedHighLevel;
  readonly workers: Worker[];
  /** The store, as this process sees it. */
  readonly store: OpenStore['store'];
  /** Installs the app for locations, with tokens that are good for so many seconds. */
  install(locationIds: readonly string[], lifetime: number): Promise<void>;
  startWorker(): Promise<Worker>;
  stop(): Promise<void>;
}

/** Starts an engine, the simulator, and processes. */
export async function startCluster(engine: Engine, processes: number): Promise<Cluster> {
  const server: PrivateServer = await engine.start();
  const address = engine.toAddress(server);
  const opened = await openStore(address);
  const highLevel = new ObservedHighLevel();
  const { origin, close } = await highLevel.listen();
  const tokens = createAppTokens({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    encryptionKey: ENCRYPTION_KEY,
    redirectUri: `${MOUNT}/oauth/callback`,
    store: opened.store,
    upstream: origin,
  });
  const start = () => startWorker(address, origin);
  const workers = await Promise.all(Array.from({ length: processes }, start));

  async function installOne(locationId: string): Promise<void> {
    const state = new URL(await tokens.installUrl()).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code: await highLevel.install({ companyId: COMPANY, locationId }), state });
    expect((await tokens.fetch(new Request(`${MOUNT}/oauth/callback?${query}`))).status).toBe(200);
  }

  return {
    highLevel,
    workers,
    store: opened.store,
    async install(locationIds, lifetime) {
      highLevel.lifetime = lifetime;
      await Promise.all(locationIds.map(installOne));
      highLevel.lifetime = 86_399;
    },
    startWorker: start,
    async stop() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await close();
      await opened.close();
      await server.stop();
    },
  };
}
