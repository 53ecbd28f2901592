import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createSessionToken } from '../../../src/proxy/index.js';
import { startCommand, waitForOrigin, type Environment, type Run } from '../fixture.js';

export const SESSION_KEY = 'a key for tests, of 32 bytes at least';
export const ENCRYPTION_KEY = 'an encryption key for tests, of 32 bytes';
export const PAGE = 'https://app.example';

/** Variables of an app, with nothing behind them. */
export const APP: Environment = {
  GHL_CLIENT_ID: '6578278e879ad2646715ba9c-lr1x2y3z',
  GHL_CLIENT_SECRET: 'the-client-secret',
  ENCRYPTION_KEY,
  PUBLIC_URL: 'https://connect.example',
  SESSION_KEY,
  ALLOWED_ORIGINS: PAGE,
  PORT: '0',
};

/** Makes an empty folder, which is removed after the test. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The simulator as a command, and what a proxy needs to use it. */
export interface Stage {
  readonly highLevel: string;
  /** Origin of the proxy that browsers and webhooks reach. */
  readonly publicUrl: string;
  readonly env: Environment;
}

/**
 * Starts the simulator with an app whose webhooks go to a proxy that a test starts later.
 *
 * @param args More arguments of the simulator.
 */
export async function startStage(...args: string[]): Promise<Stage> {
  const port = await findFreePort();
  const publicUrl = `http://localhost:${port}`;
  const simulator = startCommand([
    ...['simulate', '--port', '0', '--webhook-url', `${publicUrl}/app/webhooks`],
    ...['--client-id', APP['GHL_CLIENT_ID']!, '--client-secret', APP['GHL_CLIENT_SECRET']!],
    ...args,
  ]);
  const highLevel = await waitForOrigin(simulator);
  const response = await fetch(`${highLevel}/simulator/webhook-key`);
  const { publicKey } = (await response.json()) as { publicKey: string };
  const env = {
    ...APP,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    GHL_UPSTREAM: highLevel,
    GHL_WEBHOOK_KEY: publicKey,
  };
  return { highLevel, publicUrl, env };
}

/** Starts the proxy and waits until it listens. */
export async function startProxy(env: Environment, cwd: string): Promise<{ run: Run; origin: string }> {
  const run = startCommand(['proxy'], env, cwd);
  return { run, origin: await waitForOrigin(run) };
}

/** Follows a redirect by hand, as a browser does. */
async function follow(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  expect(response.status, await response.text()).toBe(302);
  return response.headers.get('location')!;
}

/**
 * Installs the app as an admin does: follows the link of the proxy at `origin` to HighLevel's page, chooses, and returns.
 *
 * @returns The response of the callback.
 */
export async function installApp(origin: string, { highLevel }: Stage, installer: string): Promise<Response> {
  const page = new URL(await follow(`${origin}/app/install`));
  expect([page.origin, page.pathname]).toEqual([highLevel, '/v2/oauth/chooselocation']);
  const html = await (await fetch(page)).text();
  expect(html).toContain(`name="installer" value="${installer}"`);
  const query = new URLSearchParams([...page.searchParams, ['installer', installer], ['decision', 'allow']]);
  return fetch(await follow(`${highLevel}/oauth/chooselocation/decision?${query}`));
}

/** Lists the connected accounts of a location through the proxy, as a page with a session token does. */
export async function listAccounts(origin: string, locationId: string, token?: string): Promise<Response> {
  const session = token ?? (await createToken(locationId));
  const headers = { authorization: `Bearer ${session}`, origin: PAGE, 'x-ghl-connect': '1' };
  return fetch(`${origin}/social-media-posting/${locationId}/accounts`, { headers });
}

/** A session token of the host's backend. */
export function createToken(locationId: string): Promise<string> {
  return createSessionToken({ locationId, userId: 'user1' }, { key: SESSION_KEY });
}
