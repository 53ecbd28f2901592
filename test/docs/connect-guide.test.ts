import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve, type LocalServer } from '../../src/cli/serve.js';
import { createProxyHandler } from '../../src/proxy/index.js';
import { createSimulator } from '../../src/simulator/index.js';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = findBrowser('chromium');

/** The whole example: the snippets below its heading. */
function readExample(): { markup: string; code: string } {
  const guide = readFileSync(`${ROOT}demo/docs/guides/headless.md`, 'utf8');
  const section = guide.split(/^## /m).find((text) => text.startsWith('A complete page\n')) ?? '';
  const [, markup = ''] = /^```html\n([^]*?)^```$/m.exec(section) ?? [];
  const [, code = ''] = /^```ts\n([^]*?)^```$/m.exec(section) ?? [];
  return { markup, code };
}

/** The example as one script, for a HighLevel that is simulated at `highLevel`. */
async function bundle(code: string, highLevel: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-guide-'));
  try {
    const simulated = code.replace("platform: 'facebook',", `$& allowedOrigins: '${highLevel}',`);
    expect(simulated).not.toBe(code);
    writeFileSync(join(folder, 'main.ts'), simulated);
    const result = await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: { 'ghl-social-connect/connect': `${ROOT}src/connect/index.ts` } },
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: join(folder, 'main.ts'), formats: ['iife'], name: 'example', fileName: 'main' },
      },
    });
    const [output] = Array.isArray(result) ? result : [];
    return output?.output[0].code ?? '';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the example without the element', () => {
  const simulator = createSimulator();
  let highLevel: LocalServer;
  let server: LocalServer;
  let browser: Browser;

  beforeAll(async () => {
    highLevel = await serve(simulator.fetch, { host: 'localhost', port: 0, portOption: '--port' });
    const origin = `http://localhost:${highLevel.port}`;
    const proxy = createProxyHandler({
      authorize: () => ({ locationId: 'LOCATION_ID', userId: 'USER_ID' }),
      getToken: () => 'any',
      upstream: origin,
    });
    const { markup, code } = readExample();
    const script = await bundle(code, origin);
    const html = `<!doctype html><title>Page</title><body>${markup}<script type="module" src="/main.js"></script></body>`;
    const answer = (body: string, type: string) => new Response(body, { headers: { 'content-type': type } });
    const pages = (request: Request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/highlevel/')) return proxy(request);
      return Promise.resolve(pathname === '/main.js' ? answer(script, 'text/javascript') : answer(html, 'text/html'));
    };
    server = await serve(pages, { host: 'localhost', port: 0, portOption: '--port' });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
  });
  beforeEach(() => simulator.reset());
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await highLevel?.close();
  });

  async function open(prepare: () => void = () => {}): Promise<Page> {
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(prepare);
    await page.goto(`http://localhost:${server.port}/`);
    return page;
  }

  async function press(page: Page, role: 'button' | 'link', name: string): Promise<Page> {
    const popup = page.waitForEvent('popup');
    await page.getByRole(role, { name }).click();
    return popup;
  }

  const allow = (popup: Page) => popup.getByRole('button', { name: 'Allow' }).click();
  const waitForStatus = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

  it('connects, and attaches what the person chooses', async () => {
    const page = await open();
    await allow(await press(page, 'button', 'Connect Facebook'));
    const account = page.getByRole('listitem').getByRole('button').first();
    await account.click();
    await waitForStatus(page, `${await account.textContent()} is attached.`);
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'POST' });
    await page.close();
  });

  it('says that a person refused', async () => {
    const page = await open();
    const popup = await press(page, 'button', 'Connect Facebook');
    await popup.getByRole('button', { name: 'Cancel' }).click();
    await waitForStatus(page, 'Not connected.');
    await page.close();
  });

  it('makes a link of a popup that is blocked', async () => {
    const page = await open(() => {
      window.open = () => null;
    });
    await page.getByRole('button', { name: 'Connect Facebook' }).click();
    await allow(await press(page, 'link', 'Open the sign-in page'));
    await page.getByRole('listitem').first().waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    await page.close();
  });

  it('asks the person when the popup is cut off', async () => {
    simulator.scenario = 'coop';
    // Playwright gives every page the focus, as if each stood in front of the others.
    const page = await open(() => {
      Document.prototype.hasFocus = () => false;
    });
    await press(page, 'button', 'Connect Facebook');
    await waitForStatus(page, 'Finish in the other window.');
    await page.getByRole('button', { name: 'I have finished' }).click();
    await waitForStatus(page, 'Nobody knows yet whether it is connected.');
    expect(await page.getByRole('button', { name: 'I have finished' }).count()).toBe(0);
    await page.close();
  });

  it('takes a message that comes late', async () => {
    const page = await open(() => {
      window.open = () => null;
      Document.prototype.hasFocus = () => false;
    });
    await page.getByRole('button', { name: 'Connect Facebook' }).click();
    const popup = await press(page, 'link', 'Open the sign-in page');
    await page.getByRole('button', { name: 'I have finished' }).click();
    await waitForStatus(page, 'Nobody knows yet whether it is connected.');
    await allow(popup);
    await page.getByRole('listitem').first().waitFor();
    await page.close();
  });
});
