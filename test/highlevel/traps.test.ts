import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { highLevelSession, type HighLevelSession } from '../../src/highlevel/index.js';
import { createProxyHandler, sessionAuthorize } from '../../src/proxy/index.js';
import { encryptPayload } from '../proxy/user-context/encrypt.js';
import { AGENCY_PAYLOAD, CONTEXT, LOCATION_ID, LOCATION_PAYLOAD, SECRET } from '../proxy/user-context/vectors.js';
import { createFakeWindow } from './fake-window.js';

const KEY = crypto.getRandomValues(new Uint8Array(32));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page of the app and its proxy, where the app is installed in {@link LOCATION_ID} only. */
function createApp({ sharedSecret = SECRET, appId = undefined as string | undefined } = {}) {
  const asked: string[] = [];
  const hints: string[] = [];
  const proxy = createProxyHandler({
    authorize: sessionAuthorize({ key: KEY }),
    getToken: () => 'pit-token',
    userContext: {
      sharedSecret,
      key: KEY,
      isInstalled: ({ locationId }) => asked.push(locationId) > 0 && locationId === LOCATION_ID,
    },
  });
  const session = highLevelSession({
    proxyUrl: '/api/',
    appId,
    onHint: (hint) => hints.push(hint),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('Origin', 'https://app.example');
      return proxy(new Request(input as string, { method: 'POST', body: init!.body!, headers }));
    },
  });
  return { session, hints, asked };
}

/** What a request for a session token ends with. */
const settle = (session: HighLevelSession) =>
  session.getSessionToken().then(
    () => ({ location: session.user()?.locationId }),
    (error: unknown) => error as object,
  );

describe('what integrators of HighLevel trip over', () => {
  it('slow parent: an answer after the time limit is used, without a reload', async () => {
    const page = createFakeWindow();
    const { session } = createApp();
    const first = settle(session);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await first).toMatchObject({ reason: 'no-answer' });
    page.respond(LOCATION_PAYLOAD);
    expect(await settle(session)).toEqual({ location: LOCATION_ID });
  });

  it('slow parent: its empty answer means that nobody is signed in, and the next call asks again', async () => {
    const page = createFakeWindow();
    const { session } = createApp();
    const first = settle(session);
    page.respond('');
    expect(await first).toMatchObject({ code: 'no_user_context', reason: 'no-session' });
    const second = settle(session);
    page.respond(LOCATION_PAYLOAD);
    expect(await second).toEqual({ location: LOCATION_ID });
  });

  it('payload that is an object: it is reported as an invalid response, and sent nowhere', async () => {
    const page = createFakeWindow();
    const { session, asked } = createApp();
    const ended = settle(session);
    page.respond({ encryptedData: LOCATION_PAYLOAD });
    expect(await ended).toMatchObject({ code: 'invalid_response' });
    expect(asked).toEqual([]);
  });

  it.each(['?location={{location.id}}', '?locationId=another-location'])(
    'identity in the address: %s is not used; the location comes from the user context',
    async (search) => {
      const page = createFakeWindow({ search });
      const { session, asked } = createApp();
      const ended = settle(session);
      page.respond(LOCATION_PAYLOAD);
      expect(await ended).toEqual({ location: LOCATION_ID });
      expect(asked).toEqual([LOCATION_ID]);
    },
  );

  it('placeholder in the user context: no session is created for it', async () => {
    const page = createFakeWindow();
    const { session, asked } = createApp();
    const ended = settle(session);
    page.respond(encryptPayload(JSON.stringify({ ...CONTEXT, activeLocation: '{{location.id}}' }), SECRET));
    expect(await ended).toMatchObject({ code: 'unauthorized', reason: 'not-accepted' });
    expect(asked).toEqual([]);
  });

  it('custom menu link: HighLevel never answers, and the hint names the reason', async () => {
    createFakeWindow();
    const { session, hints } = createApp();
    const ended = settle(session);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await ended).toMatchObject({ code: 'no_user_context', reason: 'no-answer' });
    expect(hints).toEqual([expect.stringContaining('not custom menu links')]);
  });

  it('custom menu link: Custom JavaScript gets the user context from exposeSessionDetails', async () => {
    createFakeWindow({ framed: false });
    vi.stubGlobal('location', { origin: 'https://app.gohighlevel.com', search: '' });
    const expose = vi.fn(() => Promise.resolve(LOCATION_PAYLOAD));
    vi.stubGlobal('exposeSessionDetails', expose);
    const { session } = createApp({ appId: 'app-1' });
    expect(await settle(session)).toEqual({ location: LOCATION_ID });
    expect(expose).toHaveBeenCalledWith('app-1');
  });

  it('agency context: no location is guessed, and the reason says to open a sub-account', async () => {
    const page = createFakeWindow();
    const { session, asked } = createApp();
    const ended = settle(session);
    page.respond(AGENCY_PAYLOAD);
    expect(await ended).toMatchObject({ code: 'no_user_context', reason: 'no-location' });
    expect(asked).toEqual([]);
    expect(session.user()).toBeUndefined();
  });

  it('regenerated Shared Secret: the context of the old one is refused, and the hint says what to check', async () => {
    const page = createFakeWindow();
    const { session, hints } = createApp({ sharedSecret: 'the-new-shared-secret-1f0a' });
    const ended = settle(session);
    page.respond(LOCATION_PAYLOAD);
    expect(await ended).toMatchObject({ code: 'unauthorized', reason: 'not-accepted' });
    expect(hints).toEqual([expect.stringMatching(/sharedSecret.*installed/)]);
  });

  it('regenerated Shared Secret: where HighLevel does not answer any more, the hint says to install again', async () => {
    createFakeWindow();
    const { session, hints } = createApp();
    const ended = settle(session);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await ended).toMatchObject({ reason: 'no-answer' });
    expect(hints).toEqual([expect.stringContaining('installed again')]);
  });
});
