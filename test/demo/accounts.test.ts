import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { findViolations } from './axe.js';
import { startDemo, type RunningDemo } from './npm-start.js';

const CHROMIUM = findBrowser('chromium');

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the page of accounts', () => {
  let browser: Browser;
  let demo: RunningDemo;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS }),
      startDemo(5413),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), demo?.stop()]);
  });

  async function open(width = 1000): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.context().setDefaultTimeout(PATIENCE_MS);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('invalid_config')) problems.push(message.text());
    });
    await page.goto(`${demo.origin}/accounts/`);
    // What an earlier test has left.
    await page.evaluate(() => fetch('/reset', { method: 'POST' }));
    await page.reload();
    await page.getByText('9 accounts, ').waitFor();
    return { page, problems };
  }

  it('shows accounts that expire with time, and what can be done', async () => {
    const { page, problems } = await open();
    await page.getByLabel('Days that have passed').fill('75');
    await page.getByLabel('Days that have passed').blur();
    await page.getByText(/9 accounts, [1-9]\d* of them need a person/).waitFor();
    await page
      .getByText(/Expired on/)
      .first()
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.locator('#show').selectOption('problems');
    await page.getByText('Connect another account').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await page.close();
  });

  it('starts from now, whatever time another page has left, and shows accounts that expire soon', async () => {
    const { page, problems } = await open();
    await page.evaluate(() => fetch('/clock?days=75', { method: 'POST' }));
    await page.reload();
    await page.getByText('9 accounts, 0 of them need a person').waitFor();
    await page.getByLabel('What HighLevel does').selectOption('expires-soon');
    await page.getByText('9 accounts, 9 of them need a person').waitFor();
    await page
      .getByText(/Expires on/)
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  it('disconnects an account after a question', async () => {
    const { page, problems } = await open();
    const button = page.getByRole('button', { name: /^Disconnect ./ }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('8 accounts, ').waitFor();
    await page.locator('#log [data-event="account-disconnected"]').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  it("shows the platforms' own icons, and the built-in ones again", async () => {
    const { page, problems } = await open();
    const icons = page.locator('ghl-social-accounts .solid');
    expect(await icons.count()).toBe(0);
    await page.getByLabel('Icons').selectOption('brands');
    // One in each row, and one in each button.
    await expect.poll(() => icons.count()).toBe(18);
    await page.getByLabel('Icons').selectOption('built-in');
    await expect.poll(() => icons.count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows the code for each framework, with the settings of the page', async () => {
    const { page, problems } = await open(320);
    const code = page.locator('#snippet');
    expect(await code.textContent()).toContain('ghl-social-accounts.js');
    await page.locator('#show').selectOption('problems');
    for (const [name, binding] of [
      ['React', "from 'ghl-social-connect/react/accounts'"],
      ['Vue', '@accounts-change="log"'],
      ['Svelte', 'onaccounts-change={log}'],
      ['Angular', "from 'ghl-social-connect/angular/accounts'"],
      ['Preact', "from 'ghl-social-connect/preact'"],
    ]) {
      await page.getByLabel('Language of the code').selectOption(name!);
      expect(await code.textContent()).toContain(binding);
      expect(await code.textContent()).toContain('show="problems"');
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says that HighLevel cannot be reached, at 320 px as well', async () => {
    const { page } = await open(320);
    await page.getByLabel('What HighLevel does').selectOption('firewall-403');
    await page.getByText('The accounts could not be loaded.').waitFor();
    await page.getByText(/^No list: /).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });
});
