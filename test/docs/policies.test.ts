import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { startCommand, waitForOrigin } from '../cli/fixture.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = findBrowser('chromium');

/** The headers that a guide tells people to send. */
function readHeaders(guide: string): [name: string, value: string][] {
  const text = readFileSync(`${ROOT}demo/docs/guides/${guide}.md`, 'utf8');
  return [...text.matchAll(/^```http\n([\w-]+): (.+)\n```$/gm)].map(([, name = '', value = '']) => [name, value]);
}

const [[, STRICT_POLICY] = ['', ''], FRAMING] = readHeaders('content-security-policy');
const [OPENER] = readHeaders('popups');

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('the headers that the guides give', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  let highLevel: string;
  let headers: readonly [string, string][] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
    server = createServer((request, response) => {
      if (request.url?.endsWith('.js')) {
        const body = readFileSync(`${ROOT}dist/cdn/${basename(request.url)}`);
        return response.setHeader('content-type', 'text/javascript').end(body);
      }
      for (const [name, value] of headers) response.setHeader(name, value);
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><script type="module" src="/ghl-social-connect.js"></script>
        <ghl-social-connect platform="facebook" location-id="a" user-id="b" allowed-origins="${highLevel}"
          start-url="${highLevel}/social-media-posting/oauth/{platform}/start?consent=allow"></ghl-social-connect>`,
      );
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Clicks on a page with `sent`, which notes the outcome, and what the policy has refused. */
  async function clickWith(...sent: [string, string][]) {
    headers = sent;
    highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0']));
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(() => {
      const seen = { outcome: '', violations: [] as string[] };
      Object.assign(window, { seen });
      document.addEventListener('securitypolicyviolation', (event) => seen.violations.push(event.violatedDirective));
      for (const name of ['account-connected', 'connect-failed', 'connect-cancelled', 'connect-unconfirmed']) {
        document.addEventListener(name, () => (seen.outcome = name));
      }
    });
    await page.goto(origin);
    await page.getByRole('button').first().click();
    return page;
  }

  /** Connects on a page with `sent`; the outcome, and what the policy has refused. */
  async function connectWith(...sent: [string, string][]) {
    const page = await clickWith(...sent);
    const read = () => (window as unknown as { seen: { outcome: string; violations: string[] } }).seen;
    await page.waitForFunction(() => {
      const { seen } = window as unknown as { seen: { outcome: string } };
      const text = document.querySelector('ghl-social-connect')?.shadowRoot?.textContent ?? '';
      return seen.outcome !== '' || text.includes('I have finished');
    });
    const seen = await page.evaluate(read);
    await page.close();
    return seen;
  }

  it('an account is connected under the strict policy, and nothing is refused', async () => {
    expect(STRICT_POLICY).toContain("default-src 'none'");
    const result = await connectWith(['Content-Security-Policy', STRICT_POLICY]);
    expect(result).toEqual({ outcome: 'account-connected', violations: [] });
  });

  it('without the name of our Trusted Types policy, the part that draws an attempt is refused', async () => {
    const policy = STRICT_POLICY.replace(/trusted-types .*$/, 'trusted-types other');
    const page = await clickWith(['Content-Security-Policy', policy]);
    await page.waitForFunction(() => {
      const { seen } = window as unknown as { seen: { violations: string[] } };
      return seen.violations.includes('trusted-types');
    });
    await page.close();
  });

  it('the opener policy that is recommended keeps the popup, and the strict one does not', async () => {
    expect(OPENER).toEqual(['Cross-Origin-Opener-Policy', 'same-origin-allow-popups']);
    expect((await connectWith(OPENER!)).outcome).toBe('account-connected');
    expect((await connectWith(['Cross-Origin-Opener-Policy', 'same-origin'])).outcome).not.toBe('account-connected');
  });

  it('a page that says who may frame it is not framed by others', async () => {
    headers = [FRAMING!];
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(`http://127.0.0.1:${new URL(origin).port}/`).catch(() => undefined);
    await page.setContent(`<iframe src="${origin}"></iframe>`);
    expect((await refused).text()).toContain("frame-ancestors 'self'");
    await page.close();
  });
});
