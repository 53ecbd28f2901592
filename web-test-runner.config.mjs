import { env, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { countReporter } from './test/browsers/count-reporter.mjs';
import { ENGINES } from './test/browsers/find-browsers.mjs';
import { localOrigins } from './test/browsers/local-origins.mjs';
import { popupCommand } from './test/browsers/popup-command.mjs';
import { chromiumLauncher, firefoxLauncher } from './test/browsers/puppeteer-launchers.mjs';
import { strictPolicy } from './test/browsers/strict-policy.mjs';
import { webkitLauncher } from './test/browsers/webkit-launcher.mjs';

const LAUNCHERS = { chromium: chromiumLauncher, firefox: firefoxLauncher, webkit: webkitLauncher };

const engines = env.BROWSERS?.split(',') ?? ENGINES;
const reporters = [defaultReporter({ reportTestProgress: Boolean(stdout.isTTY) })];
if (env.TEST_COUNTS) reporters.push(countReporter(env.TEST_COUNTS));

export default {
  files: 'test/**/*.browser.test.ts',
  browsers: engines.map((engine) => LAUNCHERS[engine]()),
  // Popup tests watch the focus: one page at a time in each engine.
  concurrency: 1,
  concurrentBrowsers: 3,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  middleware: [strictPolicy(), localOrigins()],
  plugins: [
    popupCommand(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters,
  // A limit for what hangs, not a measure: a busy machine does three engines' work at once.
  testFramework: { config: { timeout: 30_000 } },
};
