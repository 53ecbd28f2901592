import { loadSource } from './source-module.mjs';

/** The simulator, which is HighLevel and the social platforms. */
export async function createSimulatedHighLevel(port) {
  const { createSimulator } = await loadSource('simulator');
  const simulator = createSimulator({ providerOrigin: `http://provider.localhost:${port}` });
  return (request) => simulator.fetch(request);
}
