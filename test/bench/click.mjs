import { median, round, withBrowser } from './browser.mjs';
import { buildCdn } from './bundles.mjs';

const CLICKS = 30;

async function prepare() {
  await import('/ghl-social-connect.js');
  const element = document.createElement('ghl-social-connect');
  const clicks = [];
  addEventListener('click', () => clicks.push({ start: performance.now() }), true);
  addEventListener('click', () => (clicks.at(-1).dispatched = performance.now()));
  const openWindow = () => {
    clicks.at(-1).opened = performance.now();
    // As long as the click event propagates, no other task and no microtask has run.
    clicks.at(-1).sameTask = !('dispatched' in clicks.at(-1));
    return { close() {}, focus() {}, closed: false };
  };
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', openWindow });
  document.body.append(element);
  Object.assign(globalThis, { element, clicks });
  await element.updateComplete;
}

/** Resolves with what the page noted of real clicks. */
export async function measureClicks(openPage) {
  const { page, close } = await openPage();
  await page.evaluate(prepare);
  for (let click = 0; click < CLICKS; click += 1) {
    await page.click('ghl-social-connect');
    await page.evaluate(async () => {
      element.reset();
      await element.updateComplete;
    });
  }
  const clicks = await page.evaluate(() => clicks);
  await close();
  return clicks.map(({ start, opened, sameTask }) => ({ time: opened - start, sameTask }));
}

/** Time from a real click to `window.open`. Browsers open popups only in the task of the click. */
export async function run() {
  return withBrowser(await buildCdn(), async (openPage, chromium) => {
    const clicks = await measureClicks(openPage);
    const times = clicks.map(({ time }) => time);
    return {
      chromium,
      unit: 'ms',
      first: round(times[0]),
      median: round(median(times)),
      sameTask: clicks.length === CLICKS && clicks.every(({ sameTask }) => sameTask),
    };
  });
}
