import type { Server } from 'node:http';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { serveFolder } from './site-fixture.js';
import { SITE_POLICY } from './site-policy.js';

const ENGINES = [
  { name: 'Chromium', browser: 'chrome', executablePath: findBrowser('chromium'), args: CHROMIUM_ARGS },
  { name: 'Firefox', browser: 'firefox', executablePath: findBrowser('firefox'), args: [] },
] as const;

/** Any path: the site does not know where it will be. */
const BASE = '/some/where';

/** The tests of the live demo in the site, for the file that has built it into `folder`: a build costs 13 CPU seconds. */
export function describeLiveDemo(folder: string): void {
  // Skipped where the browser is not installed. `npm test` installs it.
  describe.each(ENGINES)('the live demo of the built site in $name', ({ browser: engine, executablePath, args }) => {
    let server: Server;
    let origin: string;
    let browser: Browser;

    beforeAll(async () => {
      ({ server, origin } = await serveFolder(folder, SITE_POLICY, BASE));
      if (executablePath) browser = await puppeteer.launch({ browser: engine, executablePath, args: [...args] });
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    async function open(path: string): Promise<Page> {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${origin}${BASE}/${path}`);
      await page.waitForFunction(() => document.body.textContent?.includes('no real account is touched'));
      return page;
    }

    /** Chooses a value of the list with this label. */
    async function choose(page: Page, label: string, value: string): Promise<void> {
      await page.locator(`::-p-aria([name="${label}"][role="combobox"])`).fill(value);
    }

    /** Presses the button, and another one in the popup. */
    async function connect(page: Page, decision: 'Allow' | 'Cancel'): Promise<void> {
      const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
      await page.locator('ghl-social-connect').click();
      const popup = (await opened)!;
      const selector = `::-p-aria([name="${decision}"][role="button"])`;
      // The popup is on its way through several pages. A locator of Puppeteer has waited for ever here in Firefox.
      const find = () => popup.$(selector).catch(() => null);
      const choice = await vi.waitUntil(find, { timeout: PATIENCE_MS });
      await choice.click();
    }

    const waitForEvent = (page: Page, name: string): Promise<ElementHandle | null> =>
      page.waitForSelector(`.live-log [data-event="${name}"]`);

    it.skipIf(!executablePath)('connects on the first page and shows the accounts of the login', async () => {
      const page = await open('');
      await connect(page, 'Allow');
      // `visible` polls: without it Puppeteer waits for a change of the document, and a shadow root is none.
      await page.waitForSelector('>>> [part="picker"] input[type="checkbox"]', { visible: true });
      await page.close();
    });

    it.skipIf(!executablePath)('attaches an account through the proxy', async () => {
      const page = await open('start/playground.html');
      await connect(page, 'Allow');
      await waitForEvent(page, 'account-details');
      await page.locator('>>> [part="picker"] input[type="checkbox"]:not(:disabled)').click();
      await page.locator('>>> ::-p-text(Add selected)').click();
      await waitForEvent(page, 'account-attached');
      await page.close();
    });

    it.skipIf(!executablePath)('connects without a server', async () => {
      const page = await open('start/playground.html');
      await choose(page, 'Mode', 'direct');
      await connect(page, 'Allow');
      await waitForEvent(page, 'account-connected');
      await page.close();
    });

    it.skipIf(!executablePath)('reports that the person refused', async () => {
      const page = await open('start/playground.html');
      await connect(page, 'Cancel');
      await waitForEvent(page, 'connect-cancelled');
      await page.close();
    });

    it.skipIf(!executablePath)('reports a start that the scenario lets fail', async () => {
      const page = await open('start/playground.html');
      await choose(page, 'Scenario', 'start-500');
      await page.locator('ghl-social-connect').click();
      await waitForEvent(page, 'connect-failed');
      await page.close();
    });

    it.skipIf(!executablePath)('leaves every other request of the site alone', async () => {
      const page = await open('start/playground.html');
      const statuses = await page.evaluate(async (base) => {
        const read = async (path: string) => (await fetch(base + path)).status;
        return [await read('/index.html'), await read('/no-such-page'), await read('/live-demo/no-such-server')];
      }, BASE);
      expect(statuses).toEqual([200, 404, 404]);
      await page.close();
    });
  });
}
