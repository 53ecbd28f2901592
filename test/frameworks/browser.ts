import puppeteer, { type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';

/** Chromium, with its popup blocker on. */
export function launchBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findBrowser('chromium') as string,
    args: CHROMIUM_ARGS,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
  });
}

/** The pages are development builds, which Lit remarks upon. */
const REMARK = /^Lit is in dev mode/;

/** A page, and what its scripts complained about: warnings, errors, and what was thrown. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a page of its own kind: no other test's storage or popups. */
export async function openPage(browser: Browser, url: string, tag = 'ghl-social-connect'): Promise<WatchedPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    const isComplaint = ['warn', 'error'].includes(message.type()) && !REMARK.test(message.text());
    if (isComplaint) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector(tag);
  await page.evaluate((name) => customElements.whenDefined(name).then(() => undefined), tag);
  return { page, complaints };
}

/** Clicks, and gives the window that the click opens. */
export async function clickForPopup(page: Page, selector: string): Promise<Page> {
  const opened = new Promise<Page>((resolve, reject) => {
    page.once('popup', (popup) => (popup ? resolve(popup) : reject(new Error('The popup is gone already.'))));
  });
  await page.click(selector);
  return opened;
}

/** Resolves when a window has been closed. */
export async function waitForClose(popup: Page): Promise<void> {
  if (popup.isClosed()) return;
  await new Promise((resolve) => popup.once('close', resolve));
}
