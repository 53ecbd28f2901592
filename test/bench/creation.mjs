import { measureCpu, measureHeap, median, round, withBrowser } from './browser.mjs';
import { buildCdn, bundlePeers } from './bundles.mjs';

const COUNTS = [1, 100, 1_000, 10_000];
const ROUNDS = 7;
/** Tag to the module that defines it. */
const SUBJECTS = {
  'ghl-social-connect': 'ghl-social-connect.js',
  'bare-lit-button': 'bare-lit.js',
  button: undefined,
};

async function create(openPage, tag, count) {
  const { page, cdp, close } = await openPage();
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async (url) => url && import(url), SUBJECTS[tag] && `/${SUBJECTS[tag]}`);
  // The first element compiles templates and styles, which the following ones need not do.
  const draw = async (name, wanted) => {
    const box = document.createElement('div');
    const start = performance.now();
    for (let index = 0; index < wanted; index += 1) {
      const element = document.createElement(name);
      const attributes = { platform: 'facebook', 'location-id': 'loc1', 'user-id': 'user1' };
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      if (name === 'button') element.textContent = 'Connect facebook';
      box.append(element);
    }
    document.body.append(box);
    await box.lastElementChild.updateComplete;
    box.getBoundingClientRect();
    return performance.now() - start;
  };
  if (count > 1) await page.evaluate(draw, tag, 1);
  const heap = await measureHeap(cdp);
  const cpu = await measureCpu(cdp);
  const wall = await page.evaluate(draw, tag, count);
  const cpuUsed = ((await measureCpu(cdp)) - cpu) * 1_000;
  const heapUsed = (await measureHeap(cdp)) - heap;
  await close();
  return { wall, cpu: cpuUsed, heap: heapUsed / count / 1_024 };
}

/** Measures time and memory of idle elements, from creation to layout. The kinds take turns. */
export async function run() {
  const files = { ...(await buildCdn()), 'bare-lit.js': (await bundlePeers()).Lit };
  return withBrowser(files, async (openPage, chromium) => {
    const times = {};
    for (const count of COUNTS) {
      const samples = Object.fromEntries(Object.keys(SUBJECTS).map((tag) => [tag, []]));
      for (let turn = 0; turn < (count > 1_000 ? 3 : ROUNDS); turn += 1) {
        for (const tag of Object.keys(SUBJECTS)) samples[tag].push(await create(openPage, tag, count));
      }
      times[count] = Object.fromEntries(
        Object.entries(samples).map(([tag, values]) => {
          const middle = (key) => round(median(values.map((sample) => sample[key])));
          return [tag, { wall: middle('wall'), cpu: middle('cpu'), heap: middle('heap') }];
        }),
      );
    }
    const { 'ghl-social-connect': own, 'bare-lit-button': lit } = times[1_000];
    return {
      chromium,
      unit: 'wall and cpu: ms in all; heap: kB for each element; medians',
      times,
      ratios: { cpuOf1000: round(own.cpu / lit.cpu), heapOf1000: round(own.heap / lit.heap) },
      goals: { cpuOf1000: 1.5, heapOf1000: 1.5 },
    };
  });
}
