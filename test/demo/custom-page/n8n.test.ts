import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { resolveStartUrl } from '../../../src/connect/index.js';
import { createProxyHandler, createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import { CANARY } from '../../proxy/leaks.js';
import { startHighLevel } from '../../runtimes/simulated-highlevel.js';
import { SECRETS } from '../tutorial-fixture.js';
import { createPayload, LOCATION } from './contract.js';
import { createN8n } from './n8n.js';

const WORKFLOW = fileURLToPath(new URL('../../../demo/custom-page/n8n/workflow.json', import.meta.url));
const SCRIPT: string = new URL('../../../demo/custom-page/n8n/page.js', import.meta.url).pathname;
const WEBHOOK = 'https://n8n.example/webhook/social-connect-start';
const PAGE = 'https://app.example';

async function startN8n() {
  const highLevel = await startHighLevel();
  onTestFinished(() => highLevel.stop());
  return { highLevel, n8n: createN8n(WORKFLOW, highLevel.origin, CANARY) };
}

const createStart = (platform: string, token?: string) =>
  new Request(WEBHOOK, {
    method: 'POST',
    headers: { Origin: PAGE, 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ platform }),
  });

const mint = (key: string = SECRETS.SESSION_KEY) =>
  createSessionToken({ locationId: LOCATION, userId: 'user-1' }, { key });

it('lets the page ask from its own origin only', async () => {
  const { n8n } = await startN8n();
  for (const origin of [PAGE, 'https://evil.example']) {
    const headers = {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    };
    const response = await n8n(new Request(WEBHOOK, { method: 'OPTIONS', headers }));
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(PAGE);
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('authorization,content-type');
  }
});

it('starts for the location and the user of the session token, and for nobody else', async () => {
  const { highLevel, n8n } = await startN8n();
  const response = await n8n(createStart('facebook', await mint()));
  expect(response.status).toBe(200);
  const { url } = (await response.json()) as { url: string };
  expect(new URL(url).searchParams.get('state')).toContain(`locationId=${LOCATION}&userId=user-1`);
  expect(url).not.toContain(CANARY);

  const { length } = highLevel.requests;
  expect((await n8n(createStart('facebook'))).status).toBe(401);
  expect((await n8n(createStart('facebook', await mint(SECRETS.RECEIPT_KEY)))).status).toBe(403);
  expect(highLevel.requests).toHaveLength(length);
});

it.each(['../../../locations/x?', 'facebook/../../accounts', 'facebook#', '%2e%2e/', 'FACEBOOK'])(
  'asks HighLevel for nothing but a start when the platform is %s',
  async (platform) => {
    const { highLevel, n8n } = await startN8n();
    await n8n(createStart(platform, await mint()));
    for (const { path } of highLevel.requests) expect(path).toMatch(/^\/social-media-posting\/oauth\/[a-z-]*\/start/);
  },
);

it("gives the element the page's address of the sign-in", async () => {
  const { n8n } = await startN8n();
  const proxy = createProxyHandler({
    authorize: sessionAuthorize({ key: SECRETS.SESSION_KEY }),
    getToken: () => CANARY,
    userContext: { sharedSecret: 'the-shared-secret-of-the-tests', key: SECRETS.SESSION_KEY, isInstalled: () => true },
  });
  const element: { getStartUrl?: Parameters<typeof resolveStartUrl>[0]['getStartUrl'] } = {};
  const listeners = new Set<(event: unknown) => void>();
  const parent = {
    postMessage: () =>
      queueMicrotask(() => {
        const data = { message: 'REQUEST_USER_DATA_RESPONSE', payload: createPayload() };
        for (const listener of [...listeners])
          listener({ source: parent, origin: 'https://app.gohighlevel.com', data });
      }),
  };
  vi.stubGlobal('document', { baseURI: `${PAGE}/`, querySelector: () => element });
  vi.stubGlobal('location', new URL(`${PAGE}/`));
  vi.stubGlobal('parent', parent);
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('addEventListener', (name: string, listener: never) => name === 'message' && listeners.add(listener));
  vi.stubGlobal('removeEventListener', (_name: string, listener: never) => listeners.delete(listener));
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const headers = { ...(init.headers as Record<string, string>), Origin: PAGE, 'Sec-Fetch-Site': 'same-origin' };
    const request = new Request(new URL(address, PAGE), { ...init, headers, signal: null });
    return address === WEBHOOK ? n8n(request) : proxy(request);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  await import(/* @vite-ignore */ SCRIPT);
  const url = await resolveStartUrl({ platform: 'facebook', getStartUrl: element.getStartUrl });
  expect(new URL(url).searchParams.get('state')).toContain(`locationId=${LOCATION}&userId=user-1`);
});
