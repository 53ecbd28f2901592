import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { servePages, type PageServer } from './page-server.js';

const WAIT = { timeout: 60_000, interval: 20 };

const ENGINES: readonly [string, LaunchOptions][] = [
  ['chromium', { args: CHROMIUM_ARGS, ignoreDefaultArgs: ['--disable-popup-blocking'] }],
  ['firefox', { browser: 'firefox', extraPrefsFirefox: { 'dom.disable_open_during_load': true } }],
];

/** Runs in the page before its own scripts, and writes where a page that is loaded anew finds it again. */
function keepDiary(): void {
  if (!location.pathname.endsWith('/host.html')) return;
  const note = (entry: string) => {
    sessionStorage['diary'] = [sessionStorage['diary'], entry].filter(Boolean).join('\n');
  };
  addEventListener('pageshow', ({ persisted }) => note(persisted ? 'restored' : 'loaded'));
  for (const type of ['account-connected', 'connect-cancelled', 'connect-unconfirmed', 'connect-failed']) {
    addEventListener(type, (event) => {
      const { reason } = (event as CustomEvent<{ reason?: string }>).detail;
      note([type, reason].filter(Boolean).join(' '));
    });
  }
}

// An engine that is not installed is skipped. None keeps a page whose popup still refers to it: that one is loaded anew.
describe.each(ENGINES)('in %s, a page that is gone back to', (engine, options) => {
  const executablePath = findBrowser(engine);

  describe.skipIf(executablePath === undefined)('by the history', () => {
    let pages: PageServer;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      pages = await servePages();
      // Nothing here reads Puppeteer's record of every request, which takes its time.
      browser = await puppeteer.launch({ ...options, executablePath: executablePath!, networkEnabled: false });
    });
    beforeEach(async () => {
      page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      for (const other of await browser.pages()) if (other !== page) await other.close();
      await page.evaluateOnNewDocument(keepDiary);
      await page.goto(pages.pageUrl('host.html?unfocused'));
    });
    afterAll(async () => {
      await browser?.close();
      await pages?.close();
    });

    /** Gives `undefined` while the page is being replaced: what is asked of it then has no answer. */
    const readDiary = () => page.evaluate(() => (sessionStorage['diary'] as string).split('\n')).catch(() => undefined);
    const waitForEntry = (index: number) => vi.waitUntil(async () => (await readDiary())?.[index], WAIT);
    const readState = () => page.evaluate(() => document.querySelector('ghl-social-connect')!.state);
    const findPopup = async () => (await browser.pages()).find((other) => other.url().includes('provider.localhost'));

    /** Clicks the button, which starts with `query`. */
    async function start(query: string): Promise<void> {
      await page.waitForSelector('ghl-social-connect:defined');
      await page.evaluate(
        (allowedOrigins, startUrl) =>
          Object.assign(document.querySelector('ghl-social-connect')!, { allowedOrigins, startUrl }),
        pages.highLevelOrigin,
        `${pages.startUrl}?${query}`,
      );
      await page.click('ghl-social-connect');
    }

    async function goAwayAndBack(): Promise<void> {
      await page.click('#away');
      await page.waitForSelector('#back:enabled');
      await page.click('#back');
    }

    it('after a connection is restored connected, and connects again', async () => {
      await start('consent=allow');
      await waitForEntry(1);
      await goAwayAndBack();
      await waitForEntry(2);
      expect(await readState()).toBe('connected');
      await start('consent=allow');
      await waitForEntry(3);
      expect(await readDiary()).toEqual(['loaded', 'account-connected', 'restored', 'account-connected']);
    });

    it('during an attempt whose popup is cut off is restored idle, aborted once, and connects', async () => {
      await start('coop=consent');
      // `visible` polls: without it Puppeteer waits for a change of the document, and a shadow root is none.
      await page.waitForSelector('>>> ::-p-text(Finish in the other window)', { visible: true });
      await goAwayAndBack();
      await waitForEntry(2);
      expect(await readState()).toBe('idle');
      await start('consent=allow');
      await waitForEntry(3);
      expect(await readDiary()).toEqual(['loaded', 'connect-cancelled aborted', 'restored', 'account-connected']);
    });

    it('during an attempt whose popup is open is idle, aborted once, its popup closed, and connects', async () => {
      await start('consent=ask');
      await vi.waitUntil(findPopup, WAIT);
      await goAwayAndBack();
      await waitForEntry(2);
      expect(await readState()).toBe('idle');
      await vi.waitUntil(async () => !(await findPopup()), WAIT);
      await start('consent=allow');
      await waitForEntry(3);
      expect(await readDiary()).toEqual(['loaded', 'connect-cancelled aborted', 'loaded', 'account-connected']);
    });
  });
});
