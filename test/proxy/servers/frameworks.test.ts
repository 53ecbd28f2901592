import express from 'express';
import { Hono } from 'hono';
import { handle as toLambda } from 'hono/aws-lambda';
import { cors } from 'hono/cors';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createHttp2Server, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { toNodeHandler } from 'srvx/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import { APP, ATTACH_BODY, createFixture, DETAILS, FULL_SESSION, KEY, LIST, SESSION, START } from '../fixture.js';

type Handler = (request: Request) => Promise<Response>;

const MOUNT = '/highlevel';
const token = await createSessionToken(SESSION, { key: KEY });
const HEADERS = { Origin: APP, 'X-GHL-Connect': '1', Authorization: `Bearer ${token}` };
const createProxy = () => createFixture({ authorize: sessionAuthorize({ key: KEY }) });

let stop: (() => Promise<unknown>) | undefined;

afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** Listens on the loopback until the test ends. */
async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return (server.address() as AddressInfo).port;
}

const toListener = (handle: Handler) => toNodeHandler(handle) as RequestListener;

/** Serves a Hono application without a server of its own. */
const serveHono = (app: Hono) => createServer(toListener((request) => Promise.resolve(app.fetch(request))));

const SERVERS: readonly [string, (handle: Handler) => Server][] = [
  ['Express, below a mount', (handle) => createServer(express().use(MOUNT, toListener(handle)))],
  ['Express, as a route', (handle) => createServer(express().all(`${MOUNT}/*path`, toListener(handle)))],
  [
    'Express, after a parser of forms',
    (handle) =>
      createServer(
        express()
          .use(express.urlencoded({ extended: true }))
          .use(MOUNT, toListener(handle)),
      ),
  ],
  [
    'Express, after middleware that sets CORS headers',
    (handle) =>
      createServer(
        express()
          .use((_request, response, next) => {
            response.set('Access-Control-Allow-Origin', '*').set('Vary', 'Accept-Encoding');
            next();
          })
          .use(MOUNT, toListener(handle)),
      ),
  ],
  ['Hono, as a route', (handle) => serveHono(new Hono().all(`${MOUNT}/*`, (context) => handle(context.req.raw)))],
  ['Hono, mounted', (handle) => serveHono(new Hono().mount(MOUNT, handle))],
  [
    'Hono, after its CORS middleware',
    (handle) =>
      serveHono(new Hono().use(cors({ origin: APP })).all(`${MOUNT}/*`, (context) => handle(context.req.raw))),
  ],
  [
    'Hono, below a base path',
    (handle) => serveHono(new Hono().basePath(MOUNT).all('/*', (context) => handle(context.req.raw))),
  ],
  ['Node', (handle) => createServer(toListener(handle))],
];

describe.each(SERVERS)('%s', (_title, create) => {
  it.each<[string, string, RequestInit, number]>([
    ['liveness', '/health', {}, 200],
    ['a preflight', LIST, { method: 'OPTIONS', headers: { Origin: APP, 'Access-Control-Request-Method': 'GET' } }, 204],
    ['a start', START, { method: 'POST', headers: HEADERS }, 200],
    ['details', DETAILS, { headers: HEADERS }, 200],
    ['a list with a slash at the end', `${LIST}/`, { headers: HEADERS }, 200],
    [
      'attaching',
      DETAILS,
      {
        method: 'POST',
        headers: { ...HEADERS, 'Content-Type': 'application/json' },
        body: JSON.stringify(ATTACH_BODY),
      },
      201,
    ],
  ])('serves %s', async (_route, path, init, status) => {
    const port = await listen(create(createProxy().handle));
    const response = await fetch(`http://127.0.0.1:${port}${MOUNT}${path}`, init);
    expect(response.status).toBe(status);
    // A browser refuses a response with two values.
    if (path !== '/health') expect([APP, '*']).toContain(response.headers.get('Access-Control-Allow-Origin'));
  });

  it('refuses a foreign origin', async () => {
    const { handle, calls } = createProxy();
    const port = await listen(create(handle));
    const headers = { ...HEADERS, Origin: 'https://evil.example' };
    expect((await fetch(`http://127.0.0.1:${port}${MOUNT}${LIST}`, { headers })).status).toBe(403);
    expect(calls).toEqual([]);
  });
});

/** Sends a request as text, which no client would write so, and returns the status. */
async function sendRaw(port: number, head: string): Promise<number> {
  const socket = connectSocket(port, '127.0.0.1');
  const lines = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${head}\r\n${lines.join('')}Connection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return Number(text.split(' ')[1]);
}

describe('a path limit of the host', () => {
  const LIMITED: readonly [string, (handle: Handler) => Server][] = [
    [
      'Express',
      (handle) => createServer(express().all(`${MOUNT}/social-media-posting/oauth/*path`, toListener(handle))),
    ],
    [
      'Hono',
      (handle) =>
        serveHono(new Hono().all(`${MOUNT}/social-media-posting/oauth/*`, (context) => handle(context.req.raw))),
    ],
  ];

  it.each(LIMITED)('holds in %s', async (_title, create) => {
    const { handle, calls } = createProxy();
    const port = await listen(create(handle));
    const inner = `${LIST}/1`;
    for (const path of [`/social-media-posting/oauth/x${inner}`, `/social-media-posting/oauth/..%2f${inner}`, inner]) {
      expect(await sendRaw(port, `DELETE ${MOUNT}${path} HTTP/1.1\r\nHost: a.example`)).toBe(404);
    }
    expect(calls).toEqual([]);
    expect(await sendRaw(port, `GET ${MOUNT}${DETAILS} HTTP/1.1\r\nHost: a.example`)).toBe(200);
  });
});

describe('a path that means another one', () => {
  const OAUTH = `${MOUNT}/social-media-posting/oauth`;
  const HOSTS: readonly [string, (handle: Handler) => Server][] = [
    [
      'Express, after middleware',
      (handle) =>
        createServer(
          express()
            .use((incoming, outgoing, next) =>
              incoming.path.startsWith(OAUTH) ? next() : void outgoing.sendStatus(404),
            )
            .use(MOUNT, toListener(handle)),
        ),
    ],
    [
      'Express, with a router',
      (handle) =>
        createServer(
          express().use(MOUNT, express.Router().all('/social-media-posting/oauth/*path', toListener(handle))),
        ),
    ],
    ['Hono', (handle) => serveHono(new Hono().all(`${OAUTH}/*`, (context) => handle(context.req.raw)))],
    [
      'Node',
      (handle) =>
        createServer((incoming, outgoing) => {
          if (incoming.url!.startsWith(OAUTH)) toListener(handle)(incoming, outgoing);
          else outgoing.writeHead(404).end();
        }),
    ],
  ];
  // It has no body: a start, or an account to disconnect.
  const send = (port: number, method: string, path: string) =>
    sendRaw(port, `${method} ${path} HTTP/1.1\r\nHost: a.example`);

  it.each(HOSTS)('is refused in %s', async (_title, create) => {
    const { handle, calls } = createFixture({ authorize: () => FULL_SESSION });
    const port = await listen(create(handle));
    for (const step of ['..', '%2e%2e', '.%2E', 'x/../..', './..', 'x\\..\\..']) {
      expect([400, 404]).toContain(await send(port, 'DELETE', `${OAUTH}/${step}/-/accounts/1`));
    }
    expect([400, 404]).toContain(await send(port, 'POST', `${OAUTH}/facebook/start#/../../-/accounts`));
    expect(calls).toEqual([]);
    expect(await send(port, 'POST', `${OAUTH}/facebook/start?x=/../y`)).toBe(200);
  });
});

describe('an unusual request', () => {
  it.each<[string, string, number]>([
    ['in absolute form', `GET http://evil.example${LIST} HTTP/1.1\r\nHost: a.example`, 200],
    ['without a host', `GET ${LIST} HTTP/1.0`, 200],
    ['with two slashes', `GET //x${LIST} HTTP/1.1\r\nHost: a.example`, 200],
    ['below a mount with encoded letters', `GET /h%C3%B6hle%20x${LIST} HTTP/1.1\r\nHost: a.example`, 200],
    ['with the element’s header twice', `GET ${LIST} HTTP/1.1\r\nHost: a.example\r\nX-GHL-Connect: 1`, 403],
    ['with two origins', `GET ${LIST} HTTP/1.1\r\nHost: a.example\r\nOrigin: https://evil.example`, 403],
    ['with two tokens', `GET ${LIST} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer a.b.c`, 401],
    ['for the whole server', 'OPTIONS * HTTP/1.1\r\nHost: a.example', 404],
  ])('%s gets its status', async (_title, head, status) => {
    const port = await listen(createServer(toListener(createProxy().handle)));
    expect(await sendRaw(port, head)).toBe(status);
  });

  it('of an adapter that has neither signal nor body is served', async () => {
    const request = { url: `https://proxy.example${LIST}`, method: 'GET', headers: new Headers(HEADERS) };
    expect((await createProxy().handle(request as Request)).status).toBe(200);
  });
});

describe('HTTP/2, where no header names the host', () => {
  it.each([{ origin: APP }, { origin: 'own' }, { origin: 'own', 'sec-fetch-site': 'same-origin' }])(
    'serves a page with %j',
    async ({ origin, ...more }) => {
      const server = createHttp2Server(toListener(createProxy().handle) as never).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const client = connect(own);
      stop = () => {
        client.close();
        return new Promise((resolve) => server.close(resolve));
      };
      const stream = client.request({
        ':path': LIST,
        'x-ghl-connect': '1',
        authorization: HEADERS.Authorization,
        origin: origin === 'own' ? own : origin,
        ...more,
      });
      const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
      stream.resume();
      await once(stream, 'end');
      expect(headers[':status']).toBe(200);
    },
  );
});

describe('AWS Lambda', () => {
  it.each([
    ['GET', LIST, undefined, 200],
    ['POST', START, undefined, 200],
    ['POST', DETAILS, JSON.stringify(ATTACH_BODY), 201],
  ])('serves %s %s', async (method, path, body, status) => {
    const { handle } = createProxy();
    const invoke = toLambda(new Hono().all(`${MOUNT}/*`, (context) => handle(context.req.raw)));
    const response = (await invoke({
      version: '2.0',
      routeKey: '$default',
      rawPath: MOUNT + path,
      rawQueryString: '',
      headers: { host: 'x.lambda-url.example', 'content-type': 'application/json', ...HEADERS },
      requestContext: { http: { method, path: MOUNT + path }, domainName: 'x.lambda-url.example' },
      body: body === undefined ? null : Buffer.from(body).toString('base64'),
      isBase64Encoded: body !== undefined,
    } as never)) as unknown as { statusCode: number };
    expect(response.statusCode).toBe(status);
  });
});
