import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccountClient } from '../../../src/connect/accounts/accounts-client.js';

const MAX_BYTES = 1_048_576;
const DETAILS = JSON.stringify({ success: true, results: { pages: [{ id: '1', name: 'One' }] } });
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeEach(() => {
  unhandled.length = 0;
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', note);
  vi.unstubAllGlobals();
  expect(unhandled).toEqual([]);
});

type Respond = (signal: AbortSignal) => Response;

/** Asks for details, which the proxy responds to with one response after the other. */
function fetchDetails(...responses: Respond[]): Promise<unknown> {
  return createAccountClient({
    platform: 'facebook',
    accountId: '65f1a2b3c4d5e6f708192a3b',
    proxyUrl: '/api',
    getSessionToken: () => 'token',
    fetch: (_url, init) => Promise.resolve(responses.shift()!(init!.signal!)),
  }).fetchDetails();
}

/** A body that ends only when its request is aborted, as a browser's does. */
function createEndless(signal: AbortSignal): ReadableStream {
  return new ReadableStream({
    start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
    pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
  });
}

describe("the client's response", () => {
  it('is given up when it never ends, and its request is aborted', async () => {
    const signals: AbortSignal[] = [];
    const endless = fetchDetails((signal) => (signals.push(signal), new Response(createEndless(signal))));
    await expect(endless).rejects.toMatchObject({
      name: 'SocialConnectError',
      code: 'invalid_response',
      message: `The response is longer than ${MAX_BYTES} bytes.`,
    });
    expect(signals[0]?.aborted).toBe(true);
  });

  it.each([
    ['broken', () => new ReadableStream({ start: (controller) => controller.error(new Error('broken')) })],
    ['missing', () => null],
  ])('of a 401 may be %s: a new token is used', async (_title, createBody) => {
    const refused = () => new Response(createBody(), { status: 401 });
    await expect(fetchDetails(refused, () => new Response(DETAILS))).resolves.toMatchObject({
      accounts: [{ id: '1' }],
    });
  });

  it('may have 1 MB', async () => {
    await expect(fetchDetails(() => new Response(DETAILS.padEnd(MAX_BYTES)))).resolves.toBeDefined();
  });

  it('that breaks off is a network error', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('broken')) });
    await expect(fetchDetails(() => new Response(body))).rejects.toMatchObject({ code: 'network_error' });
  });
});
