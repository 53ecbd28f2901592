import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_BUILDS, DEMO_PATHS } from '../../demo/frameworks/server/pages.js';
import type { PageServer } from '../../demo/frameworks/server/serve.js';
import { PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { clickForPopup, launchBrowser, openPage, waitForClose } from './browser.js';
import { createSite } from './site.js';

const RENDERED_PATHS = Object.entries(DEMO_PATHS).filter(([name]) => name !== 'plain HTML');

let site: PageServer;
let browser: Browser;

beforeAll(async () => {
  site = await createSite({ demo: 'demo/frameworks' }, DEMO_BUILDS);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

const readLog = (page: Page): Promise<string[]> =>
  page.$$eval('#log li', (lines) => lines.map((line) => line.textContent));

/** The words on the button, when they are the ones. */
const waitForLabel = (page: Page, label: string): Promise<unknown> =>
  page.waitForFunction(
    (text) =>
      document.querySelector('ghl-social-connect')?.shadowRoot?.querySelector('[part~="label"]')?.textContent.trim() ===
      text,
    {},
    label,
  );

/** When the element says that an attempt of its has ended; it may be off the page by then. */
async function catchOutcome(page: Page): Promise<() => Promise<string>> {
  const element = await page.$('ghl-social-connect');
  const outcome = await element?.evaluateHandle((tag) => {
    const types = ['account-connected', 'connect-cancelled', 'connect-unconfirmed', 'connect-failed'];
    const first = new Promise<string>((resolve) => {
      for (const type of types) tag.addEventListener(type, () => resolve(type));
    });
    return { first };
  });
  return async () => (await outcome?.evaluate(({ first }) => first)) ?? '';
}

/** Goes through the simulated sign-in, and waits until the page has written down what came of it. */
async function connect(page: Page): Promise<void> {
  const before = (await readLog(page)).length;
  const popup = await clickForPopup(page, 'ghl-social-connect');
  const allow = await popup.waitForSelector('#allow');
  await allow?.click();
  await waitForClose(popup);
  await page.waitForFunction((count) => document.querySelectorAll('#log li').length > count, {}, before);
}

/** The connections that the server has stored, as the pages show them. */
async function listStored(): Promise<string[]> {
  const response = await fetch(`${site.origin}/connections`);
  const stored = (await response.json()) as { platform: string; loginId: string }[];
  return stored.map(({ platform, loginId }) => `${platform} ${loginId}`);
}

/** Posts a receipt as a page does; returns the status of the answer. */
async function post(receipt: string): Promise<number> {
  const { status } = await fetch(`${site.origin}/connections`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt }),
  });
  return status;
}

/** A receipt with other claims and the old signature. */
function forge(receipt: string, claims: Readonly<Record<string, string>>): string {
  const [header, payload = '', signature] = receipt.split('.');
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...content, ...claims })).toString('base64url');
  return [header, forged, signature].join('.');
}

describe.each(Object.entries(DEMO_PATHS))('the page in %s', (_name, path) => {
  it('connects an account, with an attribute, an object and an event', async () => {
    const { page, complaints } = await openPage(browser, site.origin + path);
    await waitForLabel(page, 'Link Facebook');
    await connect(page);
    expect(await readLog(page)).toEqual([expect.stringMatching(/^account-connected facebook \w+$/)]);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });

  it('passes a change on, and connects what it changed to', async () => {
    const { page, complaints } = await openPage(browser, site.origin + path);
    await page.select('#platform', 'linkedin');
    await waitForLabel(page, 'Link LinkedIn');
    await connect(page);
    expect(await readLog(page)).toEqual([expect.stringMatching(/^account-connected linkedin \w+$/)]);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });

  it('stores the connection on the server, and shows what the server stored', async () => {
    const { page, complaints } = await openPage(browser, site.origin + path);
    await connect(page);
    const [line = ''] = await readLog(page);
    const connection = line.replace('account-connected ', '');
    await page.waitForFunction((text) => document.querySelector('#stored')?.textContent.includes(text), {}, connection);
    expect(await listStored()).toContain(connection);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });

  it('takes the element away while it connects, and brings it back to connect', async () => {
    const { page, complaints } = await openPage(browser, site.origin + path);
    const popup = await clickForPopup(page, 'ghl-social-connect');
    await popup.waitForSelector('#allow');
    const ended = await catchOutcome(page);
    await page.click('#shown');
    expect(await ended()).toBe('connect-cancelled');
    await waitForClose(popup);
    expect(await page.$('ghl-social-connect')).toBeNull();

    await page.click('#shown');
    await waitForLabel(page, 'Link Facebook');
    await connect(page);
    const connected = (await readLog(page)).filter((line) => line.startsWith('account-connected'));
    expect(connected).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
});

describe('the server that stores connections', () => {
  it.each<[string, (receipt: string) => string]>([
    ['with another content', (receipt) => forge(receipt, { login: 'forged' })],
    ['of another location', (receipt) => forge(receipt, { loc: 'another-location' })],
    ['without a signature', (receipt) => receipt.replace(/[^.]*$/, '')],
    ['that is no receipt', () => 'facebook'],
  ])('refuses a receipt %s, and accepts the genuine one', async (_title, change) => {
    const { page } = await openPage(browser, site.origin + DEMO_PATHS['plain HTML']);
    // Otherwise the page itself stores the genuine one.
    const caught = await page.evaluateHandle(() => {
      const receipt = new Promise<string>((resolve) => {
        const stop = (event: GlobalEventHandlersEventMap['account-details']) => {
          event.stopImmediatePropagation();
          resolve(event.detail.receipt ?? '');
        };
        window.addEventListener('account-details', stop, { capture: true });
      });
      return { receipt };
    });
    await connect(page);
    const genuine = await caught.evaluate(({ receipt }) => receipt);
    const before = await listStored();
    expect(await post(change(genuine))).toBe(422);
    expect(await listStored()).toEqual(before);
    expect(await post(genuine)).toBe(204);
    expect(await listStored()).toHaveLength(before.length + 1);
    expect(await post(genuine)).toBe(204);
    expect(await listStored()).toHaveLength(before.length + 1);
    await page.browserContext().close();
  });
});

describe.each(RENDERED_PATHS)('the page in %s, rendered on a server', (_name, path) => {
  it('has the tag before any script runs', async () => {
    const html = await (await fetch(site.origin + path)).text();
    expect(html).toMatch(/<ghl-social-connect[^>]* platform="facebook"/);
    expect(html).toMatch(/<ghl-social-connect[^>]* proxy-url="\/highlevel"/);
    expect(html).not.toContain('[object Object]');
  });

  it('goes on with the tag that the server sent, and its attributes', async () => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.evaluateOnNewDocument(() => {
      // The page is all there, and no module has run.
      const note = () => {
        const tag = document.querySelector('ghl-social-connect');
        Object.assign(window, { sent: tag, sentMarkup: tag?.outerHTML });
      };
      document.addEventListener('readystatechange', note, { once: true });
    });
    await page.goto(site.origin + path);
    // The words are an object: no attribute brings them, but hydration.
    await waitForLabel(page, 'Link Facebook');
    const [isSame, before, after] = await page.evaluate(() => {
      const { sent, sentMarkup } = window as unknown as { sent: Element; sentMarkup: string };
      return [document.querySelector('ghl-social-connect') === sent, sentMarkup, sent.outerHTML];
    });
    expect(isSame).toBe(true);
    expect(after).toBe(before);
    await context.close();
  });

  it('would complain about other markup than it expects', async () => {
    const html = await (await fetch(site.origin + path)).text();
    const body = html.replace(/<main.*<\/main>/s, '<p>Something else</p>');
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      void (request.isNavigationRequest() ? request.respond({ contentType: 'text/html', body }) : request.continue());
    });
    const complained = new Promise((resolve) => {
      page.on('console', (message) => message.text().match(/hydrat/i) && resolve(message.type()));
      page.on('pageerror', (error) => String(error).match(/hydrat/i) && resolve('error'));
    });
    await page.goto(site.origin + path);
    expect(await complained).toMatch(/warn|error/);
    await context.close();
  });
});
