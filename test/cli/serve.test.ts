import { once } from 'node:events';
import { get, request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serve, type FetchHandler, type LocalServer } from '../../src/cli/serve.js';

const ok: FetchHandler = () => Promise.resolve(new Response('ok'));

async function start(handler: FetchHandler, options = {}): Promise<LocalServer> {
  const server = await serve(handler, { host: 'localhost', port: 0, portOption: '--port', ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A bare connection that collects what the server sends. */
async function open(port: number): Promise<{ socket: Socket; received: () => string; closed: Promise<unknown> }> {
  const socket = connect(port, 'localhost');
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => (received += text));
  // The server may reset the connection, which is an error before it is a close.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  return { socket, received: () => received, closed };
}

const countResponses = (text: string): number => text.split('HTTP/1.1 ').length - 1;
const REQUEST = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('a served handler', () => {
  async function post(handler: FetchHandler, chunks: readonly string[]): Promise<string> {
    const { port } = await start(handler);
    const sent = request({ host: 'localhost', port, method: 'POST', agent: false });
    for (const chunk of chunks) sent.write(chunk);
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return (await response.toArray()).join('');
  }

  it('gets the body of a request', async () => {
    expect(await post(async (received) => new Response(await received.text()), ['one ', 'two'])).toBe('one two');
  });

  it('may leave the body unread, or cancel it', async () => {
    const chunks = ['a'.repeat(90_000), 'b'.repeat(90_000)];
    expect(await post(ok, chunks)).toBe('ok');
    const cancel: FetchHandler = async ({ body }) => {
      const reader = body!.getReader();
      await reader.read();
      await reader.cancel();
      return new Response('done');
    };
    expect(await post(cancel, chunks)).toBe('done');
  });

  it('may reject: the client gets a 500, and the server runs on', async () => {
    let requests = 0;
    const { port } = await start(() => {
      requests += 1;
      return requests === 1 ? Promise.reject(new Error('fault')) : ok(new Request('http://localhost'));
    });
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(500);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  });

  it('learns that the client has disconnected', async () => {
    const called: ((signal: AbortSignal) => void)[] = [];
    const arrived = new Promise<AbortSignal>((resolve) => called.push(resolve));
    const { port } = await start(async ({ signal }) => {
      called[0]?.(signal);
      await once(signal, 'abort');
      return new Response();
    });
    const client = get({ host: 'localhost', port, agent: false });
    client.on('error', () => undefined);
    const signal = await arrived;
    expect(signal.aborted).toBe(false);
    client.destroy();
    if (!signal.aborted) await once(signal, 'abort');
    expect(signal.aborted).toBe(true);
  });

  it.each([
    ['GET http://other.example/health HTTP/1.1\r\nHost: localhost', 400],
    ['GET //other.example/health HTTP/1.1\r\nHost: localhost', 400],
    ['GET /health HTTP/1.1\r\nHost: localhost/x', 400],
    ['GET /health HTTP/1.1\r\nHost: user@localhost', 400],
    ['OPTIONS * HTTP/1.1\r\nHost: localhost', 400],
    ['GET /health HTTP/1.1\r\nHost: localhost:80', 200],
    ['GET /health HTTP/1.1\r\nHost: [::1]', 200],
  ])('is asked for its own paths only: %j gets %i', async (head, status) => {
    const { port } = await start(ok);
    const { socket, received, closed } = await open(port);
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    await closed;
    expect(received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('close', () => {
  it.each([
    ['that has sent nothing', ''],
    ['that has its response', REQUEST],
    ['that has sent half a request', 'GET /health HTTP/1.1\r\nHo'],
  ])('does not wait for a connection %s', async (_kind, text) => {
    // The timer that ends all connections after 10 s never fires here.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = await serve(ok, { host: 'localhost', port: 0, portOption: '--port' });
    const { socket, received, closed } = await open(server.port);
    socket.write(text);
    if (text === REQUEST) while (!received().endsWith('0\r\n\r\n')) await once(socket, 'data');
    await server.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });

  it('waits for the response to a request in progress', async () => {
    const arrivals: (() => void)[] = [];
    const arrived = new Promise<void>((resolve) => arrivals.push(resolve));
    const releases: (() => void)[] = [];
    const released = new Promise<void>((resolve) => releases.push(resolve));
    const handler: FetchHandler = async () => {
      arrivals[0]?.();
      await released;
      return new Response('late');
    };
    const server = await serve(handler, { host: 'localhost', port: 0, portOption: '--port' });
    const response = fetch(`http://localhost:${server.port}/`);
    await arrived;
    const closing = server.close();
    releases[0]?.();
    expect(await (await response).text()).toBe('late');
    await closing;
  });
});

describe('a client that pipelines', () => {
  it('is answered up to 20 requests at a time', async () => {
    const { port } = await start(ok);
    const { socket, received } = await open(port);
    socket.write(REQUEST.repeat(20));
    while (countResponses(received()) < 20) await once(socket, 'data');
    socket.write(REQUEST.repeat(20));
    while (countResponses(received()) < 40) await once(socket, 'data');
    expect(countResponses(received())).toBe(40);
    socket.destroy();
  });

  it('is disconnected when it sends 1.25 MB of requests, of which no more than 20 reach the handler', async () => {
    let handled = 0;
    const { port } = await start((received) => {
      handled += 1;
      return ok(received);
    });
    const { socket, closed } = await open(port);
    socket.write(REQUEST.repeat(Math.ceil(1_250_000 / REQUEST.length)));
    await closed;
    expect(handled).toBeLessThanOrEqual(20);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  });
});

describe('a client that sends a request byte by byte', () => {
  it.each([
    ['the head', 'GET / HTTP/1.1\r\nX: '],
    ['the body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'],
  ])('is disconnected after the time for a request, not after twice as long: %s', async (_part, head) => {
    const { port } = await start(async (received) => new Response(await received.text()), { requestTimeout: 500 });
    const { socket, received, closed } = await open(port);
    socket.write(head);
    let sent = 0;
    const timer = setInterval(() => {
      sent += 1;
      socket.write('x');
    }, 50);
    await closed;
    clearInterval(timer);
    expect(received()).toMatch(/^HTTP\/1\.1 408 /);
    // Node looks for such clients every 30 s unless it is told otherwise: that would be 600 bytes.
    expect(sent).toBeLessThan(200);
  });
});
