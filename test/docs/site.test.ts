import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { posix } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUPS, HOME, PAGES } from '../../demo/docs/pages.js';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { findViolations } from '../demo/axe.js';
import { startDemo, type RunningDemo } from '../demo/npm-start.js';
import { describeLiveDemo } from './live-demo.js';
import { buildSite, serveFolder } from './site-fixture.js';
import { SITE_POLICY } from './site-policy.js';

const CHROMIUM = findBrowser('chromium');

const { folder, pages, remove } = buildSite();
const read = (path: string): string => readFileSync(`${folder}/${path}`, 'utf8');

afterAll(remove);

describe('the documentation site', () => {
  it('has a page for every entry of the navigation, a first page and one for wrong addresses', () => {
    const expected = [...PAGES.map(({ path }) => `${path}.html`), 'index.html', '404.html'];
    expect(pages).toEqual(expected.sort());
  });

  it.each(pages)('%s links only to pages and headings that exist', (page) => {
    const links = [...read(page).matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
    const broken = links
      .filter((href) => !/^https?:/.test(href))
      .filter((href) => {
        const [path = '', id] = href.split('#');
        const target =
          path === '' ? page : posix.join(posix.dirname(page), path.endsWith('/') ? `${path}index.html` : path);
        return !pages.includes(target) || (id && !read(target).includes(`id="${id}"`));
      });
    expect(broken).toEqual([]);
    if (page !== '404.html') expect(links.length).toBeGreaterThan(0);
  });

  it.each(pages)('%s has no inline script and no inline style', (page) => {
    expect(read(page).match(/<script(?![^>]* src=)[^>]*>|<style| style="[^"]*"| on\w+="/g)).toBeNull();
  });

  it.each(pages)('%s has highlighted code whose colours are in the style sheet', (page) => {
    const [, sheet = ''] =
      /<link rel="preload stylesheet" href="\.[^"]*?(\/assets\/style[^"]+)"/.exec(read(page)) ?? [];
    const rules = read(sheet);
    const classes = [...read(page).matchAll(/<span class="(code-\d+)"/g)].map(([, name]) => name);
    expect(classes.filter((name) => !rules.includes(`.${name}{--shiki-light:#`))).toEqual([]);
    // The playground writes its code itself.
    if (read(page).includes('class="shiki')) expect(new Set(classes).size).toBeGreaterThan(1);
  });

  it.each(PAGES.map(({ path, title }) => [`${path}.html`, title] as const))('%s is titled %s', (page, title) => {
    expect(read(page)).toContain(`<title>${title} | ghl-social-connect</title>`);
    expect(
      read(page)
        .match(/<h1[^>]*>([^<]*)/)?.[1]
        ?.trim(),
    ).toBe(title);
  });
});

describe('the documentation site as text', () => {
  it.each([HOME, ...PAGES])('$path has a Markdown twin that its page names', ({ path }) => {
    const twin = read(`${path}.md`);
    expect(twin).toMatch(/^# /);
    expect(twin.length).toBeGreaterThan(500);
    expect(twin).not.toMatch(/<!-- (?:begin|end)|^<\/?[A-Z]\w*(?: \/)?>$/m);
    expect(read(`${path}.html`)).toContain(
      `<link rel="alternate" type="text/markdown" href="./${posix.basename(path)}.md">`,
    );
  });

  it('has an index that links to every twin with its summary', () => {
    const index = read('llms.txt');
    expect(index).toMatch(/^# ghl-social-connect\n\n> /);
    for (const { path, title, summary } of PAGES) expect(index).toContain(`- [${title}](./${path}.md): ${summary}`);
  });

  it('has every page in one file', () => {
    const all = read('llms-full.txt');
    for (const { path } of PAGES) expect(all).toContain(read(`${path}.md`));
  });
});

// Skipped where Chromium is not installed. `npm test` installs it.
describe.skipIf(CHROMIUM === undefined)('the documentation site in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
    ({ server, origin } = await serveFolder(folder, SITE_POLICY, '/some/where'));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  interface OpenPage {
    readonly page: Page;
    /** What the console and the policy complained about. */
    readonly complaints: string[];
  }

  async function createPage(options = {}): Promise<OpenPage> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
    page.context().setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return { page, complaints };
  }

  async function load(page: Page, path: string): Promise<void> {
    await page.goto(`${origin}/some/where/${path}`);
    // The page is interactive once Vue has taken it over.
    await page.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!);
  }

  async function open(path: string, options = {}): Promise<OpenPage> {
    const opened = await createPage(options);
    await load(opened.page, path);
    return opened;
  }

  /** Identifiers in tables that are broken into lines. */
  const listBrokenIdentifiers = (page: Page) =>
    page
      .locator('td code')
      .evaluateAll((codes) =>
        codes
          .filter((code) => /^[\w./]+$/.test(code.textContent ?? '') && code.getClientRects().length > 1)
          .map(({ textContent }) => textContent),
      );

  /** How many tables are wider than their box. */
  const countWideTables = (page: Page) =>
    page
      .locator('.table')
      .evaluateAll((boxes) => boxes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);

  describe('each of its pages', () => {
    // All are loaded in one tab: a new one would cost more than the page.
    let tab: OpenPage;
    beforeAll(async () => {
      tab = await createPage();
    });
    afterAll(() => tab?.page.close());

    const look = async (width: number, colorScheme: 'light' | 'dark') => {
      await tab.page.setViewportSize({ width, height: 800 });
      await tab.page.emulateMedia({ colorScheme });
    };
    const check = async (width: number, colorScheme: 'light' | 'dark') => {
      const { page, complaints } = tab;
      await page.locator(`html${colorScheme === 'dark' ? '.dark' : ':not(.dark)'}`).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await listBrokenIdentifiers(page)).toEqual([]);
      if (width === 1280) expect(await countWideTables(page)).toBe(0);
      expect(await findViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
    };
    const loadAnew = (path: string) => {
      tab.complaints.length = 0;
      return load(tab.page, path);
    };

    // The content does not depend on the colour scheme, nor the colours on the width, and axe-core takes its time. So does
    // loading a page, which therefore changes its width and its scheme while it is open.
    it.each(pages)(
      '%s works without complaints and passes WCAG AA, light at 320 px, and dark with whole tables at 1280 px',
      async (path) => {
        await look(320, 'light');
        await loadAnew(path);
        await check(320, 'light');
        await look(1280, 'dark');
        await check(1280, 'dark');
      },
    );

    it.each([
      [320, 'dark'],
      [1280, 'light'],
    ] as const)(
      'what all pages share passes when loaded at %i px in the %s scheme, too',
      async (width, colorScheme) => {
        await look(width, colorScheme);
        await loadAnew('reference/element.html');
        await check(width, colorScheme);
      },
    );
  });

  it('would notice what the policy refuses', async () => {
    const { page, complaints } = await open('index.html');
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect.poll(() => complaints.join()).toContain('style-src');
    await page.close();
  });

  it('is searched by keyboard', async () => {
    const { page } = await open('index.html');
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('searchbox').fill('popup_blocked');
    const found = page.getByRole('option').filter({ hasText: 'Errors' });
    await found.waitFor();
    expect(await findViolations(page)).toEqual([]);
    // The first result is chosen; the arrow keys choose others.
    while ((await found.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/reference\/errors\.html/);
    await page.locator('main', { hasText: 'popup_blocked' }).waitFor();
    await page.close();
  });

  it('closes the search on Escape and gives the focus back', async () => {
    const { page } = await open('guides/popups.html');
    const button = page.getByRole('button', { name: 'Search' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('searchbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('searchbox').waitFor({ state: 'detached' });
    await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.close();
  });

  it('reaches its content with the first link', async () => {
    const { page } = await open('guides/popups.html');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(() => document.activeElement?.closest('#VPContent') !== null);
    expect(isInside).toBe(true);
    await page.close();
  });

  it('shows the navigation on a phone by keyboard', async () => {
    const { page } = await open('guides/popups.html', { viewport: { width: 320, height: 640 } });
    await page.getByRole('button', { name: 'Pages' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Session tokens' }).press('Enter');
    await page.waitForURL(/session-tokens\.html$/);
    await page.close();
  });

  it('keeps the chosen colour scheme', async () => {
    const { page } = await open('guides/popups.html', { colorScheme: 'light' });
    await page.getByRole('switch', { name: 'Appearance' }).first().click();
    await page.reload();
    expect(await page.locator('html').getAttribute('class')).toContain('dark');
    await page.close();
  });

  it('leads from each page to the next', async () => {
    const [first, second] = GROUPS.flatMap((group) => group.pages);
    const { page } = await open(`${first!.path}.html`);
    await page.getByRole('link', { name: `Next page ${second!.title}` }).click();
    await page.waitForURL(`**/${second!.path}.html`);
    await page.close();
  });

  describe('the playground', () => {
    it('writes code for each framework', async () => {
      const { page } = await open('start/playground.html');
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('linkedin');
      for (const [language, text] of [
        ['HTML', 'platform="linkedin"'],
        ['React', '<SocialConnect'],
        ['Vue', '@account-connected="log"'],
        ['Svelte', 'onaccount-connected={log}'],
        ['Angular', '(accountConnected)="log($event)"'],
        ['Preact', 'onaccount-connected={'],
      ] as const) {
        await page.getByRole('radio', { name: language, exact: true }).check();
        const code = await page.locator('.live-code').textContent();
        expect(code).toContain(text);
        expect(code).toContain('platform="linkedin"');
      }
      await page.close();
    });

    it('says what a scenario does, and disables what needs the proxy', async () => {
      const { page } = await open('start/playground.html');
      const controls = ['Attach', 'fetch-details', 'no-avatars'].map((name) => page.getByLabel(name));
      const isOff = () => Promise.all(controls.map((control) => control.isDisabled()));
      expect(await isOff()).toEqual([false, false, false]);
      await page.getByLabel('Scenario').selectOption('details-500');
      await page.getByText('The details fail inside HighLevel.').waitFor();

      await page.getByLabel('Mode').selectOption('direct');
      expect(await isOff()).toEqual([true, true, true]);
      await page.getByText('This has an effect only with the proxy').waitFor();
      expect(await page.locator('.live-code').textContent()).toContain('location-id="demo-location"');
      await page.close();
    });

    it('cannot be pressed before its servers have started', async () => {
      const { page } = await createPage();
      await page.addInitScript(() => {
        const { serviceWorker } = navigator;
        const started = new Promise((resolve) => addEventListener('start-servers', resolve, { once: true }));
        const register = serviceWorker.register.bind(serviceWorker);
        serviceWorker.register = (...args) => started.then(() => register(...args));
      });
      await load(page, 'start/playground.html');
      const button = { name: 'Connect Facebook' };
      await page.getByRole('button', { ...button, disabled: true }).waitFor();
      await page.evaluate(() => dispatchEvent(new Event('start-servers')));
      await page.getByRole('button', { ...button, disabled: false }).waitFor();
      await page.close();
    });

    it('cannot be pressed where the browser has no service workers, and says so', async () => {
      const { page } = await createPage();
      await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
      await load(page, 'start/playground.html');
      await page.getByText('This browser offers no service worker here').waitFor();
      await page.getByRole('button', { name: 'Connect Facebook', disabled: true }).waitFor();
      await page.close();
    });

    it('keeps the connection while the looks change, and drops it for another platform', async () => {
      const { page } = await open('start/playground.html');
      await page.getByLabel('Attach').selectOption('none');
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Connect Facebook' }).click();
      await (await popup).getByRole('button', { name: 'Allow' }).click();
      const connected = page.getByRole('button', { name: 'Facebook connected' });
      await connected.waitFor();
      await page.getByRole('combobox', { name: 'Appearance' }).selectOption('outline');
      await page.getByLabel('Size').selectOption('large');
      await page.locator('ghl-social-connect[appearance="outline"][size="large"]').waitFor();
      expect(await connected.count()).toBe(1);
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('linkedin');
      await page.getByRole('button', { name: 'Connect LinkedIn' }).waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('Nothing has happened yet.').waitFor();
      await page.close();
    });
  });

  describe('with `npm start`', () => {
    let demo: RunningDemo;
    beforeAll(async () => {
      demo = await startDemo(5273);
    });
    afterAll(() => demo.stop());

    it('is served beside the demo, with the live demo', async () => {
      expect(await (await fetch(`${demo.origin}/`)).text()).toContain('Try it');
      const page = await browser.newPage();
      page.context().setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${demo.origin}/docs`);
      await page.getByText('no real account is touched').waitFor();
      await page.goto(`${demo.origin}/docs/reference/element.html`);
      await page.getByRole('heading', { name: 'Attributes and properties' }).waitFor();
      await page.close();
    });
  });
});

describeLiveDemo(folder);
