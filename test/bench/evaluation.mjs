import { median, round, withBrowser } from './browser.mjs';
import { buildCdn, bundlePeers } from './bundles.mjs';

const ROUNDS = 21;
const SLOWDOWNS = [1, 4];
const ENTRY = 'ghl-social-connect.js';

// The engine's own trace of a module: it is parsed beside the main thread while it arrives, then compiled and run on it.
// Measured from outside, the time of the request would be larger than most differences.
const STEPS = new Set(['v8.parseOnBackground', 'v8.compileModule', 'v8.evaluateModule']);

/** Resolves with the milliseconds in which the engine parses, compiles and runs a module. */
async function evaluate(openPage, file, slowdown) {
  const { page, cdp, close } = await openPage();
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['v8'] } });
  await page.evaluate((url) => import(url).then(() => {}), `/${file}`);
  await cdp.send('Tracing.end');
  await complete;
  await close();
  const steps = events.filter(({ name, ph }) => ph === 'X' && STEPS.has(name));
  const missing = [...STEPS].filter((step) => !steps.some(({ name }) => name === step));
  if (missing.length > 0) throw new Error(`This browser's trace of ${file} has no ${missing.join(', ')}.`);
  return steps.reduce((sum, { dur }) => sum + dur, 0) / 1000;
}

/** Measures how long the engine works on each module until it can be used. The modules take turns. */
export async function run() {
  const peers = await bundlePeers();
  const names = { 'ghl-social-connect': ENTRY };
  const files = await buildCdn();
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
      times[`${slowdown}x`] = Object.fromEntries(
        Object.entries(samples).map(([name, values]) => [name, round(median(values))]),
      );
    }
    const { 'ghl-social-connect': own, Lit: lit, '@auth0/auth0-spa-js': auth0 } = times['1x'];
    return {
      chromium,
      unit: 'ms to parse, compile and run, median; 4x: a main thread four times slower',
      times,
      ratios: { toBareLit: round(own / lit), toAuth0: round(own / auth0) },
      goals: { toBareLit: 2, toAuth0: 0.4 },
    };
  });
}
