import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../browsers/find-browsers.mjs';
import { startCommand, waitForOrigin } from '../cli/fixture.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = findBrowser('chromium');
/** How long a recipe waits for what should come, and for what should not. */
const PATIENCE_MS = 60_000;
const BRIEF_PATIENCE_MS = 5_000;

const results = mkdtempSync(join(tmpdir(), 'ghl-social-connect-recipes-'));

const pageServer = spawn(process.execPath, [`${HERE}page-server.mjs`, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
let page = '';

beforeAll(async () => {
  const [line] = (await once(createInterface({ input: pageServer.stdout }), 'line')) as [string];
  page = line.slice(line.indexOf('http://'));
});

afterAll(() => {
  pageServer.kill();
  rmSync(results, { recursive: true });
});

/** Runs a test runner against the simulator; what it prints, and its exit code. */
async function runRecipe(module: string, args: readonly string[], options: readonly string[]) {
  const patience = options.length > 0 ? BRIEF_PATIENCE_MS : PATIENCE_MS;
  const highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0', ...options]));
  const child = spawn(process.execPath, [`${ROOT}node_modules/${module}`, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      HIGHLEVEL: highLevel,
      PAGE: page,
      CHROMIUM,
      RESULTS: results,
      PATIENCE_MS: String(patience),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number | null];
  return { code, output: output + errors };
}

const playwright = (...options: string[]) =>
  runRecipe('@playwright/test/cli.js', ['test', '--config', `${HERE}playwright.config.ts`], options);

const webTestRunner = (...options: string[]) =>
  runRecipe('@web/test-runner/dist/bin.js', ['--config', `${HERE}web-test-runner.config.mjs`], options);

// A skipped recipe is one for a browser that this machine lacks; `npm test` installs it.
describe.skipIf(CHROMIUM === undefined)('the recipes, run as they are printed', () => {
  it('Playwright, and what Cypress relies on', async () => {
    const { code, output } = await playwright();
    expect(output).toContain('4 passed');
    expect(code).toBe(0);
  });

  it('Playwright fails when HighLevel does', async () => {
    const { code, output } = await playwright('--scenario', 'provider-error');
    expect(output).toContain('1 failed');
    expect(code).toBe(1);
  });

  it('web-test-runner', async () => {
    const { code, output } = await webTestRunner();
    expect(output).toContain('1 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('web-test-runner fails when HighLevel does', async () => {
    const { code } = await webTestRunner('--scenario', 'provider-error');
    expect(code).toBe(1);
  });
});
