import { once } from 'node:events';
import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from 'srvx/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/proxy/index.js';
import { ATTACH_BODY, createFixture, DETAILS, SESSION } from '../fixture.js';

const failures: unknown[] = [];
const note = (error: unknown) => void failures.push(error);

let server: Server;
/** The last request of the client. */
let asked: ClientRequest;

/** Resolves after what the system has received was read, as far as it will be. */
async function letServerRead(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Takes its time, so that more than one piece of the body waits to be read. */
async function authorize(): Promise<Session> {
  if (!asked.writableFinished) await once(asked, 'finish');
  await letServerRead();
  return SESSION;
}

beforeEach(async () => {
  failures.length = 0;
  process.on('uncaughtExceptionMonitor', note);
  server = createServer(toNodeHandler(createFixture({ authorize }).handle) as RequestListener).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  process.off('uncaughtExceptionMonitor', note);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Attaches with a body in one chunk, whose length is not said. */
async function attach(body: string): Promise<number> {
  const headers = {
    'Content-Type': 'application/json',
    'X-GHL-Connect': '1',
    'Sec-Fetch-Site': 'same-origin',
    'Transfer-Encoding': 'chunked',
  };
  const { port } = server.address() as AddressInfo;
  asked = request({ port, host: '127.0.0.1', path: DETAILS, method: 'POST', headers, agent: false });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  if (!response.resume().closed) await once(response, 'close');
  return response.statusCode ?? 0;
}

describe('a Node server', () => {
  it.each([
    [90_000, 413],
    [16_384, 201],
  ])('responds to a body of %i bytes in one chunk with %i, and goes on', async (length, status) => {
    expect(await attach(JSON.stringify(ATTACH_BODY).padEnd(length))).toBe(status);
    await letServerRead();
    expect(failures).toEqual([]);
    expect(await attach(JSON.stringify(ATTACH_BODY))).toBe(201);
  });
});
