import { loadSource } from './source-module.mjs';

/** The simulator, which is HighLevel and the social platforms. */
export async function createSimulatedHighLevel(port) {
  const { createSimulator } = await loadSource('simulator');
  const simulator = createSimulator({
    providerOrigin: `http://provider.localhost:${port}`,
    shell: {
      customPage: `http://inside.localhost:${port}/test/e2e/pages/inside.html?platform=google&attach=auto`,
      sharedSecret: 'test-shared-secret-5b0c',
    },
  });
  return (request) => simulator.fetch(request);
}
