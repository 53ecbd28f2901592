import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import type { GhlSocialConnectElement } from '../../src/index.js';

const CHROMIUM = findBrowser('chromium');
const PAGE = '<!doctype html><title>Host</title><script type="module" src="/ghl-social-connect.js"></script>';
const MEGABYTE = 1_048_576;

/** Answers a proxy's requests, in pieces, as a slow network delivers them. */
async function answer(response: ServerResponse, path: string, requests: number): Promise<void> {
  response.setHeader('Content-Type', 'application/json');
  const pages = Array.from({ length: 200 }, (_, index) => ({ id: `p${index}`, name: `Page ${index}` }));
  const isRefused = path.startsWith('/expiring') && requests === 0;
  response.statusCode = isRefused ? 401 : path.startsWith('/failing') && requests === 0 ? 503 : 200;
  const body = isRefused
    ? '{"error":{"code":"unauthorized","message":"No."}}'
    : JSON.stringify({ success: true, results: { pages } });
  for (let index = 0; index < body.length; index += 4000) {
    response.write(body.slice(index, index + 4000));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (!path.startsWith('/endless')) return void response.end();
  while (!response.destroyed) {
    if (response.write(' '.repeat(65_536))) continue;
    await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    response.removeAllListeners('drain').removeAllListeners('close');
  }
}

function serve(): Server {
  const requests = new Map<string, number>();
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return void response.setHeader('Content-Type', 'text/html').end(PAGE);
    if (pathname.endsWith('.js')) {
      return void response
        .setHeader('Content-Type', 'text/javascript')
        .end(readFileSync(`dist/cdn/${basename(pathname)}`));
    }
    const mount = pathname.split('/')[1]!;
    void answer(response, pathname, requests.get(mount) ?? 0);
    requests.set(mount, (requests.get(mount) ?? 0) + 1);
  });
}

describe.skipIf(CHROMIUM === undefined)("Chromium's network events", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let failed: string[];
  let finished: number;

  beforeAll(async () => {
    server = serve();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    browser = await puppeteer.launch({ executablePath: CHROMIUM!, args: CHROMIUM_ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    failed = [];
    finished = 0;
    page.on('requestfailed', (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
    page.on('requestfinished', (request) => (finished += request.url().includes('/social-media-posting/') ? 1 : 0));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  });

  /** Connects `times` elements whose proxy is at `/{mount}`, and reads the details of each login. */
  const connect = (mount: string, times: number) =>
    page.evaluate(
      async (proxyUrl, count) => {
        await customElements.whenDefined('ghl-social-connect');
        const states: string[] = [];
        for (let index = 0; index < count; index += 1) {
          const element = document.createElement('ghl-social-connect') as GhlSocialConnectElement;
          const popup = document.body.appendChild(document.createElement('iframe')).contentWindow!;
          Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', fetchDetails: true });
          Object.assign(element, { startUrl: 'https://hl.example/start', allowedOrigins: 'https://hl.example' });
          Object.assign(element, { proxyUrl: `/${proxyUrl}${index}`, openWindow: () => popup });
          element.getSessionToken = () => 'token';
          document.body.append(element);
          const done = new Promise((resolve) => {
            for (const type of ['account-details', 'account-details-failed']) element.addEventListener(type, resolve);
          });
          void element.connect();
          const data = { page: 'social_media_posting', accountId: 'a1' };
          dispatchEvent(new MessageEvent('message', { source: popup, origin: 'https://hl.example', data }));
          await done;
          states.push(String(element.details?.accounts.length));
        }
        return states;
      },
      mount,
      times,
    );

  /** Resolves when Chromium has reported the end of this many requests to the proxy. */
  const settle = async (requests: number) => {
    while (finished + failed.length < requests) await page.evaluate(() => new Promise(requestAnimationFrame));
  };

  it.each([
    ['good', 'ok', 1],
    ['refused once, for an expired session token,', 'expiring', 2],
    ['failed once, on the server,', 'failing', 2],
  ])('report no failure for responses that are %s', async (_title, mount, requests) => {
    expect(await connect(mount, 10)).toEqual(Array.from({ length: 10 }, () => '200'));
    await settle(10 * requests);
    expect(failed).toEqual([]);
    expect(finished).toBe(10 * requests);
  });

  it('report one failure for a response without end, which is ended after more than 1 MB', async () => {
    const session = await page.createCDPSession();
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.dataReceived', ({ dataLength }) => (bytes += dataLength));
    expect(await connect('endless', 1)).toEqual(['undefined']);
    await settle(1);
    expect(failed).toHaveLength(1);
    expect(bytes).toBeGreaterThan(MEGABYTE);
    // What arrives between the limit and the end depends on the machine; a response that is read on has no bound.
    expect(bytes).toBeLessThan(64 * MEGABYTE);
  });
});
