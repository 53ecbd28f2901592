import { describe, expect, it, vi } from 'vitest';
import { BodyTooLargeError, readBrowserResponse, readCappedText } from '../../src/http/read-body.js';
import { readJson } from '../../src/http/read-json.js';

const CHUNK = new Uint8Array(1000).fill(120);

/** A response without end, and how many chunks of it were requested before `signal` aborted. */
function createEndless(signal: AbortSignal) {
  const sent = { chunks: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (signal.aborted) return controller.error(signal.reason);
      sent.chunks += 1;
      controller.enqueue(CHUNK);
    },
  });
  return { response: new Response(body), sent };
}

describe('readBrowserResponse', () => {
  it('reads a body as UTF-8, split anywhere', async () => {
    const bytes = new TextEncoder().encode('a 😀 b');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    expect(await readBrowserResponse(new Response(body), 100, () => undefined)).toBe('a 😀 b');
    expect(await readBrowserResponse(new Response(null), 100, () => undefined)).toBe('');
  });

  it('reads a response without a stream, as the polyfills of fetch that mocks bring along create', async () => {
    const response = { clone: () => ({}), text: () => Promise.resolve('{}') } as Response;
    expect(await readBrowserResponse(response, 100, () => undefined)).toBe('{}');
  });

  it('accepts a body of exactly the maximum, and rejects one byte more', async () => {
    const abort = vi.fn();
    expect(await readBrowserResponse(new Response('x'.repeat(100)), 100, abort)).toHaveLength(100);
    expect(abort).not.toHaveBeenCalled();
    await expect(readBrowserResponse(new Response('x'.repeat(101)), 100, abort)).rejects.toThrow(BodyTooLargeError);
    expect(abort).toHaveBeenCalledOnce();
  });

  it('ends a body without end soon after the maximum', async () => {
    const controller = new AbortController();
    const { response, sent } = createEndless(controller.signal);
    await expect(readBrowserResponse(response, 10_000, () => controller.abort())).rejects.toThrow(BodyTooLargeError);
    expect(sent.chunks).toBeLessThan(40);
  });

  it('rejects as the body does', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    await expect(readBrowserResponse(new Response(body), 100, () => undefined)).rejects.toThrow('reset');
  });
});

describe('readCappedText', () => {
  it.each([
    ['bytes', CHUNK, 11, BodyTooLargeError],
    ['text', 'x'.repeat(1_000), 1, TypeError],
  ])('ends a body without end of %s', async (_kind, part, chunks, error) => {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController) => {
      sent += 1;
      if (sent > 20) controller.error(new Error('It was read on.'));
      else controller.enqueue(part);
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    await expect(readCappedText(body, 10_000)).rejects.toThrow(error);
    expect(sent).toBe(chunks);
  });

  it('rejects a body without end at the maximum', async () => {
    const { response, sent } = createEndless(new AbortController().signal);
    await expect(readCappedText(response.body, 10_000)).rejects.toThrow(BodyTooLargeError);
    expect(sent.chunks).toBeLessThan(15);
  });

  const text = '\ufeffGrüße, 世界 👋';
  const encode = (value: string) => new TextEncoder().encode(value);

  it.each([
    ['in one piece', [encode(text)]],
    ['in pieces that split its characters', Array.from(encode(text), (byte) => Uint8Array.of(byte))],
  ])('decodes a text that arrives %s, without its byte order mark', async (_title, chunks) => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    expect(await readCappedText(stream, 100)).toBe(text.slice(1));
  });

  it('lets nothing of a text that ended in the middle of a character get into the next one', async () => {
    expect(await readCappedText(new Response(encode('👋').slice(0, 3)).body, 100)).toBe('\ufffd');
    expect(await readCappedText(new Response('a').body, 100)).toBe('a');
  });

  it('reads nothing as an empty text', async () => {
    expect([await readCappedText(null, 0), await readCappedText(new Response('').body, 0)]).toEqual(['', '']);
  });
});

describe('readJson', () => {
  it('parses JSON', async () => {
    expect(await readJson(new Response('{"a":1}'), () => undefined)).toEqual({ a: 1 });
  });

  it.each([
    ['HTML', '<!doctype html>', 'The proxy responded without JSON. Check proxy-url.'],
    ['nothing', '', 'The proxy responded without JSON. Check proxy-url.'],
    ['more than 1 MB', `"${'x'.repeat(1_048_576)}"`, 'The response is longer than 1048576 bytes.'],
  ])('rejects %s', async (_name, text, message) => {
    const result = readJson(new Response(text, { status: 201 }), () => undefined);
    await expect(result).rejects.toMatchObject({ code: 'invalid_response', status: 201, message });
  });

  it('names the address of a response without JSON', async () => {
    const response = new Response('');
    Object.defineProperty(response, 'url', { value: 'https://proxy.example/start' });
    await expect(readJson(response)).rejects.toMatchObject({
      message: 'The proxy at https://proxy.example/start responded without JSON. Check proxy-url.',
    });
  });
});
