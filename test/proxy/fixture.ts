import { createRateLimit, type LogEntry, type ProxyOptions, type Session } from '../../src/proxy/index.js';
import { CANARY, createProxy } from './leaks.js';

export { CANARY, createProxy } from './leaks.js';

export const PROXY = 'https://proxy.example';
export const APP = 'https://app.example';
export const LOCATION = 'loc1';
export const USER = 'user1';
/** A secret for session tokens. */
export const KEY = 'Zk3vQ9xT1mB7rLw5yHc8uJd2sNf6pGa4';
export const SESSION: Session = { locationId: LOCATION, userId: USER };
/** The same, with every permission. */
export const FULL_SESSION: Session = { ...SESSION, can: ['connect', 'attach', 'list', 'disconnect'] };
export const ACCOUNT_ID = '65f1a2b3c4d5e6f708192a3b';

export const SIGN_IN_URL = 'https://www.facebook.com/dialog/oauth?client_id=1&state=2';
export const START = '/social-media-posting/oauth/facebook/start';
export const DETAILS = `/social-media-posting/oauth/${LOCATION}/facebook/accounts/${ACCOUNT_ID}`;
export const LIST = `/social-media-posting/${LOCATION}/accounts`;
export const PAGE = { id: '1', name: 'One', avatar: 'https://cdn.example/a.jpg', isOwned: true, isConnected: false };
export const DETAILS_RESPONSE = { success: true, statusCode: 200, message: 'Fetched', results: { pages: [PAGE] } };
export const ATTACH_BODY = { type: 'page', originId: '1', name: 'One', avatar: 'https://cdn.example/a.jpg' };

/** A request of the element: its header, from the proxy's own origin. */
export function createRequest(path: string, init: RequestInit = {}, without: readonly string[] = []): Request {
  const headers = new Headers({ 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' });
  if (init.body !== undefined) headers.set('Content-Type', 'application/json');
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  for (const name of without) headers.delete(name);
  const stream = init.body instanceof ReadableStream ? { duplex: 'half' } : {};
  return new Request(PROXY + path, { ...init, ...stream, headers });
}

export function startRequest(query = '', init: RequestInit = {}, without: readonly string[] = []): Request {
  return createRequest(START + query, { method: 'POST', ...init }, without);
}

export function attachRequest(body: unknown = ATTACH_BODY, init: RequestInit = {}): Request {
  return createRequest(DETAILS, { method: 'POST', body: JSON.stringify(body), ...init });
}

export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

export function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location } });
}

/** HighLevel on a good day. */
function answerWell({ method, url }: Request): Response {
  if (new URL(url).pathname.endsWith('/start')) return redirectTo(SIGN_IN_URL);
  if (method === 'POST') return jsonResponse({ success: true, statusCode: 201, results: { _id: '9' } }, 201);
  if (method === 'DELETE') return jsonResponse({ success: true, results: { locationId: LOCATION, id: '9' } });
  if (url.endsWith(`/${LOCATION}/accounts`)) return jsonResponse({ success: true, results: { accounts: [] } });
  return jsonResponse(DETAILS_RESPONSE);
}

export interface Fixture {
  handle: (request: Request) => Promise<Response>;
  /** What HighLevel was asked. */
  calls: Request[];
  /** How the proxy called `fetch`. */
  inits: RequestInit[];
  log: LogEntry[];
}

type Answer = (request: Request, init: RequestInit) => Response | Promise<Response>;

/** A proxy before a HighLevel that `answer` plays. */
export function createFixture(options: Partial<ProxyOptions> = {}, answer: Answer = answerWell): Fixture {
  const calls: Request[] = [];
  const inits: RequestInit[] = [];
  const log: LogEntry[] = [];
  const handle = createProxy({
    authorize: () => FULL_SESSION,
    getToken: () => CANARY,
    allowedOrigins: [APP],
    rateLimit: createRateLimit({ limit: 1_000_000 }),
    log: (entry) => log.push(entry),
    fetch: async (input, init = {}) => {
      const request = new Request(input, { ...init, signal: null });
      calls.push(request);
      inits.push(init);
      return answer(request.clone(), init);
    },
    ...options,
  });
  return { handle, calls, inits, log };
}

export interface ErrorBody {
  error: { code: string; message: string; retryAfter?: number };
}

export async function readError(response: Response): Promise<ErrorBody['error']> {
  return ((await response.json()) as ErrorBody).error;
}

/** A promise, and the function that resolves it. */
export function createGate<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open!: (value: T) => void;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}
