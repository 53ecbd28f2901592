import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attachRequest,
  CANARY,
  createProxy,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  readError,
  SESSION,
  startRequest,
} from '../fixture.js';

/** What a real server does with a connection, by the account that is asked for. */
const FAULTS: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  good: (response) => response.end(JSON.stringify(DETAILS_RESPONSE)),
  '65f1a2b3c4d5e6f708192a3b': (response) => response.writeHead(201).end(JSON.stringify({ success: true })),
  hang: () => undefined,
  drip: (response) => response.write('{"success":'),
  reset: (response) => response.destroy(),
  broken: (response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"success":', () => response.destroy());
  },
  large: (response) => response.end(Buffer.alloc(10_485_760, 0x20)),
  bomb: (response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(104_857_600, 0x20)));
  },
  gzip: (response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(DETAILS_RESPONSE)));
  },
  garbage: (_response, { socket }) => socket.end('\x00\x01 not HTTP\r\n\r\n'),
  nowhere: (response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
};

let server: Server;
let upstream: string;
const heard: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request);
    const name = request.url?.endsWith('/start?locationId=loc1&userId=user1')
      ? 'nowhere'
      : request.url?.split('/').pop();
    response.on('error', () => undefined);
    FAULTS[name ?? '']?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function createProxyWithin(timeout?: number): (request: Request) => Promise<Response> {
  return createProxy({
    authorize: () => SESSION,
    getToken: () => CANARY,
    upstream,
    ...(timeout === undefined ? {} : { timeout }),
  });
}

function detailsOf(fault: string): Request {
  return createRequest(DETAILS.replace(/[^/]+$/, fault));
}

describe('a real server in place of HighLevel', () => {
  it.each([
    ['hang', 504, 'network_error'],
    ['drip', 504, 'network_error'],
  ])('that falls silent (%s) makes the response %i', async (fault, status, code) => {
    const [response, other] = await Promise.all([
      createProxyWithin(200)(detailsOf(fault)),
      createProxyWithin()(detailsOf('good')),
    ]);
    expect([response.status, (await readError(response)).code]).toEqual([status, code]);
    expect(other.status).toBe(200);
  });

  it.each([
    ['reset', 502, 'network_error'],
    ['broken', 502, 'network_error'],
    ['large', 502, 'invalid_response'],
    ['bomb', 502, 'invalid_response'],
    ['garbage', 502, 'network_error'],
    ['nowhere', 502, 'upstream_error'],
  ])('with the fault %s makes the response %i, and other requests are not affected', async (fault, status, code) => {
    const handle = createProxyWithin();
    const [response, other] = await Promise.all([handle(detailsOf(fault)), handle(detailsOf('good'))]);
    expect([response.status, (await readError(response)).code]).toEqual([status, code]);
    expect(other.status).toBe(200);
  });

  it.each(['good', 'gzip'])('that responds (%s) is read', async (fault) => {
    expect(await (await createProxyWithin()(detailsOf(fault))).json()).toEqual(DETAILS_RESPONSE);
  });

  it('that does not exist makes the response 502', async () => {
    const handle = createProxy({
      authorize: () => SESSION,
      getToken: () => CANARY,
      upstream: 'http://127.0.0.1:1',
    });
    expect((await handle(detailsOf('good'))).status).toBe(502);
  });

  it('is asked where a sign-in starts, and the URL is not followed', async () => {
    const response = await createProxyWithin()(startRequest());
    expect(await response.json()).toEqual({ url: 'http://127.0.0.1:1/' });
  });

  it('receives the token and no header of the client', async () => {
    heard.length = 0;
    await createProxyWithin()(
      attachRequest(undefined, { headers: { Cookie: 'sid=1', 'X-Anything': '1', Authorization: 'Bearer session' } }),
    );
    const [request] = heard;
    expect(request?.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(request?.headers.version).toBe('v3');
    expect(request?.headers).not.toHaveProperty('cookie');
    expect(request?.headers).not.toHaveProperty('x-anything');
    expect(request?.headers).not.toHaveProperty('x-ghl-connect');
  });
});
