import { median, round, withBrowser } from './browser.mjs';
import { buildCdn } from './bundles.mjs';

const ACCOUNTS = 500;
const ITEMS = 1_000;
const ROUNDS = 7;
const SLOWDOWN = 4;
const QUERY = 'account 1234';
/** From here on, browsers call a task long. */
const LONG_TASK_MS = 50;

/** Answers the list's request at once, so that only the work in the page is measured. */
async function prepare(count) {
  const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const accounts = Array.from({ length: count }, (_, index) => ({
    id: `id-${index}`,
    oauthId: `login-${index}`,
    name: `Account ${index}`,
    platform: 'facebook',
    type: 'page',
    // One in ten needs a person, and so has a button to connect it again.
    isExpired: index % 10 === 0,
    expire: inDays(index % 10 === 0 ? -1 : 60),
    updatedAt: inDays(-30),
  }));
  const answer = JSON.stringify({ results: { accounts, can: ['connect', 'attach', 'list', 'disconnect'] } });
  globalThis.fetch = async () => new Response(answer, { headers: { 'Content-Type': 'application/json' } });
  globalThis.waitForPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await import('/ghl-social-accounts.js');
  await waitForPaint();
}

async function drawList() {
  const element = document.createElement('ghl-social-accounts');
  element.proxyUrl = '/highlevel';
  const loaded = new Promise((done) => element.addEventListener('accounts-change', done, { once: true }));
  const start = performance.now();
  document.body.append(element);
  await loaded;
  await element.updateComplete;
  await waitForPaint();
  return performance.now() - start;
}

/** What a person would write by hand: a list with a picture, a name, a state and a button in each item, and no behaviour. */
async function drawByHand(count) {
  const add = (parent, name, text = '') => {
    const child = parent.appendChild(document.createElement(name));
    child.textContent = text;
    return child;
  };
  const start = performance.now();
  const list = document.createElement('ul');
  for (let index = 0; index < count; index += 1) {
    const item = add(list, 'li');
    add(item, 'span', 'A');
    add(item, 'strong', `Account ${index}`);
    add(item, 'span', 'Works');
    add(item, 'button', 'Disconnect').type = 'button';
  }
  document.body.append(list);
  await waitForPaint();
  return performance.now() - start;
}

/** Notes the time from each key to the frame that shows its effect, and the longest tasks. */
function watchTyping() {
  const field = document.querySelector('ghl-social-accounts').shadowRoot.querySelector('[type="search"]');
  globalThis.typing = { keys: [], longTasks: [] };
  new PerformanceObserver((list) => {
    typing.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
  field.addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => typing.keys.push(performance.now() - timeStamp)));
  });
  field.focus();
}

async function typeSlowly({ page, cdp }) {
  await page.evaluate(watchTyping);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  for (const key of QUERY) {
    await page.keyboard.press(key);
    await page.evaluate(() => waitForPaint());
  }
  const { keys, longTasks } = await page.evaluate(() => typing);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { keys, longTasks: longTasks.filter((duration) => duration >= LONG_TASK_MS) };
}

/**
 * Measures the time until the first rows of a long list are painted, beside items written by hand, and typing in its search
 * while the processor is slowed down.
 */
export async function run() {
  return withBrowser(await buildCdn('accounts'), async (openPage, chromium) => {
    const times = { list: [], byHand: [] };
    const typed = [];
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      const opened = await openPage();
      await opened.page.evaluate(prepare, ACCOUNTS);
      times.byHand.push(await opened.page.evaluate(drawByHand, ITEMS));
      await opened.page.evaluate(() => document.body.replaceChildren());
      await opened.page.evaluate(() => waitForPaint());
      times.list.push(await opened.page.evaluate(drawList));
      if (turn < 3) typed.push(await typeSlowly(opened));
      await opened.close();
    }
    const [list, byHand] = [round(median(times.list)), round(median(times.byHand))];
    return {
      chromium,
      unit: 'ms',
      accounts: ACCOUNTS,
      firstRows: { list, byHand },
      typing: {
        slowdown: SLOWDOWN,
        key: round(median(typed.flatMap(({ keys }) => keys))),
        longTasksPerKey: round(typed.flatMap(({ longTasks }) => longTasks).length / (typed.length * QUERY.length)),
        longestTask: round(Math.max(0, ...typed.flatMap(({ longTasks }) => longTasks))),
      },
      ratios: { firstRows: round(list / byHand) },
      goals: { firstRows: 2 },
    };
  });
}
