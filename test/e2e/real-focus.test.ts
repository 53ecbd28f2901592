import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { openScreen, type Screen } from '../browsers/screen.js';
import { servePages, type PageServer } from './page-server.js';

const hasCommand = (name: string) => (env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const hasScreen = hasCommand('Xvfb') && hasCommand('openbox');
const WAIT = { timeout: 60_000, interval: 20 };

const ENGINES: readonly [string, LaunchOptions][] = [
  ['chromium', { args: CHROMIUM_ARGS, ignoreDefaultArgs: ['--disable-popup-blocking'] }],
  ['firefox', { browser: 'firefox', extraPrefsFirefox: { 'dom.disable_open_during_load': true } }],
];

// Skipped where there is no such engine, no Xvfb or no openbox: without a window manager no window takes another's focus.
describe.each(ENGINES)('in %s, with windows that take the focus from each other', (engine, options) => {
  const executablePath = findBrowser(engine);

  describe.skipIf(executablePath === undefined || !hasScreen)('on a screen', () => {
    let screen: Screen;
    let pages: PageServer;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      screen = await openScreen();
      pages = await servePages();
      browser = await puppeteer.launch({
        ...options,
        executablePath: executablePath!,
        // Nothing here reads Puppeteer's record of every request, which takes its time.
        networkEnabled: false,
        headless: false,
        env: { ...env, DISPLAY: screen.display },
      });
      // Firefox never gives the focus to its first tab.
      page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      for (const other of await browser.pages()) if (other !== page) await other.close();
    });
    afterEach(async () => {
      for (const other of await browser.pages()) if (other !== page) await other.close();
    });
    afterAll(async () => {
      await browser?.close();
      await pages?.close();
      screen?.close();
    });

    /** A page that has the focus, and has clicked its button; resolves when the popup has taken the focus. */
    async function startAttempt(query: Record<string, string>, properties: object = {}): Promise<void> {
      const start = `${pages.startUrl}?${new URLSearchParams(query)}`;
      const host = new URLSearchParams({ channel: 'host-0', origin: pages.highLevelOrigin, start });
      await page.goto(pages.pageUrl(`host.html?${host}`));
      await page.bringToFront();
      await vi.waitUntil(() => page.evaluate(() => document.hasFocus()), WAIT);
      await page.evaluate((values) => {
        Object.assign(document.querySelector('ghl-social-connect')!, values);
        const outcomes: string[] = [];
        Object.assign(window, { outcomes });
        for (const type of ['account-connected', 'connect-cancelled', 'connect-unconfirmed', 'connect-failed']) {
          document.addEventListener(type, (event) => {
            const { reason, confirmedBy } = (event as CustomEvent<{ reason?: string; confirmedBy?: string }>).detail;
            outcomes.push([type, reason, confirmedBy === 'list' && 'by the list'].filter(Boolean).join(' '));
          });
        }
      }, properties);
      await page.click('ghl-social-connect');
      await vi.waitUntil(() => page.evaluate(() => !document.hasFocus()), WAIT);
    }

    const readOutcomes = () => page.evaluate(() => (window as unknown as { outcomes: string[] }).outcomes);
    const readStatus = () =>
      page.evaluate(() => {
        const element = document.querySelector('ghl-social-connect')!;
        return `${element.state}: ${element.shadowRoot!.querySelector('[part="status"]')!.textContent}`;
      });
    const findPopup = () =>
      vi.waitUntil(async () => {
        const others = (await browser.pages()).filter((other) => other !== page);
        return others.find((other) => other.url().includes('provider.localhost'));
      }, WAIT);

    it('a popup that is cut off is waited for, and unconfirmed when the person comes back', async () => {
      await startAttempt({ consent: 'ask', coop: 'consent' });
      await vi.waitUntil(async () => (await readStatus()).includes('Finish in the other window'), WAIT);
      expect(await readStatus()).toMatch(/^connecting/);
      expect(await readOutcomes()).toEqual([]);
      await page.bringToFront();
      await vi.waitUntil(async () => (await readOutcomes()).length > 0, WAIT);
      expect(await readOutcomes()).toEqual(['connect-unconfirmed popup-unreachable']);
    });

    it('a popup that is closed is cancelled, and the focus is on the button again', async () => {
      await startAttempt({ consent: 'ask' });
      const popup = await findPopup();
      expect(await readOutcomes()).toEqual([]);
      await popup.close();
      await vi.waitUntil(async () => (await readOutcomes()).length > 0, WAIT);
      expect(await readOutcomes()).toEqual(['connect-cancelled popup-closed']);
      const focus = await page.evaluate(() => [
        document.hasFocus(),
        document.activeElement?.localName,
        document.activeElement?.shadowRoot?.activeElement?.localName,
      ]);
      expect(focus).toEqual([true, 'ghl-social-connect', 'button']);
    });

    it('a popup that is only behind the page is waited for, and connects', async () => {
      await startAttempt({ consent: 'ask' });
      const popup = await findPopup();
      await page.bringToFront();
      await vi.waitUntil(() => page.evaluate(() => document.hasFocus()), WAIT);
      expect(await readStatus()).toMatch(/^connecting/);
      await popup.bringToFront();
      await popup.click('#allow');
      await vi.waitUntil(async () => (await readOutcomes()).length > 0, WAIT);
      expect(await readOutcomes()).toEqual(['account-connected']);
    });

    it('a login page cuts the first popup off, and the second click connects', async () => {
      await startAttempt({ consent: 'ask', login: 'coop' });
      const first = await findPopup();
      await first.waitForSelector('#log-in');
      // A person takes longer than that to type a password.
      await vi.waitUntil(async () => (await readStatus()).includes('Finish in the other window'), WAIT);
      await Promise.all([first.waitForNavigation(), first.click('#log-in')]);
      await Promise.all([first.waitForNavigation(), first.click('#allow')]);
      await page.bringToFront();
      await vi.waitUntil(async () => (await readOutcomes()).length > 0, WAIT);
      expect(await readOutcomes()).toEqual(['connect-unconfirmed popup-unreachable']);
      expect(await readStatus()).toContain('Press the button once more to finish.');
      expect(await page.$eval('ghl-social-connect >>> .main', ({ textContent }) => textContent)).toContain(
        'Finish connecting Facebook',
      );
      if (!first.isClosed()) await first.close();

      await page.bringToFront();
      // Not the middle of the element, where its text is now.
      await page.click('ghl-social-connect >>> .main');
      const second = await findPopup();
      await second.waitForSelector('#allow');
      await second.click('#allow');
      await vi.waitUntil(async () => (await readOutcomes()).length > 1, WAIT);
      expect((await readOutcomes()).at(-1)).toBe('account-connected');
    });

    it('an expired account that is reconnected is connected by the list, although the popup was cut off', async () => {
      const locationId = `expired-${engine}`;
      const proxyUrl = pages.proxyUrl('expired', locationId);
      const query = { scenario: 'expired', coop: 'consent', consent: 'ask' };
      await startAttempt(query, { locationId, proxyUrl, reconnect: true });
      const popup = await findPopup();
      await popup.waitForSelector('#allow');
      await vi.waitUntil(async () => (await readStatus()).includes('Finish in the other window'), WAIT);
      await Promise.all([popup.waitForNavigation(), popup.click('#allow')]);
      await page.bringToFront();
      await vi.waitUntil(async () => (await readOutcomes()).length > 0, WAIT);
      expect(await readOutcomes()).toEqual(['account-connected by the list']);
    });

    it("a consent page that always cuts the popup off leads to HighLevel's page, whose account ends it connected", async () => {
      const locationId = `cut-off-${engine}`;
      const proxyUrl = pages.proxyUrl('coop', locationId);
      const highlevelUrl = `${pages.highLevelOrigin}/v2/location/{locationId}/marketing/social-planner?scenario=coop`;
      const comeBack = async (attempts: number) => {
        const popup = await findPopup();
        await vi.waitUntil(async () => (await readStatus()).includes('Finish in the other window'), WAIT);
        await page.bringToFront();
        await vi.waitUntil(async () => (await readOutcomes()).length === attempts, WAIT);
        if (!popup.isClosed()) await popup.close();
        await page.bringToFront();
      };
      await startAttempt({ scenario: 'coop', consent: 'ask' }, { locationId, proxyUrl, highlevelUrl });
      await comeBack(1);
      expect(await readStatus()).toContain('Press the button once more to finish.');
      await page.click('ghl-social-connect >>> .main');
      await comeBack(2);
      expect(await readStatus()).toContain('Facebook could not report back to this page.');
      await page.click('ghl-social-connect >>> [part="link"]');
      const planner = await vi.waitUntil(
        async () => (await browser.pages()).find((other) => other.url().includes('/marketing/social-planner')),
        WAIT,
      );
      await planner.waitForSelector('select');
      await planner.select('select', 'facebook');
      await Promise.all([planner.waitForNavigation(), planner.click('button.primary')]);
      await page.bringToFront();
      await vi.waitUntil(async () => (await readOutcomes()).length > 2, WAIT);
      expect(await readOutcomes()).toEqual([
        'connect-unconfirmed popup-unreachable',
        'connect-unconfirmed popup-unreachable',
        'account-connected by the list',
      ]);
    });
  });
});
