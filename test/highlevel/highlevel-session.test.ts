import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { highLevelSession } from '../../src/highlevel/index.js';
import { pollute } from '../hostile/pollute.js';
import { createFakeWindow } from './fake-window.js';

const GRANTED = { token: 'token-1', expiresIn: 300, locationId: 'loc1', userId: 'user1' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const createFetch = (...answers: [status: number, body: unknown][]) => {
  let count = 0;
  return vi.fn<typeof fetch>(() => {
    const [status, body] = answers[Math.min(count, answers.length - 1)]!;
    count += 1;
    return Promise.resolve(Response.json(body, { status }));
  });
};

function createSession(send: typeof fetch, options = {}) {
  const hints: string[] = [];
  const onHint = (hint: string) => hints.push(hint);
  return { hints, session: highLevelSession({ proxyUrl: '/api/', fetch: send, onHint, ...options }) };
}

describe('highLevelSession', () => {
  it('exchanges the user context for a session token', async () => {
    const page = createFakeWindow();
    const send = createFetch([200, GRANTED]);
    const { session } = createSession(send);
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    expect(await token).toBe('token-1');
    const [url, init] = send.mock.calls[0]!;
    expect(url).toBe('https://app.example/api/session');
    expect(init).toMatchObject({ method: 'POST', credentials: 'omit', redirect: 'error' });
    expect(JSON.parse(init!.body as string)).toEqual({
      payload: 'U2FsdGVk',
      parentOrigin: 'https://app.gohighlevel.com',
    });
    expect(session.user()).toEqual({ locationId: 'loc1', userId: 'user1' });
  });

  it('keeps the query of proxyUrl', async () => {
    const page = createFakeWindow();
    const send = createFetch([200, GRANTED]);
    const { session } = createSession(send, { proxyUrl: 'https://proxy.example/highlevel?tenant=7' });
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await token;
    expect(send.mock.calls[0]![0]).toBe('https://proxy.example/highlevel/session?tenant=7');
  });

  it('shares one exchange among callers at the same time', async () => {
    const page = createFakeWindow();
    const send = createFetch([200, GRANTED]);
    const { session } = createSession(send);
    const tokens = Promise.all([session.getSessionToken(), session.getSessionToken()]);
    page.respond('U2FsdGVk');
    expect(await tokens).toEqual(['token-1', 'token-1']);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('gets a new token for a later call without asking HighLevel again', async () => {
    const page = createFakeWindow();
    const { session } = createSession(createFetch([200, GRANTED], [200, { ...GRANTED, token: 'token-2' }]));
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await token;
    expect(await session.getSessionToken()).toBe('token-2');
    expect(page.requests).toHaveLength(1);
  });

  it('says that HighLevel has not answered, and uses the late answer for the next call', async () => {
    const page = createFakeWindow();
    const { session, hints } = createSession(createFetch([200, GRANTED]));
    const token = session.getSessionToken();
    const refused = expect(token).rejects.toMatchObject({ code: 'no_user_context', reason: 'no-answer' });
    await vi.advanceTimersByTimeAsync(9_000);
    await refused;
    expect(hints).toEqual([expect.stringContaining('custom menu links')]);
    const reasons: unknown[] = [session.error()?.reason];
    session.subscribe(() => reasons.push(session.error()?.reason));
    page.respond('late');
    expect(await session.getSessionToken()).toBe('token-1');
    expect(reasons).toEqual(['no-answer', undefined]);
  });

  it('asks HighLevel again after the proxy has refused the user context, and says what to check', async () => {
    const page = createFakeWindow();
    const refusal = { error: { code: 'unauthorized', message: 'Not accepted.' } };
    const { session, hints } = createSession(createFetch([401, refusal], [200, GRANTED]));
    const first = session.getSessionToken();
    page.respond('old');
    await expect(first).rejects.toMatchObject({ code: 'unauthorized', reason: 'not-accepted', status: 401 });
    expect(hints).toEqual([expect.stringContaining('sharedSecret')]);
    const second = session.getSessionToken();
    page.respond('new');
    expect(await second).toBe('token-1');
  });

  it.each([
    ['https://app.gohighlevel.com', false],
    ['https://app.leadconnectorhq.com', false],
    ['https://app.agency.example', true],
    ['https://app.gohighlevel.com.evil.example', true],
  ])('names parentOrigins only where it may be the cause (%s)', async (origin, isNamed) => {
    const page = createFakeWindow();
    const { session, hints } = createSession(createFetch([401, {}]));
    const token = session.getSessionToken();
    page.respond('x', { origin });
    await expect(token).rejects.toMatchObject({ reason: 'not-accepted' });
    expect(hints).toHaveLength(1);
    expect(hints[0]).toContain(origin);
    expect(hints[0]!.includes('parentOrigins')).toBe(isNamed);
  });

  it('reports the agency context, which has no location', async () => {
    const page = createFakeWindow();
    const body = { error: { code: 'no_user_context', message: 'Open this page inside a sub-account.' } };
    const { session } = createSession(createFetch([403, body]));
    const token = session.getSessionToken();
    page.respond('agency');
    await expect(token).rejects.toMatchObject({ code: 'no_user_context', reason: 'no-location', status: 403 });
  });

  it.each<[string, number, unknown, string]>([
    ['429', 429, { error: { code: 'rate_limited', message: 'Wait.' } }, 'rate_limited'],
    ['404', 404, {}, 'not_found'],
    ['500', 500, 'broken', 'upstream_error'],
    ['a response of another shape', 200, { token: 7 }, 'invalid_response'],
  ])('reports %s of the proxy, without advice about its headers', async (_title, status, body, code) => {
    const page = createFakeWindow();
    const proxyUrl = 'https://proxy.example/highlevel';
    const { session, hints } = createSession(createFetch([status, body]), { proxyUrl });
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await expect(token).rejects.toMatchObject({ code });
    expect(hints).toEqual([]);
  });

  it('reports a proxy that does not answer', async () => {
    const page = createFakeWindow();
    const { session } = createSession(() => Promise.reject(new TypeError('Failed to fetch')));
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await expect(token).rejects.toMatchObject({ code: 'network_error' });
  });

  it.each([
    ['on another origin', 'https://proxy.example/highlevel', [expect.stringContaining('allowedOrigins')]],
    ['on the same origin', '/highlevel', []],
  ])('hints at the headers of a proxy %s that does not answer', async (_title, proxyUrl, expected) => {
    const page = createFakeWindow();
    const { session, hints } = createSession(() => Promise.reject(new TypeError('Failed to fetch')), { proxyUrl });
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await expect(token).rejects.toMatchObject({ code: 'network_error' });
    expect(hints).toEqual(expected);
  });

  it('gives no hint and no error about a request that ends because the page goes away', async () => {
    const page = createFakeWindow();
    let fail!: (cause: Error) => void;
    const send = vi.fn<typeof fetch>(() => new Promise((_resolve, reject) => (fail = reject)));
    const { session, hints } = createSession(send, { proxyUrl: 'https://proxy.example/highlevel' });
    session.getSessionToken().catch(() => undefined);
    page.respond('U2FsdGVk');
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1), PATIENCE_MS);
    page.dispatch('beforeunload');
    fail(new TypeError('Failed to fetch'));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(hints).toEqual([]);
    expect(session.error()).toBe(undefined);
    // The page has stayed.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(hints).toEqual([expect.stringContaining('allowedOrigins')]);
    expect(session.error()?.code).toBe('network_error');
  });

  it('takes no user and no error from Object.prototype', async () => {
    const page = createFakeWindow();
    onTestFinished(pollute({ user: { locationId: 'evil', userId: 'evil' }, error: { reason: 'no-session' } }));
    const { session } = createSession(createFetch([500, {}], [200, GRANTED]));
    expect([session.user(), session.error()]).toEqual([undefined, undefined]);
    const failed = session.getSessionToken();
    page.respond('first');
    await expect(failed).rejects.toMatchObject({ code: 'upstream_error' });
    expect(session.user()).toBe(undefined);
    const token = session.getSessionToken();
    page.respond('second');
    await token;
    expect(session.error()).toBe(undefined);
    expect(session.user()).toEqual({ locationId: 'loc1', userId: 'user1' });
  });

  it('hints at a placeholder that HighLevel did not replace', async () => {
    const page = createFakeWindow({ search: '?location={{location.id}}' });
    const { session, hints } = createSession(createFetch([200, GRANTED]));
    const token = session.getSessionToken();
    page.respond('U2FsdGVk');
    await token;
    expect(hints).toEqual([expect.stringContaining('placeholder')]);
  });

  it.each(['javascript:alert(1)', 'http://proxy.example', 'https://user@proxy.example'])(
    'refuses the proxyUrl %s',
    (proxyUrl) => {
      createFakeWindow();
      expect(() => highLevelSession({ proxyUrl })).toThrow(/proxyUrl/);
    },
  );
});

describe('a change of the sub-account without a reload', () => {
  const other = { ...GRANTED, locationId: 'loc2' };

  it('notifies subscribers when the location is another', async () => {
    const page = createFakeWindow({ framed: false });
    const expose = vi.fn(() => 'U2FsdGVk');
    vi.stubGlobal('exposeSessionDetails', expose);
    const { session } = createSession(createFetch([200, GRANTED], [200, other]), { appId: 'app-1' });
    await session.getSessionToken();
    const changed = new Promise<void>((resolve) => session.subscribe(resolve));
    page.dispatch('routeChangeEvent');
    await changed;
    expect(session.user()).toEqual({ locationId: 'loc2', userId: 'user1' });
    expect(expose).toHaveBeenCalledTimes(2);
  });

  it('does not notify them when it is the same', async () => {
    const page = createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => 'U2FsdGVk');
    const send = createFetch([200, GRANTED]);
    const { session } = createSession(send, { appId: 'app-1' });
    await session.getSessionToken();
    const listener = vi.fn();
    session.subscribe(listener);
    page.dispatch('routeChangeEvent');
    await session.getSessionToken();
    expect(listener).not.toHaveBeenCalled();
  });

  it('gives no token of the location before, if the route changes during the exchange', async () => {
    const page = createFakeWindow({ framed: false });
    const payloads = ['first', 'second'];
    vi.stubGlobal('exposeSessionDetails', () => payloads.shift());
    let answerFirst!: (response: Response) => void;
    const send = vi.fn<typeof fetch>((_url, init) => {
      const { payload } = JSON.parse(init!.body as string) as { payload: string };
      if (payload === 'first') return new Promise((resolve) => (answerFirst = resolve));
      return Promise.resolve(Response.json({ ...other, token: 'token-2' }));
    });
    const { session } = createSession(send, { appId: 'app-1' });
    const token = session.getSessionToken();
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1), PATIENCE_MS);
    page.dispatch('routeChangeEvent');
    expect(await token).toBe('token-2');
    answerFirst(Response.json(GRANTED));
    await vi.advanceTimersByTimeAsync(0);
    expect(session.user()).toEqual({ locationId: 'loc2', userId: 'user1' });
  });

  it('does not wait for an answer about the location before', async () => {
    const page = createFakeWindow({ framed: false });
    const expose = vi.fn<() => unknown>(() => 'U2FsdGVk').mockReturnValueOnce(new Promise(() => undefined));
    vi.stubGlobal('exposeSessionDetails', expose);
    const { session } = createSession(createFetch([200, other]), { appId: 'app-1' });
    const token = session.getSessionToken();
    page.dispatch('routeLoaded');
    expect(await token).toBe('token-1');
    expect(session.user()?.locationId).toBe('loc2');
  });

  it('asks again in a frame that gets the focus back, without an event of HighLevel', async () => {
    const page = createFakeWindow();
    const { session } = createSession(createFetch([200, GRANTED], [200, other]));
    const first = session.getSessionToken();
    page.respond('first');
    await first;
    page.dispatch('focus');
    const second = session.getSessionToken();
    expect(page.requests).toHaveLength(2);
    page.respond('second');
    await second;
    expect(session.user()?.locationId).toBe('loc2');
  });

  it('keeps waiting for the first answer when its frame gets the focus', async () => {
    const page = createFakeWindow();
    const { session } = createSession(createFetch([200, GRANTED]));
    const token = session.getSessionToken();
    page.dispatch('focus');
    expect(page.requests).toHaveLength(1);
    page.respond('late');
    expect(await token).toBe('token-1');
  });

  it('notifies subscribers when there is no location any more, and when there is one again', async () => {
    const page = createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => 'U2FsdGVk');
    const agency: [number, unknown] = [403, { error: { code: 'no_user_context', message: 'No location.' } }];
    const { session } = createSession(createFetch([200, GRANTED], agency, [200, GRANTED]), { appId: 'app-1' });
    await session.getSessionToken();
    const states: unknown[] = [];
    session.subscribe(() => states.push(session.user()?.locationId ?? session.error()?.reason));
    page.dispatch('routeChangeEvent');
    await vi.waitFor(() => expect(states).toEqual(['no-location']), PATIENCE_MS);
    page.dispatch('routeChangeEvent');
    await vi.waitFor(() => expect(states).toEqual(['no-location', 'loc1']), PATIENCE_MS);
  });

  it('survives a listener that throws, and reports what it threw', async () => {
    const page = createFakeWindow({ framed: false });
    vi.stubGlobal('exposeSessionDetails', () => 'U2FsdGVk');
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const { session } = createSession(createFetch([200, GRANTED], [200, other]), { appId: 'app-1' });
    await session.getSessionToken();
    session.subscribe(() => {
      throw new Error('of the page');
    });
    page.dispatch('routeChangeEvent');
    expect(await session.getSessionToken()).toBe('token-1');
    expect(report).toHaveBeenCalledTimes(1);
  });

  for (const [title, isWatched] of [
    ['asks again after a time in which nobody saw routes', false],
    ['does not ask again while somebody sees them', true],
  ] as const) {
    it(title, async () => {
      const page = createFakeWindow({ framed: false });
      const expose = vi.fn(() => 'U2FsdGVk');
      vi.stubGlobal('exposeSessionDetails', expose);
      const { session } = createSession(createFetch([200, GRANTED], [200, other]), { appId: 'app-1' });
      if (isWatched) session.subscribe(() => undefined);
      const stop = session.subscribe(() => undefined);
      await session.getSessionToken();
      stop();
      if (!isWatched) page.dispatch('routeChangeEvent');
      await session.getSessionToken();
      expect(expose).toHaveBeenCalledTimes(isWatched ? 1 : 2);
    });
  }

  it('gives no token of the location before, if the last subscriber leaves during the exchange', async () => {
    createFakeWindow({ framed: false });
    const expose = vi.fn(() => 'U2FsdGVk');
    vi.stubGlobal('exposeSessionDetails', expose);
    let answerFirst!: (response: Response) => void;
    const send = vi
      .fn<typeof fetch>(() => Promise.resolve(Response.json(other)))
      .mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)));
    const { session } = createSession(send, { appId: 'app-1' });
    const stop = session.subscribe(() => undefined);
    const token = session.getSessionToken();
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1), PATIENCE_MS);
    stop();
    await token;
    answerFirst(Response.json(GRANTED));
    expect(expose).toHaveBeenCalledTimes(2);
    expect(session.user()?.locationId).toBe('loc2');
  });

  it('stops listening to routes with the last subscriber', () => {
    const page = createFakeWindow({ framed: false });
    const { session } = createSession(createFetch([200, GRANTED]), { appId: 'app-1' });
    const stops = [session.subscribe(() => undefined), session.subscribe(() => undefined)];
    expect(page.countListeners('routeChangeEvent')).toBe(1);
    for (const stop of stops) stop();
    expect(page.countListeners('routeChangeEvent')).toBe(0);
    expect(page.countListeners('routeLoaded')).toBe(0);
  });
});
