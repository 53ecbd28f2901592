import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REACT_18 } from '../../demo/frameworks/server/pages.js';
import type { PageServer } from '../../demo/frameworks/server/serve.js';
import { launchBrowser, openPage } from './browser.js';
import { createSite } from './site.js';

/** Where the tag is written by us. */
const OWN_PATHS = {
  'React 19, `./react`': '/pages/settings/react/',
  'React 18, `./react`': '/pages-18/settings/react/',
  'Angular 21, `./angular`': '/pages/settings/angular/',
};

const PATHS = {
  ...OWN_PATHS,
  'Vue 3': '/pages/settings/vue/',
  'Svelte 5': '/pages/settings/svelte/',
};

let site: PageServer;
let browser: Browser;

beforeAll(async () => {
  const all = ['react', 'vue', 'svelte', 'angular'].map((name) => `settings/${name}`);
  const react = ['settings/react'];
  site = await createSite({ settings: 'test/frameworks/settings' }, [
    { pages: all, rendered: all, angular: ['settings/angular/tsconfig.json'], target: 'pages' },
    { pages: react, rendered: react, alias: REACT_18, target: 'pages-18' },
  ]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

const readSettings = (page: Page) =>
  page.$eval('ghl-social-connect', ({ attach, fetchDetails, noAvatars, popupWidth, timeout, allowedOrigins }) => ({
    attach,
    fetchDetails,
    noAvatars,
    popupWidth,
    timeout,
    allowedOrigins,
  }));

/** Waits until the page's framework has given the tag its list, which no attribute of a server's can hold. */
const waitForOrigins = (page: Page, origins: string) =>
  page.waitForFunction(
    (text) => String(document.querySelector('ghl-social-connect')?.allowedOrigins) === text,
    {},
    origins,
  );

const isButtonDisabled = (page: Page) =>
  page.$eval('ghl-social-connect', async (element) => {
    await element.updateComplete;
    return element.shadowRoot?.querySelector('button')?.disabled;
  });

describe.each(Object.entries(PATHS))('a tag in %s', (_name, path) => {
  it.each(['?fresh', ''])('has its own settings before those of the page, and follows a change: %j', async (search) => {
    const { page, complaints } = await openPage(browser, site.origin + path + search);
    await waitForOrigins(page, 'https://first.example');
    const own = { attach: 'none', fetchDetails: false, noAvatars: true, popupWidth: 700, timeout: 600_000 };
    expect(await readSettings(page)).toEqual({ ...own, allowedOrigins: ['https://first.example'] });
    expect(await isButtonDisabled(page)).toBe(true);
    await page.click('#change');
    await waitForOrigins(page, 'https://second.example');
    expect(await readSettings(page)).toEqual({ ...own, allowedOrigins: 'https://second.example' });
    expect(await isButtonDisabled(page)).toBe(false);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
});

describe.each(Object.entries(OWN_PATHS))('a session token in %s', (_name, path) => {
  it('is not in what the server sends', async () => {
    const html = await (await fetch(site.origin + path)).text();
    expect(html).toMatch(/<ghl-social-connect[^>]* disabled/);
    expect(html).not.toMatch(/secret|session-?token/i);
  });

  it.each(['?fresh', ''])('is given to the element in the browser, and to no attribute: %j', async (search) => {
    const { page, complaints } = await openPage(browser, site.origin + path + search);
    const read = () => page.$eval('ghl-social-connect', ({ sessionToken, outerHTML }) => ({ sessionToken, outerHTML }));
    for (const name of ['first', 'second']) {
      await waitForOrigins(page, `https://${name}.example`);
      const { sessionToken, outerHTML } = await read();
      expect(sessionToken).toBe(`${name}-secret`);
      expect(outerHTML).not.toMatch(/secret|session-?token/i);
      if (name === 'first') await page.click('#change');
    }
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
});
