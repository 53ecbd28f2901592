import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';

import { createSessionToken } from '../../src/proxy/index.js';
import { startCommand, waitForOrigin, type Run } from './fixture.js';

const SESSION_KEY = 'a key for tests, of 32 bytes at least';
const ATTACH = '/social-media-posting/oauth/-/facebook/accounts/a';
const ENVIRONMENT = {
  GHL_TOKEN: 'pit-test',
  GHL_LOCATION_ID: 'loc1',
  SESSION_KEY,
  ALLOWED_ORIGINS: 'https://app.example',
  GHL_UPSTREAM: 'http://localhost:1',
  PORT: '0',
};

/** What the element sends, with a session or without. */
async function createHeaders(hasSession: boolean): Promise<Record<string, string>> {
  const headers = { 'Content-Type': 'application/json', 'X-GHL-Connect': '1' };
  if (!hasSession) return headers;
  const token = await createSessionToken({ locationId: 'loc1', userId: 'user1' }, { key: SESSION_KEY });
  return { ...headers, Authorization: `Bearer ${token}` };
}

/** One connection to a proxy, which every request shares. */
async function connect(run: Run) {
  const origin = await waitForOrigin(run);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();

  /** Sends a body in chunks of their own, so that its length is not said. */
  async function send(method: string, path: string, headers = {}, chunks: readonly string[] = []): Promise<number> {
    const asked = request(origin + path, { method, agent, headers });
    for (const chunk of chunks) asked.write(chunk);
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    ports.add(asked.socket?.localPort);
    await once(response.resume(), 'end');
    return response.statusCode ?? 0;
  }
  return { send, ports };
}

describe('a request body', () => {
  it.each<[string, number[], boolean, number]>([
    ['one chunk of 90 000 bytes', [90_000], true, 413],
    ['200 chunks of 1 000 bytes', Array<number>(200).fill(1_000), true, 413],
    ['one chunk of 200 000 bytes, without a session', [200_000], false, 403],
    ['one chunk of 16 384 bytes, which is no JSON', [16_384], true, 400],
  ])('in %s is refused, and the connection goes on', async (_title, lengths, hasSession, status) => {
    const run = startCommand(['proxy'], ENVIRONMENT);
    const { send, ports } = await connect(run);
    const chunks = lengths.map((length) => ' '.repeat(length));
    expect(await send('POST', ATTACH, await createHeaders(hasSession), chunks)).toBe(status);
    expect(await send('GET', '/health')).toBe(200);
    expect(ports.size).toBe(1);
    run.stop('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('of a said length that is too long is refused, and the connection goes on', async () => {
    const { send, ports } = await connect(startCommand(['proxy'], ENVIRONMENT));
    const headers = { ...(await createHeaders(true)), 'Content-Length': '200000' };
    expect(await send('POST', ATTACH, headers, [' '.repeat(200_000)])).toBe(413);
    expect(await send('GET', '/health')).toBe(200);
    expect(ports.size).toBe(1);
  });
});
