import { expect, test } from '@playwright/test';

// `webServer` of the configuration has started `npx ghl-social-connect simulate`.
const HIGHLEVEL = process.env.HIGHLEVEL ?? 'http://localhost:4010';

test('an account is connected', async ({ page }) => {
  await page.goto(`/index.html?highlevel=${HIGHLEVEL}`);
  await page.getByRole('button', { name: 'Connect Facebook' }).click();
  await expect(page.locator('#account')).toHaveText(/^Connected as [0-9a-f]{24}$/);
  await expect(page.getByRole('button', { name: 'Facebook connected' })).toBeVisible();
});

test('a person refuses', async ({ page }) => {
  await page.route('**/start?*', (route) => {
    return route.fallback({ url: `${route.request().url()}&scenario=denied` });
  });
  await page.goto(`/index.html?highlevel=${HIGHLEVEL}`);
  await page.getByRole('button', { name: 'Connect Facebook' }).click();
  await expect(page.locator('#account')).toHaveText('Not connected: denied');
});
