import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REACT_18 } from '../../demo/frameworks/server/pages.js';
import type { PageServer } from '../../demo/frameworks/server/serve.js';
import { NOTE } from './accounts/data.js';
import { launchBrowser, openPage } from './browser.js';
import { createSite } from './site.js';

const RENDERED_PATHS = {
  'React 19, `./react/accounts`': '/pages/accounts/react/',
  'React 18, `./react/accounts`': '/pages-18/accounts/react/',
  'Vue 3': '/pages/accounts/vue/',
  'Svelte 5': '/pages/accounts/svelte/',
  'Angular 21, `./angular/accounts`': '/pages/accounts/angular/',
};

const PATHS = { ...RENDERED_PATHS, 'Preact 11': '/pages/accounts/preact/' };

let site: PageServer;
let browser: Browser;

beforeAll(async () => {
  const rendered = ['react', 'vue', 'svelte', 'angular'].map((name) => `accounts/${name}`);
  const react = ['accounts/react'];
  site = await createSite({ accounts: 'test/frameworks/accounts' }, [
    {
      pages: [...rendered, 'accounts/preact'],
      rendered,
      angular: ['accounts/angular/tsconfig.json'],
      target: 'pages',
    },
    { pages: react, rendered: react, alias: REACT_18, target: 'pages-18' },
  ]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a page and waits until its list is loaded, and its framework has heard so. */
async function openList(path: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, site.origin + path, 'ghl-social-accounts');
  await opened.page.waitForFunction(() => document.querySelector('#total')?.textContent.trim() === '2');
  return opened;
}

describe.each(Object.entries(PATHS))('the list in %s', (_name, path) => {
  it('shows the accounts of the platforms that an array names, and follows a change', async () => {
    const { page, complaints } = await openList(path);
    const rows = await page.$$eval('ghl-social-accounts >>> [part~="account"]', (accounts) => accounts.length);
    expect(rows).toBe(2);
    await page.click('#change');
    // All accounts work: only the problems are shown now, and there are none.
    await page.waitForSelector('ghl-social-accounts:state(unneeded)');
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });

  it('passes an event with its methods: what the page adds to the question is in it', async () => {
    const { page, complaints } = await openList(path);
    const disconnect = await page.waitForSelector('ghl-social-accounts >>> .disconnect');
    await disconnect?.click();
    // The question waits for the note of the page.
    await page.waitForSelector(`ghl-social-accounts >>> dialog[open] ::-p-text(${NOTE})`);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
});

describe.each(Object.entries(RENDERED_PATHS))('the list in %s, rendered on a server', (_name, path) => {
  it('is a tag with its attributes, before any script runs', async () => {
    const html = await (await fetch(site.origin + path)).text();
    expect(html).toMatch(/<ghl-social-accounts[^>]* proxy-url="\/highlevel"/);
    expect(html).toMatch(/<ghl-social-accounts[^>]* show="all"/);
    expect(html).not.toContain('[object Object]');
  });
});
