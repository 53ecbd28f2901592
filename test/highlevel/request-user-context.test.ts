import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestUserContext } from '../../src/highlevel/index.js';
import { createFakeWindow } from './fake-window.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether `promise` is still pending after everything that is due has run. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  const settled = Promise.race([promise.catch(() => undefined), Promise.resolve(pending)]);
  return (await settled) === pending;
}

describe('requestUserContext in a frame', () => {
  it('listens before it asks', async () => {
    const page = createFakeWindow();
    const context = requestUserContext();
    expect(page.log).toEqual(['listen message', 'ask']);
    page.respond('U2FsdGVk');
    await context;
  });

  it('asks as HighLevel documents it', async () => {
    const page = createFakeWindow();
    const context = requestUserContext();
    expect(page.requests).toEqual([[{ message: 'REQUEST_USER_DATA' }, '*']]);
    page.respond('U2FsdGVk');
    await context;
  });

  it('resolves with the payload and the origin that sent it', async () => {
    const page = createFakeWindow();
    const context = requestUserContext();
    page.respond('U2FsdGVk', { origin: 'https://app.agency.example' });
    expect(await context).toEqual({ payload: 'U2FsdGVk', parentOrigin: 'https://app.agency.example' });
  });

  it('ignores the same response from a window other than the parent', async () => {
    const page = createFakeWindow();
    const context = requestUserContext();
    page.respond('forged', { source: {} });
    page.respond('forged', { source: null });
    expect(await isPending(context)).toBe(true);
    page.respond('genuine');
    expect((await context).payload).toBe('genuine');
  });

  it.each([[undefined], [null], ['REQUEST_USER_DATA_RESPONSE'], [{}], [{ message: 'OTHER', payload: 'x' }], [[]]])(
    'ignores another message of the parent: %j',
    async (data) => {
      const page = createFakeWindow();
      const context = requestUserContext();
      page.post(data);
      expect(await isPending(context)).toBe(true);
      page.respond('genuine');
      await context;
    },
  );

  it.each([[''], [undefined], [null]])('treats an empty payload as no session: %j', async (payload) => {
    const page = createFakeWindow();
    const context = requestUserContext();
    page.respond(payload);
    await expect(context).rejects.toMatchObject({ code: 'no_user_context', reason: 'no-session' });
  });

  it.each([[{ encryptedData: 'x' }], [7], [['x']]])('rejects a payload that is not text: %j', async (payload) => {
    const page = createFakeWindow();
    const context = requestUserContext();
    page.respond(payload);
    await expect(context).rejects.toMatchObject({ code: 'invalid_response' });
  });

  it('asks again while there is no response, and uses a late one', async () => {
    const page = createFakeWindow();
    const onSlow = vi.fn();
    const context = requestUserContext({ onSlow });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onSlow).toHaveBeenCalledTimes(1);
    expect(page.requests.length).toBeGreaterThan(5);
    expect(page.requests.length).toBeLessThan(15);
    page.respond('late');
    expect((await context).payload).toBe('late');
  });

  it('leaves no listener and no timer', async () => {
    const page = createFakeWindow();
    const context = requestUserContext();
    page.respond('U2FsdGVk');
    await context;
    expect(page.countListeners('message')).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the reason of its signal, and leaves nothing', async () => {
    const page = createFakeWindow();
    const abort = new AbortController();
    const context = requestUserContext({ signal: abort.signal });
    abort.abort(new Error('gone'));
    await expect(context).rejects.toThrow('gone');
    expect(page.countListeners('message')).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks nothing if its signal has aborted before', async () => {
    const page = createFakeWindow();
    await expect(requestUserContext({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect(page.requests).toEqual([]);
  });
});

describe('requestUserContext without a frame', () => {
  it('says at once that the page is not inside HighLevel', async () => {
    createFakeWindow({ framed: false });
    await expect(requestUserContext()).rejects.toMatchObject({ code: 'no_user_context', reason: 'not-framed' });
  });

  it('calls exposeSessionDetails with the id of the app', async () => {
    createFakeWindow({ framed: false });
    const expose = vi.fn(() => Promise.resolve('U2FsdGVk'));
    vi.stubGlobal('exposeSessionDetails', expose);
    const context = await requestUserContext({ appId: 'app-1' });
    expect(expose).toHaveBeenCalledWith('app-1');
    expect(context).toEqual({ payload: 'U2FsdGVk', parentOrigin: 'https://app.example' });
  });

  it('needs the id of the app for that', async () => {
    createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => 'U2FsdGVk');
    await expect(requestUserContext()).rejects.toMatchObject({ code: 'invalid_config', message: /appId/ });
  });

  it('ends with the reason of its signal, though exposeSessionDetails never answers', async () => {
    createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => new Promise(() => undefined));
    const controller = new AbortController();
    const context = requestUserContext({ appId: 'app-1', signal: controller.signal });
    controller.abort(new Error('of the page'));
    await expect(context).rejects.toThrow('of the page');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('treats an empty answer of exposeSessionDetails as no session', async () => {
    createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => '');
    await expect(requestUserContext({ appId: 'a' })).rejects.toMatchObject({ reason: 'no-session' });
  });

  it('says on a server that it needs a browser', async () => {
    await expect(requestUserContext()).rejects.toMatchObject({ code: 'no_user_context', reason: 'not-framed' });
  });
});
