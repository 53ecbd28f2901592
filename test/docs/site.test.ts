import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser } from '../browsers/find-browsers.mjs';
import { findViolations } from '../demo/axe.js';
import { startDemo, type RunningDemo } from '../demo/npm-start.js';
import { serveFolder } from './site-fixture.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITE = `${ROOT}node_modules/vite/bin/vite.js`;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
const CHROMIUM = findBrowser('chromium');

const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-site-'));
execFileSync(process.execPath, [VITE, 'build', '--mode', 'site', '--outDir', folder], { cwd: ROOT, stdio: 'ignore' });
const names = readdirSync(`${folder}/docs`).filter((name) => name.endsWith('.html'));
const read = (name: string): string => readFileSync(`${folder}/docs/${name}`, 'utf8');

afterAll(() => rmSync(folder, { recursive: true }));

describe('the documentation site', () => {
  it('has its pages', () => {
    expect(names).toEqual(expect.arrayContaining(['index.html', 'playground.html', 'api.html', 'testing.html']));
  });

  it.each(names)('%s leads nowhere that is not there', (name) => {
    const html = read(name);
    const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
    const inner = links.filter((href) => !/^https?:/.test(href));
    const broken = inner.filter((href) => {
      const [path = '', id] = href.split('#');
      const target = path === '' ? name : path.replace('./', '');
      return !names.includes(target) || (id !== undefined && !read(target).includes(`id="${id}"`));
    });
    expect(broken).toEqual([]);
  });
});

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the documentation site in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
    ({ server, origin } = await serveFolder(folder, POLICY));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens a page that keeps what its policy refuses. */
  async function open(name: string, options = {}): Promise<Page> {
    const page = await browser.newPage(options);
    await page.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    });
    await page.goto(`${origin}/docs/${name}`, { waitUntil: 'networkidle' });
    return page;
  }

  const readViolations = (page: Page) =>
    page.evaluate(() => (window as unknown as { violations: string[] }).violations);

  it.each(names)('%s keeps to a strict policy, fits 320 px, and passes WCAG AA in light and dark', async (name) => {
    const page = await open(name, { viewport: { width: 320, height: 640 } });
    expect(await readViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
    }
    await page.close();
  });

  it.each([
    [1280, 'API', 'api.html'],
    [1280, 'The proxy', 'proxy.html'],
    [1280, 'Without the element', 'connect.html'],
    [360, 'API', 'api.html'],
    [360, 'The proxy', 'proxy.html'],
    [360, 'Without the element', 'connect.html'],
  ])('at %i px, no identifier breaks in a table of %s', async (width, _title, name) => {
    const page = await open(name, { viewport: { width, height: 640 } });
    const broken = await page
      .locator('td code')
      .evaluateAll((codes) =>
        codes
          .filter((code) => /^[\w./]+$/.test(code.textContent ?? '') && code.getClientRects().length > 1)
          .map((code) => code.textContent),
      );
    expect(broken).toEqual([]);
    await page.close();
  });

  it.each(names)('the tables of %s fit 1280 px', async (name) => {
    const page = await open(name, { viewport: { width: 1280, height: 640 } });
    const overflow = await page
      .locator('.wide')
      .evaluateAll((boxes) => boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    expect(overflow.filter((pixels) => pixels > 0)).toEqual([]);
    await page.close();
  });

  it('would notice what a policy refuses', async () => {
    const page = await open('index.html');
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    expect(await readViolations(page)).toEqual(['style-src-attr']);
    await page.close();
  });

  it('is searched by keyboard', async () => {
    const page = await open('index.html');
    await page.keyboard.press('/');
    await page.keyboard.type('popup_blocked');
    await page.locator('#count', { hasText: 'Found:' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/docs\/(?:api|connect|popups|proxy|trouble)\.html/);
    expect(await page.locator('main').textContent()).toContain('popup_blocked');
    await page.close();
  });

  it('says that nothing is found, and forgets it on Escape', async () => {
    const page = await open('index.html');
    await page.getByLabel('Search').fill('xylophone');
    await page.locator('#count', { hasText: 'Nothing found.' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Search').inputValue()).toBe('');
    await page.close();
  });

  describe('the results of a search', () => {
    async function search(query: string) {
      const page = await open('index.html', { viewport: { width: 1280, height: 640 } });
      const field = page.getByLabel('Search');
      const before = await field.boundingBox();
      await field.fill(query);
      const results = page.locator('#results');
      await results.waitFor();
      return { page, field, results, before };
    }

    it('are counted, whether or not all are shown, and move nothing', async () => {
      const { page, field, results, before } = await search('proxy');
      const [, shown, all] = /^First (\d+) of (\d+)$/.exec(await page.getByRole('status').innerText()) ?? [];
      expect(Number(shown)).toBe(await results.getByRole('link').count());
      expect(Number(all)).toBeGreaterThan(Number(shown));
      expect(await field.boundingBox()).toEqual(before);
      await page.close();
    });

    it('close when the focus leaves, and come back with it', async () => {
      const { page, field, results } = await search('popup_blocked');
      await results.getByRole('link').last().focus();
      await page.keyboard.press('Tab');
      await results.waitFor({ state: 'hidden' });
      await field.focus();
      await results.waitFor();
      await page.close();
    });

    it('close on a press elsewhere, and not on one that chooses', async () => {
      const { page, field, results } = await search('popup_blocked');
      // Its middle is below the results.
      await page.getByRole('heading', { level: 1 }).click({ position: { x: 4, y: 4 } });
      await results.waitFor({ state: 'hidden' });
      await field.click();
      const link = results.getByRole('link').first();
      const href = await link.getAttribute('href');
      await link.click();
      await page.waitForURL(`**/docs/${href?.replace('./', '')}`);
      await page.close();
    });
  });

  it('gives code for each framework, also as plain files', async () => {
    const page = await open('playground.html');
    await page.getByLabel('Platform').selectOption('linkedin');
    for (const [language, text] of [
      ['HTML', 'platform="linkedin"'],
      ['React', '<SocialConnect'],
      ['Vue', '@account-connected="log"'],
      ['Svelte', 'onaccount-connected={log}'],
      ['Angular', '(accountConnected)="log($event)"'],
    ] as const) {
      await page.getByRole('radio', { name: language }).check();
      expect(await page.locator('#code').textContent()).toContain(text);
      expect(await page.locator('#code').textContent()).toContain('platform="linkedin"');
    }
    await page.close();
  });

  describe('with `npm start`', () => {
    let demo: RunningDemo;
    beforeAll(async () => {
      demo = await startDemo(5273);
    });
    afterAll(() => demo.stop());

    async function openPlayground(): Promise<Page> {
      const page = await browser.newPage();
      await page.goto(`${demo.origin}/docs/playground.html`);
      await page.getByText('Simulated:').waitFor();
      return page;
    }

    /** Presses the button, and agrees in the window that opens. */
    async function connect(page: Page): Promise<void> {
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Connect Facebook' }).click();
      await (await popup).getByRole('button', { name: 'Allow' }).click();
      await page.locator('#log [data-event="account-connected"]').waitFor();
    }

    it.each(['direct', 'proxy'])('the playground connects an account: %s', async (way) => {
      const page = await openPlayground();
      await page.getByLabel('Way to HighLevel').selectOption(way);
      await connect(page);
      await page.close();
    });

    it('the playground keeps the result while looks change, and drops it for another platform', async () => {
      const page = await openPlayground();
      await connect(page);
      const connected = page.getByRole('button', { name: 'Facebook connected' });
      await connected.waitFor();
      await page.getByLabel('Appearance').selectOption('outline');
      await page.getByLabel('Size').selectOption('large');
      await page.locator('ghl-social-connect[appearance="outline"][size="large"]').waitFor();
      expect(await connected.count()).toBe(1);
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('linkedin');
      await page.getByRole('button', { name: 'Connect LinkedIn' }).waitFor();
      await page.close();
    });

    it('the playground says what a scenario does, and switches off what needs the proxy', async () => {
      const page = await openPlayground();
      const followers = ['Attach', 'fetch-details', 'no-avatars'].map((name) => page.getByLabel(name));
      const isOff = () => Promise.all(followers.map((control) => control.isDisabled()));
      expect(await isOff()).toEqual([true, true, true]);
      await page.getByText('needs Proxy as the way to HighLevel').waitFor();
      await page.getByLabel('What happens in the window').selectOption('details-500');
      await page.getByText('The details fail inside HighLevel.').waitFor();
      const advice = page.getByText('Shows through the proxy only, with the details fetched.');
      await advice.waitFor();

      await page.getByLabel('Way to HighLevel').selectOption('proxy');
      expect(await isOff()).toEqual([false, false, false]);
      await page.getByText('The simulated accounts have no pictures').waitFor();
      expect(await advice.isVisible()).toBe(true);
      await page.getByLabel('fetch-details').check();
      await advice.waitFor({ state: 'hidden' });
      await page.getByLabel('no-avatars').check();
      expect(await page.locator('#code').textContent()).toContain('no-avatars');
      await page.close();
    });

    it('the log of the playground is empty in words, and says which entries open', async () => {
      const page = await openPlayground();
      const empty = page.getByText('Nothing has happened yet.');
      expect(await empty.isVisible()).toBe(true);
      await page.getByLabel('Way to HighLevel').selectOption('proxy');
      await page.getByLabel('fetch-details').check();
      await connect(page);
      const summary = page.locator('#log [data-event="account-details"] summary');
      const readMark = () => summary.evaluate((element) => getComputedStyle(element, '::after').content);
      expect(await readMark()).toContain('+');
      expect(await empty.isVisible()).toBe(false);
      await summary.click();
      expect(await readMark()).toContain('−');
      await page.getByRole('button', { name: 'Clear' }).click();
      expect(await empty.isVisible()).toBe(true);
      await page.close();
    });

    it('serves the demo beside it', async () => {
      expect(await (await fetch(`${demo.origin}/`)).text()).toContain('Try it');
      expect(await (await fetch(`${demo.origin}/docs/`)).text()).toContain('aria-current="page"');
      expect(await (await fetch(`${demo.origin}/docs/api.html`)).text()).toContain('<a href="/">Demo</a>');
      expect(read('api.html')).not.toContain('>Demo</a>');
      expect((await fetch(`${demo.origin}/docs/llms.txt`)).headers.get('content-type')).toContain('text/plain');
    });
  });
});
