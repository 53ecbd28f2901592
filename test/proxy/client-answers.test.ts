import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccountClient } from '../../src/connect/accounts/accounts-client.js';
import { DETAILS_RESPONSE } from './fixture.js';

const MAX_BYTES = 1_048_576;
const ANSWER = JSON.stringify(DETAILS_RESPONSE);
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

/** Asks for details what answers one after the other. */
function fetchDetails(...answers: Response[]): Promise<unknown> {
  return createAccountClient({
    platform: 'facebook',
    accountId: '65f1a2b3c4d5e6f708192a3b',
    proxyUrl: '/api',
    getSessionToken: () => 'token',
    fetch: () => Promise.resolve(answers.shift()!),
  }).fetchDetails();
}

/** A body that never ends, and fails to be given up. */
function createEndless(): { body: ReadableStream; cancel: () => Promise<void> } {
  const cancel = vi.fn(() => Promise.reject(new Error('cannot be given up')));
  const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(65_536));
  return { body: new ReadableStream({ pull, cancel }), cancel };
}

describe("what the element's client does not read of an answer", () => {
  it('is given up when it is too long, whether that succeeds or not', async () => {
    const { body, cancel } = createEndless();
    await expect(fetchDetails(new Response(body))).rejects.toMatchObject({
      name: 'SocialConnectError',
      code: 'invalid_response',
      message: `The answer is longer than ${MAX_BYTES} bytes.`,
    });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it.each([
    ['broken', () => new ReadableStream({ start: (controller) => controller.error(new Error('broken')) })],
    ['endless', () => createEndless().body],
    ['missing', () => null],
  ])('is given up after a 401 when it is %s', async (_title, createBody) => {
    const refused = new Response(createBody(), { status: 401 });
    await expect(fetchDetails(refused, new Response(ANSWER))).resolves.toMatchObject({ accounts: [{ id: '1' }] });
  });

  it('is nothing of 1 MB', async () => {
    await expect(fetchDetails(new Response(ANSWER.padEnd(MAX_BYTES)))).resolves.toBeDefined();
  });

  it('is no answer when it breaks off', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('broken')) });
    await expect(fetchDetails(new Response(body))).rejects.toMatchObject({ code: 'network_error' });
  });
});
