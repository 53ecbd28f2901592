import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import { writeTree } from './write-tree.js';

const CHROMIUM = findBrowser('chromium');
const PAGE = `<!doctype html><html lang="en"><title>A page</title>
<ghl-social-accounts proxy-url="/proxy" platforms="facebook linkedin" no-avatars></ghl-social-accounts>
<script type="module" src="/list.js"></script>`;

const EXPIRED = { isExpired: true, expire: '2020-05-07T12:00:00.000Z' };
const ACCOUNTS = [
  { id: 'a', oauthId: 'l1', name: 'Harbour Lane Bakery', platform: 'linkedin', type: 'page', ...EXPIRED },
  { id: 'b', oauthId: 'l2', name: 'Northgate Cycling Club', platform: 'facebook', type: 'page', isExpired: false },
  { id: 'c', oauthId: 'l2', name: 'Zoë Søn', platform: 'facebook', type: 'page', isExpired: false },
];

/** The page, the list, and a proxy that disconnects all but the account `b`. */
function createPageServer(): Server {
  let accounts = ACCOUNTS;
  return createServer(({ url = '', method }, response) => {
    const answer = (type: string, body: string, status = 200) =>
      response.writeHead(status, { 'Content-Type': type }).end(body);
    if (url === '/') return answer('text/html', PAGE);
    if (url === '/list.js') return answer('text/javascript', readFileSync('dist/cdn/ghl-social-accounts.js', 'utf8'));
    const id = url.split('/').at(-1);
    if (method === 'DELETE' && id === 'b') return answer('application/json', '{"error":{"code":"forbidden"}}', 403);
    if (method === 'DELETE') accounts = accounts.filter((account) => account.id !== id);
    const can = ['connect', 'attach', 'list', 'disconnect'];
    return answer('application/json', JSON.stringify({ success: true, results: { accounts, can } }));
  });
}

describe.skipIf(!CHROMIUM)('what assistive technology sees of a list, in Chromium', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = createPageServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await puppeteer.launch({ executablePath: CHROMIUM!, args: CHROMIUM_ARGS });
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  // What changes in a shadow root does not wake who waits for a selector; `visible` has it looked for in each frame.
  const waitInside = (selector: string) =>
    page.waitForSelector(`ghl-social-accounts >>> ${selector}`, { visible: true });
  const readTree = async () => writeTree((await page.accessibility.snapshot())!);

  /** Clicks what matches inside the element, when it is there. */
  async function click(selector: string): Promise<void> {
    const handle = await waitInside(selector);
    await handle!.evaluate((target) => (target as HTMLElement).click());
  }

  it('is the tree that was agreed upon, from the list to what becomes of selected accounts', async () => {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await waitInside('li .disconnect');
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('ghl-social-accounts')!;
      return [...shadowRoot!.querySelectorAll('ghl-social-connect')].every(
        (each) => each.shadowRoot?.firstElementChild,
      );
    });
    await expect(await readTree()).toMatchFileSnapshot('accounts.ready.tree.txt');
    await click('.select');
    await click('li:nth-child(2) input');
    await click('li:nth-child(3) input');
    await waitInside('.disconnect-selected[aria-disabled="false"]');
    await expect(await readTree()).toMatchFileSnapshot('accounts.selecting.tree.txt');
    await click('.disconnect-selected');
    await waitInside('.confirm[aria-disabled="false"]');
    await expect(await readTree()).toMatchFileSnapshot('accounts.question.tree.txt');
    await click('.confirm');
    await waitInside('li > .failed');
    await page.waitForFunction(
      () => !document.querySelector('ghl-social-accounts')!.shadowRoot!.querySelector('li[aria-busy="true"]'),
    );
    await expect(await readTree()).toMatchFileSnapshot('accounts.failed.tree.txt');
  });
});
