import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFixture, createRequest } from '../proxy/fixture.js';
import { startHighLevel, type SimulatedHighLevel } from '../runtimes/simulated-highlevel.js';
import { CANARY } from '../proxy/leaks.js';
import {
  COMMAND_LINE,
  createTutorialFolder,
  createVisitor,
  findFreePort,
  SECRETS,
  startServer,
  TUTORIALS,
} from './tutorial-fixture.js';

const { GHL_LOCATION_ID: LOCATION, RECEIPT_KEY, SESSION_KEY } = SECRETS;

/** What a page does: requests to its own server, and requests to the proxy as the element makes them. */
interface Page {
  /** Paths of the tutorial's own routes begin with this. */
  readonly prefix: string;
  readonly visit: (path: string, init?: RequestInit) => Promise<Response>;
  readonly askProxy: (path: string, init?: RequestInit) => Promise<Response>;
  /** The same server, for somebody who is not signed in. */
  readonly visitAsStranger: (path: string, init?: RequestInit) => Promise<Response>;
}

async function startSimulator(): Promise<SimulatedHighLevel> {
  const highLevel = await startHighLevel();
  onTestFinished(() => highLevel.stop());
  return highLevel;
}

const toJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

async function readReceipt(response: Response): Promise<string> {
  expect(response.ok).toBe(true);
  const { receipt } = (await response.json()) as { receipt: string };
  return receipt;
}

/** Receipts that the server must not store: of another key, and of another location. */
async function createForeignReceipts(): Promise<string[]> {
  const authorize = () => ({ locationId: 'location-2', userId: 'user-1' });
  const path = '/social-media-posting/oauth/-/facebook/accounts/65f1a2b3c4d5e6f708192a3b';
  const issue = async (receiptKey: string) =>
    readReceipt(await createFixture({ authorize, receiptKey }).handle(createRequest(path)));
  return [await issue(SESSION_KEY), await issue(RECEIPT_KEY)];
}

/** From a sign-in to stored accounts, and what must not be stored. */
async function expectTrust(highLevel: SimulatedHighLevel, page: Page): Promise<void> {
  const { visit, askProxy, visitAsStranger, prefix } = page;
  const connections = `${prefix}/connections`;
  const list = async () => (await (await visit(connections)).json()) as Record<string, unknown>[];
  const login = highLevel.addLogin({ platform: 'facebook', locationId: LOCATION, userId: SECRETS.GHL_USER_ID });
  const path = `/social-media-posting/oauth/-/facebook/accounts/${login}`;
  expect(await list()).toEqual([]);

  const details = await askProxy(path);
  const { results } = (await details.clone().json()) as { results: { pages: { id: string; name: string }[] } };
  const [{ id, name } = { id: '', name: '' }] = results.pages;
  const connected = await readReceipt(details);
  const attached = await readReceipt(await askProxy(path, toJson({ type: 'page', originId: id, name, avatar: '' })));
  for (const receipt of [connected, connected, attached]) {
    expect((await visit(connections, toJson({ receipt }))).status).toBe(204);
  }
  const stored = JSON.stringify(await list());
  expect(await list()).toHaveLength(2);
  expect(stored).toContain(login);
  expect(stored).toContain('"connect"');
  expect(stored).toContain('"attach"');

  const [header, claims, signature] = connected.split('.') as [string, string, string];
  const refused = [
    undefined,
    null,
    7,
    {},
    'a.b.c',
    'ä.ö.ü',
    '..',
    `${header}.${claims}.`,
    `${header}.${claims}.x${signature}`,
  ];
  for (const receipt of [...refused, ...(await createForeignReceipts())]) {
    expect((await visit(connections, toJson({ receipt }))).status, String(receipt)).toBe(422);
  }
  expect(await list()).toHaveLength(2);

  expect((await visitAsStranger(connections, toJson({ receipt: connected }))).status).toBe(401);
  expect((await visitAsStranger(connections)).status).toBe(401);
}

describe('Express', () => {
  it('stores a verified account, and nothing else', async () => {
    const highLevel = await startSimulator();
    const env = { GHL_TOKEN: CANARY, GHL_UPSTREAM: highLevel.origin };
    const cwd = createTutorialFolder(['express'], ['express', 'srvx'], env);
    const origin = `http://localhost:${await findFreePort()}`;
    const PORT = new URL(origin).port;
    await startServer([process.execPath, '--env-file=.env', 'server.mjs'], origin, { cwd, env: { PORT } });
    const visit = createVisitor(origin);
    expect(await (await visit('/')).text()).toContain('<ghl-social-connect');
    for (const script of ['/page.js', '/element/ghl-social-connect.js']) {
      expect((await visit(script)).headers.get('Content-Type')).toContain('javascript');
    }
    const proxyOf =
      (send: Page['visit']): Page['visit'] =>
      (path, init = {}) =>
        send(`/highlevel${path}`, { ...init, headers: { ...init.headers, 'X-GHL-Connect': '1' } });
    const stranger = createVisitor(origin);
    await expectTrust(highLevel, { prefix: '', visit, askProxy: proxyOf(visit), visitAsStranger: stranger });
    expect((await proxyOf(stranger)('/social-media-posting/-/accounts')).status).toBe(401);
  });
});

/** What PHP and Python share: the proxy is the command line's, and the page has session tokens. */
async function expectTrustWithTokens(language: 'php' | 'python', command: (port: string) => string[]): Promise<void> {
  const highLevel = await startSimulator();
  const origin = `http://localhost:${await findFreePort()}`;
  const proxy = `http://localhost:${await findFreePort()}`;
  const env = { GHL_TOKEN: CANARY, GHL_UPSTREAM: highLevel.origin, ALLOWED_ORIGINS: origin };
  const cwd = createTutorialFolder([language, 'session-token'], [], env);
  const { port } = new URL(origin);
  await startServer(command(port), `${origin}/page.js`, { cwd, env: { PORT: port } });
  await startServer([process.execPath, COMMAND_LINE, 'proxy', '--port', new URL(proxy).port], `${proxy}/health`, {
    cwd,
  });

  const visit = createVisitor(origin);
  expect(await (await visit('/')).text()).toContain('<ghl-social-connect');
  expect((await visit('/element/ghl-social-connect.js')).headers.get('Content-Type')).toMatch(/^text\/javascript/);
  for (const file of ['/element/..%2f..%2f..%2f..%2f.env', '/.env', '/node_modules/../.env', '/element/../.env']) {
    expect(await (await visit(file)).text()).not.toContain(RECEIPT_KEY);
  }
  const stranger = createVisitor(origin);
  expect((await stranger('/session', { method: 'POST' })).status).toBe(401);

  const askProxy: Page['askProxy'] = async (path, init = {}) => {
    const token = await (await visit('/session', { method: 'POST' })).text();
    const headers = { ...init.headers, Authorization: `Bearer ${token}`, 'X-GHL-Connect': '1', Origin: origin };
    return fetch(proxy + path, { ...init, headers });
  };
  await expectTrust(highLevel, { prefix: '', visit, askProxy, visitAsStranger: stranger });
  // Its tokens grant everything but `disconnect`.
  expect((await askProxy('/social-media-posting/-/accounts')).status).toBe(200);
  expect((await askProxy('/social-media-posting/-/accounts/1', { method: 'DELETE' })).status).toBe(403);
}

const isInstalled = (program: string) => spawnSync(program, ['--version']).status === 0;

describe('PHP', () => {
  it.skipIf(!isInstalled('php'))('stores a verified account, and nothing else', async () => {
    await expectTrustWithTokens('php', (port) => ['php', '-S', `localhost:${port}`, 'app.php']);
  });
});

describe('Python', () => {
  it.skipIf(!isInstalled('python3'))('stores a verified account, and nothing else', async () => {
    await expectTrustWithTokens('python', () => ['python3', 'app.py']);
  });
});

describe('Next', () => {
  type Handler = (request: Request) => Promise<Response>;
  const load = async (route: string) =>
    (await import(/* @vite-ignore */ `${TUTORIALS}next/app/api/${route}/route.ts`)) as Record<string, Handler>;

  it('stores a verified account, and nothing else, in its route handlers', async () => {
    const highLevel = await startSimulator();
    const env = { ...SECRETS, GHL_TOKEN: CANARY, GHL_UPSTREAM: highLevel.origin };
    // It logs why it refuses a receipt.
    vi.spyOn(console, 'error').mockReturnValue();
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const before = process.cwd();
    process.chdir(createTutorialFolder([], [], {}));
    onTestFinished(() => {
      process.chdir(before);
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });
    const routes: Readonly<Record<string, Record<string, Handler>>> = {
      '/api/connections': await load('connections'),
      '/api/sign-in': await load('sign-in'),
      '/api/highlevel': await load('highlevel/[...path]'),
    };

    function createBrowser(): Page['visit'] {
      let cookie = '';
      return async (path, init = {}) => {
        const headers = { 'Sec-Fetch-Site': 'same-origin', 'X-GHL-Connect': '1', Cookie: cookie, ...init.headers };
        const request = new Request(`http://localhost:3000${path}`, { ...init, headers });
        const [, handlers] = Object.entries(routes).find(([prefix]) => path.startsWith(prefix)) ?? [];
        const response = (await handlers?.[request.method]?.(request)) ?? new Response(null, { status: 405 });
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      };
    }

    const visit = createBrowser();
    expect((await visit('/api/sign-in', { method: 'POST' })).status).toBe(204);
    const askProxy: Page['askProxy'] = (path, init) => visit(`/api/highlevel${path}`, init);
    const visitAsStranger = createBrowser();
    await expectTrust(highLevel, { prefix: '/api', visit, askProxy, visitAsStranger });
    expect((await visitAsStranger('/api/highlevel/social-media-posting/-/accounts')).status).toBe(401);
  });
});
