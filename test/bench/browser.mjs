import { createServer } from 'node:http';
import { once } from 'node:events';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findBrowser } from '../browsers/find-browsers.mjs';

/** The median of `values`; of an even number of them, the lower middle one. */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Rounds to three significant digits, which is more than a measurement is exact. */
export const round = (value) => Number(value.toPrecision(3));

async function serve(files) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const code = files[pathname.slice(1)];
    response.writeHead(200, {
      'Content-Type': code === undefined ? 'text/html' : 'text/javascript',
      'Cache-Control': 'no-store',
    });
    response.end(code ?? '<!doctype html><meta charset="utf-8"><title>Benchmark</title><body></body>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/**
 * Calls `measure` with a function that opens an empty page in Chromium. `files` (name to code) are served beside the page.
 */
export async function withBrowser(files, measure) {
  const { origin, stop } = await serve(files);
  const browser = await puppeteer.launch({ executablePath: findBrowser('chromium'), args: CHROMIUM_ARGS });
  async function openPage() {
    const page = await browser.newPage();
    await page.setCacheEnabled(false);
    await page.goto(origin);
    return { page, cdp: await page.createCDPSession(), close: () => page.close() };
  }
  try {
    return await measure(openPage, await browser.version());
  } finally {
    await browser.close();
    stop();
  }
}

/** Used bytes of the page's heap after garbage collection. */
export async function measureHeap(cdp) {
  for (let pass = 0; pass < 3; pass += 1) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** Seconds for which the page's main thread was busy. */
export async function measureCpu(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
}
