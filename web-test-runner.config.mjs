import { env, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { cdnVariants } from './test/browsers/cdn-variants.mjs';
import { countReporter } from './test/browsers/count-reporter.mjs';
import { ENGINES } from './test/browsers/find-browsers.mjs';
import { findFreePort } from './test/browsers/free-port.mjs';
import { localOrigins } from './test/browsers/local-origins.mjs';
import { popupCommand } from './test/browsers/popup-command.mjs';
import { chromiumLauncher, firefoxLauncher } from './test/browsers/puppeteer-launchers.mjs';
import { strictPolicy } from './test/browsers/strict-policy.mjs';
import { webkitLauncher } from './test/browsers/webkit-launcher.mjs';

const LAUNCHERS = { chromium: chromiumLauncher, firefox: firefoxLauncher, webkit: webkitLauncher };

// The runner would take the first free port from 8000 on, and two runners that start together the same one.
const port = await findFreePort();

const engines = env.BROWSERS?.split(',') ?? ENGINES;
const reporters = [defaultReporter({ reportTestProgress: Boolean(stdout.isTTY) })];
if (env.TEST_COUNTS) reporters.push(countReporter(env.TEST_COUNTS));

export default {
  files: 'test/**/*.browser.test.ts',
  browsers: engines.map((engine) => LAUNCHERS[engine]()),
  // Tests of popups depend on the focus, so one page runs at a time. `npm run check` has a runner for each engine: their
  // focus is their own.
  concurrency: 1,
  concurrentBrowsers: 1,
  port,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  middleware: [strictPolicy(), cdnVariants(), await localOrigins(port)],
  plugins: [
    popupCommand(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters,
  // Limits for tests that hang, not measures: a busy machine may have other work to do.
  testFramework: { config: { timeout: 90_000 } },
  browserStartTimeout: 180_000,
  testsStartTimeout: 180_000,
  testsFinishTimeout: 1_200_000,
};
