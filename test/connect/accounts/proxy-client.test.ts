import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  attachAccount,
  createAccountClient,
  fetchAccountDetails,
} from '../../../src/connect/accounts/accounts-client.js';
import { resolveStartUrl } from '../../../src/connect/resolve-start-url.js';

const ANSWER = JSON.stringify({ success: true, results: { pages: [{ id: 'p1', name: 'One' }] } });
const LOGIN = { platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b', proxyUrl: '/api' } as const;
const ACCOUNT = { id: 'p1', name: 'One', kind: 'page', connected: false, source: { id: 'p1', name: 'One' } } as const;

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
  return () => vi.unstubAllGlobals();
});

/** A proxy that refuses `old`, and what it was sent. */
function createProxy() {
  const sent: (string | null)[] = [];
  const send: typeof fetch = (_url, init) => {
    const authorization = new Headers(init?.headers).get('Authorization');
    sent.push(authorization);
    const status = authorization === 'Bearer old' ? 401 : 200;
    return Promise.resolve(new Response(ANSWER, { status }));
  };
  return { sent, send };
}

describe('getSessionToken', () => {
  it.each([
    ['called after a 401', 'old', ['Bearer old', 'Bearer new', 'Bearer new', 'Bearer new']],
    ['called because there is no token', undefined, ['Bearer new', 'Bearer new', 'Bearer new']],
  ])('%s is not called again for the same login', async (_title, sessionToken, expected) => {
    const { sent, send } = createProxy();
    const getSessionToken = vi.fn(() => 'new');
    const client = createAccountClient({ ...LOGIN, sessionToken, getSessionToken, fetch: send });
    await client.fetchDetails();
    await client.attach(ACCOUNT);
    await client.attach(ACCOUNT);
    expect(sent).toEqual(expected);
    expect(getSessionToken).toHaveBeenCalledOnce();
  });

  it('is called again when its token is refused', async () => {
    const { sent, send } = createProxy();
    const tokens = ['old', 'new', 'newer'];
    const client = createAccountClient({ ...LOGIN, getSessionToken: () => tokens.shift() ?? '', fetch: send });
    await client.fetchDetails();
    await client.attach(ACCOUNT);
    expect(sent).toEqual(['Bearer old', 'Bearer new', 'Bearer new']);
  });

  it('is called once for requests at the same time, and once more if both are refused', async () => {
    const { sent, send } = createProxy();
    const tokens = ['old', 'new', 'newer'];
    const getSessionToken = vi.fn(() => Promise.resolve(tokens.shift() ?? ''));
    const client = createAccountClient({ ...LOGIN, getSessionToken, fetch: send });
    await Promise.all([client.fetchDetails(), client.attach(ACCOUNT)]);
    expect(sent).toEqual(['Bearer old', 'Bearer old', 'Bearer new', 'Bearer new']);
    expect(getSessionToken).toHaveBeenCalledTimes(2);
  });

  it('is not called again for a request whose token was refused before it was renewed, whatever it returns', async () => {
    const { sent, send } = createProxy();
    const getSessionToken = vi.fn(() => Promise.resolve('old'));
    let release!: () => void;
    const released = new Promise<unknown>((resolve) => (release = () => resolve(undefined)));
    const fetch: typeof send = async (url, init) => {
      const response = await send(url, init);
      if (init?.method === 'POST') await released;
      return response;
    };
    const client = createAccountClient({ ...LOGIN, getSessionToken, fetch });
    const attached = client.attach(ACCOUNT).catch(String);
    await client.fetchDetails().catch(String);
    release();
    await attached;
    expect(sent).toEqual(Array(4).fill('Bearer old'));
    expect(getSessionToken).toHaveBeenCalledTimes(2);
  });
});

describe('a session token', () => {
  const send: typeof fetch = () => Promise.resolve(new Response('{}', { status: 401 }));

  it.each(['two\nlines', 'Bearer twice', 'späti'])('that is %j is rejected', async (token) => {
    expect(() => createAccountClient({ ...LOGIN, sessionToken: token, fetch: send })).toThrow(
      expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining('session-token') as string }),
    );
    const client = createAccountClient({ ...LOGIN, getSessionToken: () => token, fetch: send });
    await expect(client.fetchDetails()).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'getSessionToken() returned no text that an HTTP header can contain.',
    });
  });
});

describe('the error about a function of the page', () => {
  const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response(ANSWER)));

  it.each<unknown>([undefined, null, 42, { token: 'a.b.c' }])(
    'says that getSessionToken() did not return text: %j',
    async (token) => {
      const getSessionToken = () => Promise.resolve(token as string);
      await expect(fetchAccountDetails({ ...LOGIN, getSessionToken, fetch: send })).rejects.toMatchObject({
        code: 'unauthorized',
        message: 'getSessionToken() returned no text that an HTTP header can contain.',
      });
      expect(send).not.toHaveBeenCalled();
    },
  );

  it('contains the message of what getSessionToken() and getStartUrl() threw', async () => {
    const fail = () => Promise.reject(new TypeError('This page is not inside HighLevel.'));
    await expect(fetchAccountDetails({ ...LOGIN, getSessionToken: fail, fetch: send })).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'getSessionToken() threw: This page is not inside HighLevel.',
    });
    await expect(resolveStartUrl({ platform: 'facebook', getStartUrl: fail })).rejects.toMatchObject({
      code: 'start_failed',
      message: 'getStartUrl() threw: This page is not inside HighLevel.',
    });
  });

  it.each<[string, unknown, string]>([
    ['nothing that is text', Object.create(null), 'threw: object'],
    ['nothing', undefined, 'threw: undefined'],
    ['an object', { message: 'Signed out.' }, 'threw: Signed out.'],
  ])('says what they threw, even if it is no Error: %s', async (_name, cause, text) => {
    const fail = () => Promise.reject(cause as Error);
    await expect(fetchAccountDetails({ ...LOGIN, getSessionToken: fail, fetch: send })).rejects.toMatchObject({
      code: 'unauthorized',
      message: `getSessionToken() ${text}`,
    });
    await expect(resolveStartUrl({ platform: 'facebook', getStartUrl: fail })).rejects.toMatchObject({
      code: 'start_failed',
      message: `getStartUrl() ${text}`,
    });
  });
});

describe('attachAccount', () => {
  /** Answers in these steps: a status, and what is said with it. */
  function createAnswers(...steps: readonly (readonly [status: number, error?: object])[]) {
    const left = [...steps];
    return vi.fn<typeof fetch>(() => {
      const [status, error] = left.shift()!;
      return Promise.resolve(new Response(error ? JSON.stringify({ error }) : ANSWER, { status }));
    });
  }

  it('repeats the request once after a short Retry-After', async () => {
    const send = createAnswers([429, { code: 'rate_limited', message: '', retryAfter: 0 }], [200]);
    await attachAccount({ ...LOGIN, account: ACCOUNT, fetch: send });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('resolves with the account as connected, and with each of its ids', async () => {
    const results = { _id: 'r1', oAuthId: LOGIN.accountId, oldId: 'l1', originId: 'p1' };
    const send = () => Promise.resolve(new Response(JSON.stringify({ success: true, results }), { status: 201 }));
    const attached = await attachAccount({ ...LOGIN, account: ACCOUNT, fetch: send });
    expect(attached.account).toEqual({ ...ACCOUNT, connected: true });
    expect(attached.ids).toEqual({ loginId: LOGIN.accountId, originId: 'p1', recordId: 'r1', listId: 'l1' });
    expect(ACCOUNT.connected).toBe(false);
  });

  it.each([
    ['a long wait', [429, { code: 'rate_limited', message: '', retryAfter: 60 }], 'rate_limited'],
    [
      'a failure: it may have attached it all the same',
      [502, { code: 'upstream_error', message: '' }],
      'upstream_error',
    ],
  ] as const)('does not repeat the request after %s', async (_title, step, code) => {
    const send = createAnswers(step);
    await expect(attachAccount({ ...LOGIN, account: ACCOUNT, fetch: send })).rejects.toMatchObject({ code });
    expect(send).toHaveBeenCalledOnce();
  });
});

describe('the error for a proxy that does not respond', () => {
  const send: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));

  it.each([
    ['on this origin', '/api', 'The proxy at https://app.example did not respond.'],
    [
      'on another',
      'https://api.example',
      'The proxy at https://api.example did not respond, or does not list https://app.example in `allowedOrigins`.',
    ],
  ])('mentions CORS if that may be the reason: a proxy %s', async (_title, proxyUrl, message) => {
    vi.stubGlobal('origin', 'https://app.example');
    await expect(attachAccount({ ...LOGIN, proxyUrl, account: ACCOUNT, fetch: send })).rejects.toMatchObject({
      code: 'network_error',
      message,
    });
  });
});

describe('the error for a proxy that did not reach HighLevel', () => {
  it.each([502, 504])(
    'is a failure of servers, and not of the network of the person, with status %i',
    async (status) => {
      const body = JSON.stringify({ error: { code: 'network_error', message: 'HighLevel could not be reached.' } });
      const send: typeof fetch = () => Promise.resolve(new Response(body, { status }));
      await expect(attachAccount({ ...LOGIN, account: ACCOUNT, fetch: send })).rejects.toMatchObject({
        code: 'upstream_error',
        status,
        message: 'HighLevel could not be reached.',
      });
    },
  );
});

describe('the reason of a signal that aborts', () => {
  const never = () => new Promise<never>(() => undefined);

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['loading details', (signal) => fetchAccountDetails({ ...LOGIN, getSessionToken: never, signal })],
    ['attaching', (signal) => attachAccount({ ...LOGIN, account: ACCOUNT, getSessionToken: never, signal })],
    ['a start that waits for a token', (signal) => resolveStartUrl({ ...LOGIN, getSessionToken: never }, signal)],
    ['a start that waits for its address', (signal) => resolveStartUrl({ ...LOGIN, getStartUrl: never }, signal)],
  ])('is what %s rejects with', async (_title, request) => {
    const controller = new AbortController();
    const reason = new Error('The page has gone on.');
    const answer = request(controller.signal);
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('is what a request rejects with whose error body is being read', async () => {
    const controller = new AbortController();
    const reason = new Error('The page has gone on.');
    const pull = (stream: ReadableStreamDefaultController) => {
      controller.abort(reason);
      stream.error(reason);
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const send: typeof fetch = () => Promise.resolve(new Response(body, { status: 502 }));
    const answer = fetchAccountDetails({ ...LOGIN, fetch: send, signal: controller.signal });
    await expect(answer).rejects.toBe(reason);
  });
});

describe('a plain reverse proxy, which passes on what HighLevel says', () => {
  const messageOf = (response: Response): Promise<string> =>
    fetchAccountDetails({ ...LOGIN, fetch: () => Promise.resolve(response) }).then(
      () => 'no error',
      (error: Error) => error.message,
    );

  it('may lack the header Version if HighLevel calls the token invalid', async () => {
    const refuse = (message: string) => new Response(JSON.stringify({ message, statusCode: 401 }), { status: 401 });
    expect(await messageOf(refuse('Invalid JWT'))).toContain('Version');
    expect(await messageOf(refuse('The token has expired'))).toBe('The token has expired');
  });

  it('has a firewall behind it if a 403 has no JSON', async () => {
    expect(await messageOf(new Response('error code: 1010', { status: 403 }))).toContain('a firewall may have refused');
    const own = JSON.stringify({ error: { code: 'forbidden', message: 'The session belongs to another location.' } });
    expect(await messageOf(new Response(own, { status: 403 }))).toBe('The session belongs to another location.');
    expect(await messageOf(new Response('{}', { status: 403 }))).not.toContain('firewall');
    expect(await messageOf(new Response('<html>', { status: 404 }))).not.toContain('firewall');
  });
});

describe('a 401 in a frame', () => {
  const send: typeof fetch = () => Promise.resolve(new Response('{"message":"No."}', { status: 401 }));
  const ADVICE = 'No. The browser blocks cookies in this frame. Inside HighLevel, set session="highlevel".';

  /** The message of the error in a page that has its cookies or not. */
  async function readMessage({ isFramed = true, hasCookies = false, ...credentials }) {
    const page = {};
    vi.stubGlobal('window', page);
    vi.stubGlobal('parent', isFramed ? {} : page);
    const hasStorageAccess = () => Promise.resolve(hasCookies);
    vi.stubGlobal('document', { baseURI: 'https://app.example/', hasStorageAccess });
    const error: unknown = await fetchAccountDetails({ ...LOGIN, ...credentials, fetch: send }).catch((cause) => cause);
    expect(error).toMatchObject({ code: 'unauthorized', status: 401 });
    return (error as Error).message;
  }

  it('names the cookies that the browser has blocked', async () => {
    expect(await readMessage({})).toBe(ADVICE);
  });

  it.each([
    ['the frame has its cookies', { hasCookies: true }],
    ['the page is in no frame', { isFramed: false }],
    ['there is a session token', { sessionToken: 'a.b.c' }],
    ['getSessionToken gives one', { getSessionToken: () => 'a.b.c' }],
  ])('does not name them if %s', async (_title, situation) => {
    expect(await readMessage(situation)).toBe('No.');
  });
});
