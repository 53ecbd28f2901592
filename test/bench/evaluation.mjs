import { median, round, withBrowser } from './browser.mjs';
import { buildCdn, bundlePeers } from './bundles.mjs';

const ROUNDS = 15;
const SLOWDOWNS = [1, 4];
const ENTRY = 'ghl-social-connect.js';

/** Milliseconds to parse, compile and run a module whose text has come already. */
async function evaluate(openPage, file, slowdown) {
  const { page, cdp, close } = await openPage();
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const time = await page.evaluate(async (url) => {
    const text = await (await fetch(url)).text();
    const module = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const start = performance.now();
    await import(module);
    return performance.now() - start;
  }, `/${file}`);
  await close();
  return time;
}

/** How long a page is busy with a module until it can be used, above what an empty one takes. The modules take turns. */
export async function run() {
  const peers = await bundlePeers();
  const names = { empty: 'empty.js', 'ghl-social-connect': ENTRY };
  const files = { ...(await buildCdn()), 'empty.js': 'export {};' };
  for (const [index, [name, code]] of Object.entries(peers).entries()) {
    names[name] = `peer-${index}.js`;
    files[names[name]] = code;
  }
  return withBrowser(files, async (openPage, chromium) => {
    const times = {};
    for (const slowdown of SLOWDOWNS) {
      const samples = Object.fromEntries(Object.keys(names).map((name) => [name, []]));
      for (let turn = 0; turn < ROUNDS; turn += 1) {
        for (const [name, file] of Object.entries(names)) samples[name].push(await evaluate(openPage, file, slowdown));
      }
      const floor = median(samples.empty);
      times[`${slowdown}x`] = Object.fromEntries(
        Object.entries(samples)
          .filter(([name]) => name !== 'empty')
          .map(([name, values]) => [name, round(median(values) - floor)]),
      );
    }
    const { 'ghl-social-connect': own, Lit: lit, '@auth0/auth0-spa-js': auth0 } = times['1x'];
    return {
      chromium,
      unit: 'ms to parse, compile and run, median; 4x: a CPU four times slower',
      times,
      ratios: { toBareLit: round(own / lit), toAuth0: round(own / auth0) },
      goals: { toBareLit: 2, toAuth0: 0.4 },
    };
  });
}
