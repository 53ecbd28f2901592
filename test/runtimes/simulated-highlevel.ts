import { serve } from 'srvx';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';
import { CANARY } from '../proxy/leaks.js';

/** The simulator, listening on the loopback; it accepts the one token. */
export interface SimulatedHighLevel extends Pick<Simulator, 'addLogin'> {
  readonly origin: string;
  readonly requests: Simulator['requests'];
  stop(): Promise<void>;
}

export async function startHighLevel(): Promise<SimulatedHighLevel> {
  const simulator = createSimulator({ token: CANARY });
  const server = serve({ fetch: simulator.fetch, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  return {
    origin: new URL(server.url ?? '').origin,
    addLogin: simulator.addLogin,
    get requests() {
      return simulator.requests;
    },
    stop: () => server.close(true),
  };
}
