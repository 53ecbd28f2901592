import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { findViolations } from './axe.js';
import { startDemo, type RunningDemo } from './npm-start.js';

const CHROMIUM = findBrowser('chromium');

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the page that installs an app', () => {
  let browser: Browser;
  let demo: RunningDemo;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS }),
      startDemo(5393),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), demo?.stop()]);
  });

  async function open(): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${demo.origin}/app/`);
    await page.getByText('the app is installed in').waitFor();
    return { page, problems };
  }

  /** Installs the app as an admin does, and returns the state that the page shows afterwards. */
  async function install(page: Page, choice: string): Promise<string[]> {
    await page.getByRole('link', { name: 'Install the app' }).click();
    await page.getByRole('heading', { name: 'Choose where to install the app' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByLabel(choice).check();
    await page.getByRole('button', { name: 'Install' }).click();
    await page.getByText('the app is installed in').waitFor();
    return page.getByRole('listitem').allInnerTexts();
  }

  it('leads to HighLevel and back, and shows where the app is installed', async () => {
    const { page, problems } = await open();
    expect(await page.getByText('Not installed').count()).toBe(3);
    expect(await findViolations(page)).toEqual([]);
    const one = await install(page, 'Location mill-street');
    expect(one.filter((text) => /mill-street\s+Installed, \d+ connected accounts/.test(text))).toHaveLength(1);
    expect(one.filter((text) => text.includes('Not installed'))).toHaveLength(2);
    const all = await install(page, 'All locations of the agency demo-agency');
    expect(all.filter((text) => /Installed, \d+ connected accounts/.test(text))).toHaveLength(3);
    expect(await findViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Remove the app everywhere' }).click();
    await page.getByText('the app is installed in 0 of 3 locations').waitFor();
    expect(await page.getByText('Not installed').count()).toBe(3);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says on the page of the callback that nothing was installed when the person cancels', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'Install the app' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('HighLevel did not allow the installation.').waitFor();
    await page.goto(`${demo.origin}/app/`);
    await page.getByText('the app is installed in').waitFor();
    expect(await page.getByText('Not installed').count()).toBe(3);
    await page.close();
  });

  it('keeps its state from other pages', async () => {
    const response = await fetch(`${demo.origin}/app-status`, { method: 'POST' });
    expect(response.status).toBe(403);
  });
});
