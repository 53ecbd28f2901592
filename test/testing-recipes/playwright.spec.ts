import { expect, test, type Page } from '@playwright/test';
import type { GhlSocialConnectElement } from 'ghl-social-connect';

const HIGHLEVEL = process.env['HIGHLEVEL'] ?? 'http://localhost:4010';

/** Sends the page's buttons to the simulator. */
async function useSimulator(page: Page, query: string): Promise<void> {
  const startUrl = `${HIGHLEVEL}/social-media-posting/oauth/{platform}/start?${query}`;
  await page.locator('ghl-social-connect').evaluateAll(
    (elements, settings) => {
      for (const element of elements as GhlSocialConnectElement[]) Object.assign(element, settings);
    },
    { startUrl, allowedOrigins: HIGHLEVEL },
  );
}

test('a person connects an account', async ({ page }) => {
  await page.goto('/index.html');
  await useSimulator(page, 'consent=ask');

  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Connect Facebook' }).click();
  await (await popup).getByRole('button', { name: 'Allow' }).click();

  await expect(page.locator('#account')).toHaveText(/^Connected: [0-9a-f]{24}$/);
  await expect(page.getByRole('button', { name: 'Facebook connected' })).toBeVisible();
});

test('a person refuses', async ({ page }) => {
  await page.goto('/index.html');
  await useSimulator(page, 'consent=deny');

  await page.getByRole('button', { name: 'Connect Facebook' }).click();

  await expect(page.locator('#account')).toHaveText('Not connected: denied');
});
