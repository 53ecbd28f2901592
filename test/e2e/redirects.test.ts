import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import type { GhlSocialConnectElement } from '../../src/index.js';

const ENGINES: readonly [string, LaunchOptions][] = [
  ['chromium', { args: CHROMIUM_ARGS }],
  ['firefox', { browser: 'firefox' }],
];
const HOST = '<!doctype html><title>Host</title><script type="module" src="/ghl-social-connect.js"></script>';
const LOGIN = '<!doctype html><title>Sign in</title>';
const DETAILS = JSON.stringify({ success: true, results: { pages: [{ id: 'p1', name: 'One' }] } });

/** Requests of an engine to another origin than the page's, with the token that they carried. */
let foreign: string[];

/** The page, a proxy that redirects in several ways, and another origin (`127.0.0.1`) that answers everything. */
function serve(): Server {
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    const { host = '', authorization = 'no token' } = request.headers;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const end = (type: string, body: string) => void response.setHeader('Content-Type', type).end(body);
    const redirect = (status: number, location: string) => void response.writeHead(status, { location }).end();
    if (host.startsWith('127.')) {
      foreign.push(`${request.method} ${authorization}`);
      for (const name of ['Origin', 'Headers', 'Methods']) response.setHeader(`Access-Control-Allow-${name}`, '*');
      response.setHeader('Access-Control-Allow-Headers', 'authorization, x-ghl-connect');
      return end('application/json', DETAILS);
    }
    if (pathname === '/') return end('text/html', HOST);
    if (pathname.endsWith('.js')) return end('text/javascript', readFileSync(`dist/cdn/${basename(pathname)}`, 'utf8'));
    if (pathname === '/login') return end('text/html', LOGIN);
    if (pathname.startsWith('/login-page/')) return redirect(302, '/login');
    if (pathname.startsWith('/single-sign-on/'))
      return redirect(302, `http://${host.replace('localhost', '127.0.0.1')}/`);
    if (pathname.startsWith('/kept-elsewhere/')) {
      return redirect(308, `http://${host.replace('localhost', '127.0.0.1')}${pathname}`);
    }
    if (pathname.startsWith('/slash/') && !pathname.endsWith('/')) return redirect(308, `${pathname}/`);
    return end('application/json', authorization === 'Bearer token' ? DETAILS : '{}');
  });
}

describe.each(ENGINES)('in %s, a proxy that redirects', (engine, options) => {
  const executablePath = findBrowser(engine);

  describe.skipIf(executablePath === undefined)('a request with a session token', () => {
    let server: Server;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      server = serve();
      await once(server.listen(0), 'listening');
      browser = await puppeteer.launch({ ...options, executablePath: executablePath! });
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });
    beforeEach(async () => {
      foreign = [];
      page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    });

    /** The names of the accounts of a login, or the code of the error. */
    const readDetails = (proxyUrl: string) =>
      page.evaluate(async (url) => {
        await customElements.whenDefined('ghl-social-connect');
        const element = document.createElement('ghl-social-connect') as GhlSocialConnectElement;
        const popup = document.body.appendChild(document.createElement('iframe')).contentWindow!;
        Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', fetchDetails: true });
        Object.assign(element, { startUrl: 'https://hl.example/start', allowedOrigins: 'https://hl.example' });
        Object.assign(element, { proxyUrl: url, sessionToken: 'token', openWindow: () => popup });
        document.body.append(element);
        const result = new Promise<string>((resolve) => {
          element.addEventListener('account-details', ({ detail }) => resolve(detail.accounts[0]?.name ?? 'none'));
          element.addEventListener('account-details-failed', ({ detail }) => resolve(detail.error.code));
        });
        void element.connect();
        const data = { page: 'social_media_posting', accountId: 'a1' };
        dispatchEvent(new MessageEvent('message', { source: popup, origin: 'https://hl.example', data }));
        return result;
      }, proxyUrl);

    it('to a login page is `unauthorized`', async () => {
      expect(await readDetails('/login-page')).toBe('unauthorized');
    });

    it.each(['/single-sign-on', '/kept-elsewhere'])(
      'to another origin (%s) is `unauthorized`, and not sent there',
      async (url) => {
        expect(await readDetails(url)).toBe('unauthorized');
        expect(foreign.filter((request) => !request.endsWith('no token'))).toEqual([]);
      },
    );

    it('to another address of its own origin is followed', async () => {
      expect(await readDetails('/slash')).toBe('One');
    });

    it('nowhere is answered', async () => {
      expect(await readDetails('/api')).toBe('One');
    });
  });
});
