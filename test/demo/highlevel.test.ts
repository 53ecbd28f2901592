import { chromium, type Browser, type FrameLocator, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { findViolations } from './axe.js';
import { startDemo, type RunningDemo } from './npm-start.js';

const CHROMIUM = findBrowser('chromium');

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the page inside HighLevel', () => {
  let browser: Browser;
  let demo: RunningDemo;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS }),
      startDemo(5453),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), demo?.stop()]);
  });

  /** Opens HighLevel's page through the link of the demo. */
  async function open(width = 1100): Promise<{ page: Page; frame: FrameLocator; errors: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.context().setDefaultTimeout(PATIENCE_MS);
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${demo.origin}/highlevel/`);
    await page.getByText('This page works inside HighLevel only').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open in HighLevel' }).click();
    await page.getByRole('heading', { name: 'Location harbour-lane' }).waitFor();
    expect(new URL(page.url()).origin).not.toBe(demo.origin);
    return { page, frame: page.frameLocator('iframe'), errors };
  }

  it('connects and attaches an account in the frame, and shows it in the list', async () => {
    const { page, frame, errors } = await open();
    await frame.getByText('HighLevel opened this page for the location harbour-lane.').waitFor();
    const rows = frame.locator('ghl-social-accounts').getByRole('listitem');
    await rows.first().waitFor();
    const before = await rows.count();
    const popup = page.waitForEvent('popup');
    const button = frame.locator('#button-card');
    await button.getByRole('button', { name: 'Connect Facebook' }).click();
    await (await popup).getByRole('button', { name: 'Allow' }).click();
    await button.getByRole('checkbox', { name: 'Harbour Lane Bakery' }).check();
    await button.getByRole('button', { name: 'Add selected (1)' }).click();
    await frame.getByText('ghl-social-connect: account-attached').waitFor();
    await expect.poll(() => rows.count()).toBe(before + 1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('follows the switcher of locations, and says that the agency has no location', async () => {
    const { page, frame } = await open();
    await page.getByRole('link', { name: 'mill-street' }).click();
    await frame.getByText('HighLevel opened this page for the location mill-street.').waitFor();
    await frame.locator('ghl-social-accounts').getByRole('listitem').first().waitFor();
    const planner = page.getByRole('link', { name: 'Social Planner' });
    expect(await planner.getAttribute('href')).toContain('mill-street');
    await page.getByRole('link', { name: 'Agency view' }).click();
    expect(await page.locator('li:not(:has(a:visible))').filter({ visible: true }).count()).toBe(0);
    expect(await planner.count()).toBe(0);
    await frame.getByText('The accounts could not be loaded. Open this page inside a sub-account').waitFor();
    await page.close();
  });

  it('begins in the upper third of a small screen, without violations and without scrolling sideways', async () => {
    const { page, frame } = await open(320);
    await frame.locator('ghl-social-accounts').getByRole('listitem').first().waitFor();
    const box = await page.locator('iframe').boundingBox();
    expect(box?.y).toBeLessThan(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });

  it('says that there are no events yet, until there is one', async () => {
    const { page, frame } = await open();
    await page.getByRole('link', { name: 'Agency view' }).click();
    const events = frame.locator('#events-card');
    await events.getByText('Nothing has happened yet.').waitFor();
    await frame.getByRole('button', { name: 'Connect Facebook' }).click();
    await events.getByText('connect-failed').waitFor();
    expect(await events.getByText('Nothing has happened yet.').isVisible()).toBe(false);
    await page.close();
  });

  it('says that nobody is signed in when the user context is empty', async () => {
    const { page, frame } = await open();
    await page.getByLabel('Scenario').selectOption('context-empty');
    await page.getByRole('button', { name: 'Reload' }).click();
    await frame.getByText('You are not signed in to HighLevel.').first().waitFor();
    await page.close();
  });
});
