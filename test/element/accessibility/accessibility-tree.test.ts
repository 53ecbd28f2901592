import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import { writeTree } from './write-tree.js';

const CHROMIUM = findBrowser('chromium');
const PAGE = `<!doctype html><html lang="en"><title>A page</title><iframe title="popup"></iframe>
<ghl-social-connect platform="linkedin" location-id="loc1" user-id="user1" attach="choose" no-avatars
  allowed-origins="https://hl.example"></ghl-social-connect>
<script defer src="/element.js"></script>`;

const DETAILS = {
  success: true,
  results: {
    profile: [{ id: '1', name: 'Zoë Søn', isConnected: true }],
    pages: [
      { id: '2', name: 'Harbour Lane Bakery' },
      { id: '3', name: 'Fish <3 Chips' },
    ],
  },
};

/** The page, the element, and a proxy that attaches all but the first account that it is told to. */
function createPageServer(): Server {
  let attached = 0;
  return createServer(({ url = '', method }, response) => {
    const answer = (type: string, body: string, status = 200) =>
      response.writeHead(status, { 'Content-Type': type }).end(body);
    if (url === '/') return answer('text/html', PAGE);
    if (url === '/element.js')
      return answer('text/javascript; charset=utf-8', readFileSync('dist/cdn/ghl-social-connect.classic.js', 'utf8'));
    if (method === 'POST') return answer('application/json', '{"error":{}}', ++attached === 1 ? 502 : 201);
    return answer('application/json', JSON.stringify(DETAILS));
  });
}

describe.skipIf(!CHROMIUM)('what assistive technology sees, in Chromium', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = createPageServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await puppeteer.launch({ executablePath: CHROMIUM!, args: CHROMIUM_ARGS });
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const waitForState = (state: string) => page.waitForSelector(`ghl-social-connect:state(${state})`);
  // What changes in a shadow root does not wake who waits for a selector; `visible` has it looked for in each frame.
  const waitInside = (selector: string) =>
    page.waitForSelector(`ghl-social-connect >>> ${selector}`, { visible: true });
  const readTree = async () => writeTree((await page.accessibility.snapshot())!);

  async function openPicker(): Promise<void> {
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await waitForState('idle');
    await page.evaluate(() => {
      const element = document.querySelector('ghl-social-connect')!;
      const popup = document.querySelector('iframe')!.contentWindow!;
      element.openWindow = () => popup;
      element.proxyUrl = location.origin;
      element.startUrl = `${location.origin}/{platform}`;
      element.focus();
      void element.connect();
      const data = { page: 'social_media_posting', accountId: 'a1' };
      dispatchEvent(new MessageEvent('message', { source: popup, origin: 'https://hl.example', data }));
    });
    await waitForState('choosing');
  }

  /** Clicks what matches inside the element, when it is there. */
  async function click(selector: string): Promise<void> {
    const handle = await waitInside(selector);
    await handle!.evaluate((target) => (target as HTMLElement).click());
  }

  it('is the tree that was agreed upon, from the choice to its end', async () => {
    await openPicker();
    await expect(await readTree()).toMatchFileSnapshot('picker.choosing.tree.txt');
    await click('label:not([part]) input');
    await click('.primary[aria-disabled="false"]');
    await waitInside('.entry-error');
    await waitForState('choosing');
    await expect(await readTree()).toMatchFileSnapshot('picker.failed.tree.txt');
    await click('.entry-error button');
    await waitForState('connected');
    await expect(await readTree()).toMatchFileSnapshot('picker.connected.tree.txt');
  });

  it('keeps its outlines in forced colours', async () => {
    await openPicker();
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    const borders = await page.evaluate(() => {
      const root = document.querySelector('ghl-social-connect')!.shadowRoot!;
      return [...root.querySelectorAll('button, [part="picker"]')].map((box) => {
        const { borderTopColor, borderTopWidth } = getComputedStyle(box);
        return borderTopWidth !== '0px' && !/rgba\(.*, 0\)/.test(borderTopColor);
      });
    });
    expect(borders).toEqual([true, true, true, true]);
  });

  it('moves next to nothing when motion is to be reduced', async () => {
    await openPicker();
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const moving = await page.evaluate(() => {
      const root = document.querySelector('ghl-social-connect')!.shadowRoot!;
      return [...root.querySelectorAll('*')].filter((box) => {
        const { transitionDuration, animationName } = getComputedStyle(box);
        return transitionDuration !== '0s' || animationName !== 'none';
      }).length;
    });
    expect(moving).toBe(0);
  });
});
