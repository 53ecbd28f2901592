import { measureHeap, withBrowser } from './browser.mjs';
import { buildCdn } from './bundles.mjs';

const ATTEMPTS = 1_000;
const WARM_UP = 500;

async function prepare() {
  const timers = new Set();
  const { setInterval: start, clearInterval: stop } = globalThis;
  globalThis.setInterval = (...options) => {
    const timer = start(...options);
    timers.add(timer);
    return timer;
  };
  globalThis.clearInterval = (timer) => {
    timers.delete(timer);
    stop(timer);
  };
  await import('/ghl-social-connect.js');
  const frame = document.body.appendChild(document.createElement('iframe'));
  const element = document.createElement('ghl-social-connect');
  const openWindow = () => frame.contentWindow;
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', openWindow });
  element.allowedOrigins = `http://localhost:${location.port}`;
  document.body.append(element);
  Object.assign(globalThis, { element, timers, frame });
}

/** Runs attempts that end in turn with an account, with an error that HighLevel reports, and with a cancellation. */
async function connectOften(attempts) {
  const answers = [
    { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' },
    { page: 'social_media_posting', platform: 'facebook', error: 'It failed.' },
    undefined,
  ];
  const ends = {};
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = element.connect();
    const answer = answers[attempt % answers.length];
    if (answer) frame.contentWindow.eval(`parent.postMessage(${JSON.stringify(answer)}, '*')`);
    else element.cancel();
    const { status } = await outcome;
    ends[status] = (ends[status] ?? 0) + 1;
  }
  element.reset();
  await element.updateComplete;
  return ends;
}

async function count(page, cdp) {
  const heap = await measureHeap(cdp);
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  const timers = await page.evaluate(() => timers.size);
  return { heap, nodes: metric('Nodes'), listeners: metric('JSEventListeners'), timers };
}

/** Measures what finished attempts leave behind. */
export async function run() {
  return withBrowser(await buildCdn(), async (openPage, chromium) => {
    const { page, cdp, close } = await openPage();
    await page.goto(page.url().replace('127.0.0.1', 'localhost'));
    await cdp.send('Performance.enable');
    await page.evaluate(prepare);
    await page.evaluate(connectOften, WARM_UP);
    const before = await count(page, cdp);
    const ends = await page.evaluate(connectOften, ATTEMPTS);
    const after = await count(page, cdp);
    await close();
    const left = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
    return { chromium, attempts: ATTEMPTS, ends, left, unit: 'left: heap in bytes, the others as numbers' };
  });
}
