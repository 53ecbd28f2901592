import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromiumLauncher } from '../browsers/puppeteer-launchers.mjs';

/** The recipe has the default port of the simulator; the test that runs it has another. */
function useSimulator() {
  return {
    name: 'use-simulator',
    transform({ path, body }) {
      if (!path.endsWith('web-test-runner.recipe.ts')) return undefined;
      return String(body).replaceAll('http://localhost:4010', env.HIGHLEVEL);
    },
  };
}

export default {
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  files: 'test/testing-recipes/web-test-runner.recipe.ts',
  browsers: [chromiumLauncher()],
  nodeResolve: { exportConditions: ['browser', 'development'] },
  testFramework: { config: { timeout: Number(env.PATIENCE_MS) } },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' }), useSimulator()],
};
