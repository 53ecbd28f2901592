import express from 'express';
import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from 'srvx/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attachRequest, ATTACH_BODY, createFixture, createRequest, DETAILS, readError } from '../fixture.js';

const BODY = JSON.stringify(ATTACH_BODY);

function attach(body: BodyInit, headers: Record<string, string> = {}): Request {
  return createRequest(DETAILS, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
}

function createEndless(chunk: Uint8Array): {
  stream: ReadableStream<Uint8Array>;
  state: { chunks: number; cancelled: boolean };
} {
  const state = { chunks: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.chunks += 1;
      controller.enqueue(chunk);
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}

describe('the content type of a body', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('%j is refused', async (type) => {
    const { handle, calls } = createFixture();
    expect((await handle(attach(BODY, { 'Content-Type': type }))).status).toBe(415);
    expect(calls).toEqual([]);
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8'])('%j is accepted', async (type) => {
    expect((await createFixture().handle(attach(BODY, { 'Content-Type': type }))).status).toBe(201);
  });
});

describe('the size of a body', () => {
  it.each([
    [16_384, 201],
    [16_385, 413],
  ])('of %i bytes makes the response %i', async (length, status) => {
    expect((await createFixture().handle(attach(BODY.padEnd(length)))).status).toBe(status);
  });

  it('is limited for an endless body, of which no more is read and which is not cancelled', async () => {
    const { handle, calls } = createFixture();
    const { stream, state } = createEndless(new Uint8Array(1_024));
    expect((await handle(attach(stream))).status).toBe(413);
    expect(state.cancelled).toBe(false);
    expect(state.chunks).toBeLessThan(30);
    expect(calls).toEqual([]);
  });

  it('is believed when it is announced, and the body is not touched', async () => {
    const { stream, state } = createEndless(new Uint8Array(1_024));
    const request = attach(stream, { 'Content-Length': '10485760' });
    expect((await createFixture().handle(request)).status).toBe(413);
    expect([state.cancelled, request.bodyUsed]).toEqual([false, false]);
  });
});

describe('a body that does not arrive', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is given up, with a hint for the operator', async () => {
    vi.useFakeTimers();
    const pull = () => {
      // Time passes only once the proxy reads the body.
      void vi.advanceTimersByTimeAsync(20);
      return new Promise<void>(() => undefined);
    };
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    const { handle, calls, log } = createFixture({ timeout: 20 });
    const response = await handle(attach(body));
    expect([response.status, (await readError(response)).code]).toEqual([400, 'network_error']);
    expect(log[0]?.reason).toContain('express.json()');
    expect(calls).toEqual([]);
  });

  it('whole is a 400', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"type":'));
        controller.error(new Error('reset'));
      },
    });
    const response = await createFixture().handle(attach(body));
    expect([response.status, await readError(response)]).toEqual([
      400,
      { code: 'network_error', message: 'The body broke off.' },
    ]);
  });
});

describe('a body that is not what attaching needs', () => {
  it.each<[string, unknown, RegExp]>([
    ['not JSON', undefined, /not JSON/],
    ['null', null, /not a JSON object/],
    ['a list', [], /not a JSON object/],
    ['a text', 'text', /not a JSON object/],
    ['empty', {}, /field `(?:originId|type)` of the body is missing/],
    ['without an avatar', { type: 'page', originId: '1', name: 'One' }, /field `avatar` of the body is missing/],
    [
      'with an address that is none',
      { ...ATTACH_BODY, avatar: 'javascript:alert(1)' },
      /field `avatar` of the body is not valid/,
    ],
    ['with an id of two lines', { ...ATTACH_BODY, originId: '1\r\n2' }, /field `originId` of the body is not valid/],
    ['of another type', { ...ATTACH_BODY, type: 'profile' }, /field `type` of the body is not valid/],
    [
      'with a name that is too long',
      { ...ATTACH_BODY, name: 'x'.repeat(513) },
      /field `name` of the body is not valid/,
    ],
  ])('is refused by name: %s', async (_title, json, message) => {
    const { handle, calls } = createFixture();
    const response = await handle(attach(json === undefined ? '{' : JSON.stringify(json)));
    expect(response.status).toBe(400);
    const error = await readError(response);
    expect(error.code).toBe('invalid_config');
    expect(error.message).toMatch(message);
    expect(calls).toEqual([]);
  });

  it('is refused by the name of a field within a field', async () => {
    const { handle } = createFixture();
    const body = { location: { name: 'locations/1' }, account: {} };
    const request = createRequest(DETAILS.replace('facebook', 'google'), {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect((await readError(await handle(request))).message).toBe('The field `location.title` of the body is missing.');
  });
});

describe('what attaching forwards', () => {
  it.each<[string, object, object]>([
    ['the parsed address', { avatar: 'ht\ntps://cdn.example/a\t.jpg' }, { avatar: 'https://cdn.example/a.jpg' }],
    [
      'the address with its path resolved',
      { avatar: 'https://cdn.example/x/../a.jpg' },
      { avatar: 'https://cdn.example/a.jpg' },
    ],
    ['a name without control characters', { name: 'On\u0000e\r\nTwo\u007f\u0085' }, { name: 'On e Two ' }],
    ['a name with all other characters', { name: '  Café “Łódź” 🏳️‍🌈 & <b>' }, { name: '  Café “Łódź” 🏳️‍🌈 & <b>' }],
    ['an empty avatar', { avatar: '' }, { avatar: '' }],
  ])('is %s', async (_title, sent, forwarded) => {
    const { handle, calls } = createFixture();
    expect((await handle(attachRequest({ ...ATTACH_BODY, ...sent }))).status).toBe(201);
    expect(await calls[0]?.json()).toEqual({ ...ATTACH_BODY, ...forwarded });
  });

  it('is free of control characters within the location of a Google account', async () => {
    const { handle, calls } = createFixture();
    const account = {
      name: 'accounts/1',
      accountName: 'A\nB',
      type: 'PERSONAL',
      verificationState: '',
      vettedState: '',
    };
    const location = {
      name: 'locations/1',
      title: 'One\r\nTwo',
      storefrontAddress: { locality: 'Łódź\u0000' },
      metadata: { mapsUri: 'ht\ntps://maps.example/' },
    };
    const path = DETAILS.replace('facebook', 'google');
    const response = await handle(createRequest(path, { method: 'POST', body: JSON.stringify({ location, account }) }));
    expect(response.status).toBe(201);
    const forwarded = JSON.stringify(await calls[0]?.json());
    expect(forwarded).toContain('"mapsUri":"https://maps.example/"');
    expect(forwarded).toContain('"title":"One Two"');
    expect(forwarded).not.toMatch(/\\[nrtu]/);
  });
});

describe('a body that was read before it reached the proxy', () => {
  const MESSAGE =
    "The request's body was read before it reached the proxy: mount the proxy above body parsers such as `express.json()`.";

  it('is a 500 that says so', async () => {
    const { handle, calls, log } = createFixture();
    for (const read of [(request: Request) => request.text(), (request: Request) => request.body?.getReader().read()]) {
      const request = attachRequest();
      await read(request);
      const response = await handle(request);
      expect([response.status, (await readError(response)).message]).toEqual([500, MESSAGE]);
    }
    expect(log[0]?.reason).toBe('the body was already read');
    expect(calls).toEqual([]);
  });

  it('matters to no route without a body', async () => {
    const request = createRequest('/social-media-posting/oauth/facebook/start', { method: 'POST', body: '{}' });
    await request.text();
    expect((await createFixture().handle(request)).status).toBe(200);
  });

  describe('in Express', () => {
    let server: Server;

    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    async function attachThrough(app: express.Express): Promise<Response> {
      server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${DETAILS}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' },
        body: BODY,
      });
    }

    const proxy = () => toNodeHandler(createFixture().handle) as RequestListener;

    const setEncoding: express.Handler = (request, _response, next) => {
      request.setEncoding('utf8');
      next();
    };

    it.each([
      ['express.json()', express.json()],
      ['express.text()', express.text({ type: '*/*' })],
      ['express.raw()', express.raw({ type: '*/*' })],
      ['setEncoding()', setEncoding],
    ])('is a 500 that says so, after %s', async (_title, parser) => {
      const response = await attachThrough(express().use(parser).use(proxy()));
      expect([response.status, (await readError(response)).message]).toEqual([500, MESSAGE]);
    });

    it('is read by the proxy where the parser comes after it', async () => {
      expect((await attachThrough(express().use(proxy()).use(express.json()))).status).toBe(201);
    });

    it('is read by the proxy where a parser keeps the raw body', async () => {
      const app = express().use(
        express.json({ verify: (request, _response, raw) => Object.assign(request, { rawBody: raw }) }),
      );
      expect((await attachThrough(app.use(proxy()))).status).toBe(201);
    });
  });
});
