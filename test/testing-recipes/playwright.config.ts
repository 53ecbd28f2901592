import { env } from 'node:process';
import { defineConfig } from '@playwright/test';

/** The servers are started by the test that runs this; the browser is the machine's. */
export default defineConfig({
  testDir: '.',
  testMatch: ['playwright.spec.ts', 'framed.spec.ts'],
  workers: 1,
  maxFailures: 1,
  timeout: 120_000,
  expect: { timeout: Number(env['PATIENCE_MS']) },
  reporter: 'line',
  outputDir: env['RESULTS'],
  use: {
    baseURL: env['PAGE'],
    launchOptions: { executablePath: env['CHROMIUM'], args: ['--no-sandbox', '--disable-gpu'] },
  },
});
