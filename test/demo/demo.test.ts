import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { findViolations } from './axe.js';
import { startDemo, type RunningDemo } from './npm-start.js';

const CHROMIUM = findBrowser('chromium');

/** How a person presses a control. */
type Press = (control: Locator) => Promise<void>;

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the demo that `npm start` serves', () => {
  let browser: Browser;
  let demo: RunningDemo;

  beforeAll(async () => {
    [browser, demo] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS }),
      startDemo(5373),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), demo?.stop()]);
  });

  // HighLevel remembers what is attached: each way begins with nothing.
  function beginAnew(): void {
    beforeAll(async () => {
      const response = await fetch(`${demo.origin}/reset`, {
        method: 'POST',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
      });
      expect(response.status).toBe(204);
    });
  }

  async function open(query = '', options = {}): Promise<Page> {
    const page = await browser.newPage(options);
    page.context().setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${demo.origin}/${query}`);
    await page.getByText('Simulated:').waitFor();
    return page;
  }

  const click: Press = (control) => control.click();
  /** Walks there with the Tab key, as a person must who has no mouse. */
  const pressByKeyboard: Press = async (control) => {
    const isThere = () => control.evaluate((element) => element.matches(':focus'));
    while (!(await isThere())) await control.page().keyboard.press('Tab');
    await control.page().keyboard.press('Space');
  };

  /** Presses the button of Facebook, and agrees in the window that opens. */
  async function connect(page: Page, press: Press): Promise<Locator> {
    const element = page.locator('ghl-social-connect[platform="facebook"]');
    const popup = page.waitForEvent('popup');
    await press(element.getByRole('button', { name: 'Connect Facebook' }));
    const allow = (await popup).getByRole('button', { name: 'Allow' });
    await allow.waitFor();
    const closed = (await popup).waitForEvent('close');
    await press(allow);
    await closed;
    return element;
  }

  describe.each([
    ['the mouse', click],
    ['the keyboard alone', pressByKeyboard],
  ] as const)('with %s', (_way, press) => {
    beginAnew();

    it('connects a login without a page', async () => {
      const page = await open('?accounts=0');
      const element = await connect(page, press);
      await element.getByRole('paragraph').getByText('This login manages no pages on Facebook.').waitFor();
      await press(element.getByRole('button', { name: 'Not now' }));
      await element.getByRole('button', { name: 'Facebook: signed in' }).waitFor();
      expect(await page.locator('#log [data-event="account-attached"]').count()).toBe(0);
      await page.close();
    });

    it('attaches the one page of a login by itself', async () => {
      const page = await open('?accounts=1&after=auto');
      const element = await connect(page, press);
      await element.getByText('Ready to use:').waitFor();
      await page.locator('#log [data-event="account-attached"]').waitFor();
      await page.close();
    });

    it('finds one page among sixty and attaches it', async () => {
      const page = await open('?accounts=60');
      const element = await connect(page, press);
      const search = element.getByRole('searchbox');
      await search.waitFor();
      const entries = await element.getByRole('listitem').allInnerTexts();
      expect(entries).toHaveLength(60);
      // Initials, name, kind, and whether it is added.
      const [, wanted = ''] = entries.map((text) => text.split('\n')).findLast((lines) => !lines.includes('Added'))!;
      await search.focus();
      await page.keyboard.type(wanted);
      const entry = element.getByRole('checkbox', { name: wanted });
      await press(entry);
      await press(element.getByRole('button', { name: 'Add selected (1)' }));
      expect(await element.getByText('Ready to use:').innerText()).toContain(wanted);
      await page.locator('#log [data-event="account-attached"]').waitFor();
      await page.close();
    });
  });

  describe('whatever is set', () => {
    beginAnew();

    it('does what the controls in its head say, and remembers it', async () => {
      const page = await open();
      const root = page.locator('html');
      await page.getByLabel('Direction').selectOption('rtl');
      expect(await root.getAttribute('dir')).toBe('rtl');
      await page.getByLabel('Colours').selectOption('dark');
      expect(await root.evaluate((element) => getComputedStyle(element).colorScheme)).toBe('dark');
      await page.getByLabel('Language').selectOption('de');
      await page.getByRole('button', { name: 'Facebook verbinden' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Facebook verbinden' }).waitFor();
      expect(await root.getAttribute('dir')).toBe('rtl');
      await page.close();
    });

    it("shows the platforms' own icons, and the code for them", async () => {
      const page = await open();
      const icons = page.locator('ghl-social-connect .solid');
      expect(await icons.count()).toBe(0);
      await page.getByLabel('Icons').selectOption('brands');
      await expect.poll(() => icons.count()).toBe(9);
      expect(await page.locator('#snippet').innerText()).toContain('dist/cdn/icons/brands.js');
      await page.getByLabel('Icons').selectOption('built-in');
      await expect.poll(() => icons.count()).toBe(0);
      expect(await page.locator('#snippet').innerText()).not.toContain('brands.js');
      await page.close();
    });

    it.each([
      ['a finger', { hasTouch: true, isMobile: true }, 44],
      ['a mouse', {}, 34],
    ] as const)('makes the choice in a small button big enough for %s', async (_pointer, options, height) => {
      const page = await open('?size=small&accounts=60', options);
      const element = await connect(page, click);
      const search = element.getByRole('searchbox');
      await search.waitFor();
      expect((await search.boundingBox())?.height).toBe(height);
      expect((await element.getByRole('button', { name: 'Not now' }).boundingBox())?.height).toBe(height);
      await page.close();
    });

    it('serves documents whose code is highlighted', async () => {
      const page = await fetch(`${demo.origin}/docs/start/quick-start.md?import`);
      expect(await page.text()).toContain('style=\\"--shiki-light:#');
    });

    it('resets what was attached, too', async () => {
      const page = await open('?accounts=3');
      const element = await connect(page, click);
      const free = element.getByRole('checkbox', { name: 'Harbour Lane Bakery' });
      await free.check();
      await element.getByRole('button', { name: 'Add selected (1)' }).click();
      await page.locator('#log [data-event="account-attached"]').waitFor();
      await page.getByRole('button', { name: 'Reset all' }).click();
      await connect(page, click);
      await free.waitFor();
      expect(await free.isEnabled()).toBe(true);
      await page.close();
    });

    it('resets on the request of the page alone', async () => {
      expect((await fetch(`${demo.origin}/reset`)).status).toBe(405);
      expect((await fetch(`${demo.origin}/reset`, { method: 'POST' })).status).toBe(403);
    });

    it('moves the simulated clock, on the request of the page alone', async () => {
      expect((await fetch(`${demo.origin}/clock?days=3`, { method: 'POST' })).status).toBe(403);
      expect((await fetch(`${demo.origin}/clock?days=many`, { method: 'POST' })).status).toBe(422);
      const config = (await (await fetch(`${demo.origin}/demo-config.json`)).json()) as { highLevelOrigin: string };
      const readNow = async () => {
        const response = await fetch(`${config.highLevelOrigin}/simulator/clock`);
        return Date.parse(((await response.json()) as { now: string }).now);
      };
      const page = await open();
      const moved = page.waitForResponse((response) => response.url().includes('days=91'));
      await page.getByLabel('Simulated time').selectOption('In 91 days');
      await moved;
      expect((await readNow()) - Date.now()).toBeGreaterThan(90 * 86_400_000);
      const back = page.waitForResponse((response) => response.url().includes('days=0'));
      await page.getByLabel('Simulated time').selectOption('Now');
      await back;
      expect((await readNow()) - Date.now()).toBeLessThan(86_400_000);
      await page.close();
    });

    it.each([
      ['Asks once', undefined],
      ['Asks once, and cuts the window off', 'same-origin'],
    ])('shows the login page that %j stands for', async (login, policy) => {
      const page = await open('?scenario=expired');
      await page.getByLabel("The platform's login page").selectOption(login);
      const element = page.locator('ghl-social-connect[platform="linkedin"]');
      const loginPage = page.context().waitForEvent('response', (response) => response.url().includes('/login?'));
      await element.getByRole('button', { name: 'Connect LinkedIn' }).click();
      expect((await loginPage).headers()['cross-origin-opener-policy']).toBe(policy);
      await page.context().close();
    });

    it('shows how an attempt ends that the scenario lets fail', async () => {
      const page = await open();
      await page.getByLabel('What happens in the window').selectOption('denied');
      await page.getByRole('radio', { name: 'Direct' }).check();
      const element = page.locator('ghl-social-connect[platform="facebook"]');
      const popup = page.waitForEvent('popup');
      await element.getByRole('button', { name: 'Connect Facebook' }).click();
      await (await popup).getByRole('button', { name: /allow/i }).click();
      await element.getByText('Access was not granted.').waitFor();
      await page.locator('#log [data-event="connect-cancelled"]').waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      expect(await page.locator('#log > li').count()).toBe(0);
      await page.close();
    });

    it('fits 320 px, and passes WCAG AA in light and dark, idle and with a choice', async () => {
      const page = await open('', { viewport: { width: 320, height: 640 } });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page)).toEqual([]);
      }
      const element = await connect(page, click);
      await element.getByRole('checkbox').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page)).toEqual([]);
      }
      await page.close();
    });
  });
});
