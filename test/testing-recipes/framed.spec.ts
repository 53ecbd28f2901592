import { expect, test } from '@playwright/test';

/**
 * What the recipe for Cypress relies on, without Cypress: the page stands in a frame, the click is made by a script, and
 * the popup agrees by itself. The assertions are those of cypress.cy.ts.
 */
const HIGHLEVEL = process.env['HIGHLEVEL'];

for (const [consent, text] of [
  ['allow', /^Connected: [0-9a-f]{24}$/],
  ['deny', /^Not connected: denied$/],
] as const) {
  test(`in a frame, with consent=${consent}`, async ({ page }) => {
    await page.goto('/framed.html');
    const frame = page.frameLocator('iframe');
    await frame.locator('ghl-social-connect').evaluate(
      (element, settings) => {
        Object.assign(element, settings);
        element.shadowRoot!.querySelector('button')!.click();
      },
      {
        startUrl: `${HIGHLEVEL}/social-media-posting/oauth/{platform}/start?consent=${consent}`,
        allowedOrigins: HIGHLEVEL,
      },
    );
    await expect(frame.locator('#account')).toHaveText(text);
  });
}
