import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSimulator, type SimulatedApp, type Simulator } from '../../../src/simulator/index.js';

export const HIGHLEVEL = 'https://highlevel.example';
export const REDIRECT_URI = 'https://app.example/oauth/callback';
export const CLIENT = { client_id: '6578278e879ad2646715ba9c-lr1x2y3z', client_secret: 'the-secret' };

/** A simulator with an app, at a time that only the test moves. */
export function createAppSimulator(app: SimulatedApp = {}): Simulator {
  const { client_id: clientId, client_secret: clientSecret } = CLIENT;
  return createSimulator({ app: { clientId, clientSecret, ...app }, now: () => 1_790_000_000_000 });
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly companyId: string;
  readonly locationId?: string;
  readonly [name: string]: unknown;
}

/** Posts a form to a route. */
export function post(
  simulator: Simulator,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method: 'POST', body: new URLSearchParams(fields), headers };
  return simulator.fetch(new Request(HIGHLEVEL + path, init));
}

/** Exchanges a code. */
export const exchange = (simulator: Simulator, code: string, fields = {}): Promise<Response> =>
  post(simulator, '/oauth/token', { ...CLIENT, grant_type: 'authorization_code', code, ...fields });

/** Uses a refresh token. */
export const refresh = (simulator: Simulator, token: string, fields = {}): Promise<Response> =>
  post(simulator, '/oauth/token', { ...CLIENT, grant_type: 'refresh_token', refresh_token: token, ...fields });

/** Installs the app and exchanges the code. */
export async function install(
  simulator: Simulator,
  installer: { locationId?: string; companyId?: string },
): Promise<TokenAnswer> {
  const response = await exchange(simulator, await simulator.app.install(installer));
  return (await response.json()) as TokenAnswer;
}

/** The status and the message of a failure. */
export async function readFailure(response: Response): Promise<[number, unknown]> {
  return [response.status, ((await response.json()) as { message: unknown }).message];
}

/** A webhook that was received. */
export interface Received {
  readonly body: string;
  readonly signature: string;
}

/** Starts a receiver of webhooks, which answers with `status`. It stops with the test. */
export async function receiveWebhooks(status = 200): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const signature = String(incoming.headers['x-ghl-signature']);
      received.push({ body: Buffer.concat(chunks).toString(), signature });
      outgoing.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, received };
}
