import { measureCpu, median, round, withBrowser } from './browser.mjs';
import { buildCdn } from './bundles.mjs';

const MESSAGES = 20_000;
const ROUNDS = 5;
/** How the page listens: not at all, with one comparison by hand, or with elements, some of which are connecting. */
const SUBJECTS = {
  'no listener': { elements: 0, connecting: 0, byHand: false },
  'one comparison by hand': { elements: 0, connecting: 0, byHand: true },
  '1 000 idle elements': { elements: 1_000, connecting: 0, byHand: false },
  '1 element, connecting': { elements: 1, connecting: 1, byHand: false },
  '1 000 elements, one connecting': { elements: 1_000, connecting: 1, byHand: false },
  '1 000 elements, ten connecting': { elements: 1_000, connecting: 10, byHand: false },
};

async function prepare({ elements, connecting, byHand }) {
  await import('/ghl-social-connect.js');
  const foreign = document.body.appendChild(document.createElement('iframe'));
  const handle = { close() {}, focus() {}, closed: false };
  if (byHand) addEventListener('message', (event) => void (event.source === handle && console.log(event.data)));
  for (let index = 0; index < elements; index += 1) {
    const element = document.createElement('ghl-social-connect');
    Object.assign(element, {
      platform: 'facebook',
      locationId: 'loc1',
      userId: 'user1',
      openWindow: () => ({ ...handle }),
    });
    document.body.append(element);
    if (index < connecting) void element.connect();
  }
  await document.body.lastElementChild.updateComplete;
  // The frame posts the messages, so that `source` is the window of another page, as for any widget.
  foreign.contentWindow.eval(
    'flood = (count) => { for (let i = 0; i < count; i += 1) parent.postMessage({ type: "widget", i }, "*"); }',
  );
}

async function flood(count) {
  const foreign = window.frames[0];
  const { port1, port2 } = new MessageChannel();
  const start = performance.now();
  foreign.flood(count);
  await new Promise((resolve) => {
    // The frame posts this after all others, through a port to which nothing else listens.
    port1.onmessage = resolve;
    foreign.setTimeout(() => port2.postMessage(''));
  });
  return performance.now() - start;
}

/** Resolves with the microseconds of the main thread per foreign message. */
async function receive(openPage, subject) {
  const { page, cdp, close } = await openPage();
  // CPU time of the thread, so that other programs on the machine do not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(prepare, subject);
  await page.evaluate(flood, 1_000);
  const before = await measureCpu(cdp);
  await page.evaluate(flood, MESSAGES);
  const cpu = (await measureCpu(cdp)) - before;
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'window' });
  const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
  await close();
  return { cpu: (cpu * 1e6) / MESSAGES, listeners: listeners.filter(({ type }) => type === 'message').length };
}

/** Measures the cost of messages from other widgets on the page. The subjects take turns. */
export async function run() {
  return withBrowser(await buildCdn(), async (openPage, chromium) => {
    const samples = Object.fromEntries(Object.keys(SUBJECTS).map((name) => [name, []]));
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const [name, subject] of Object.entries(SUBJECTS)) samples[name].push(await receive(openPage, subject));
    }
    const cost = (name) => median(samples[name].map(({ cpu }) => cpu));
    const toByHand = (name) => round(cost(name) / cost('one comparison by hand'));
    return {
      chromium,
      unit: 'µs of the main thread for each message, posting included; median',
      times: Object.fromEntries(Object.keys(SUBJECTS).map((name) => [name, round(cost(name))])),
      listeners: Object.fromEntries(Object.keys(SUBJECTS).map((name) => [name, samples[name][0].listeners])),
      ratios: {
        oneElement: toByHand('1 element, connecting'),
        thousandElements: toByHand('1 000 elements, one connecting'),
      },
      goals: { oneElement: 1.2, thousandElements: 1.2 },
    };
  });
}
