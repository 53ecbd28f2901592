import { describe, expect, it } from 'vitest';
import {
  createProxyHandler,
  createSessionToken,
  decryptUserContext,
  sessionAuthorize,
  verifyReceipt,
  verifySessionToken,
  type ProxyOptions,
} from '../../src/proxy/index.js';
import {
  ACCOUNT_ID,
  attachRequest,
  CANARY,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  FULL_SESSION,
  jsonResponse,
  KEY,
  LIST,
  LOCATION,
  PROXY,
  redirectTo,
  SESSION,
  SIGN_IN_URL,
  startRequest,
  USER,
} from './fixture.js';
import { withPolluted } from '../hostile/pollute.js';
import { BODY } from './user-context/session-fixture.js';
import { encryptPayload } from './user-context/encrypt.js';
import { SECRET } from './user-context/vectors.js';

const EVIL = 'https://evil.example';
const LISTED = { id: 'listed-1', platform: 'tiktok' };

/**
 * What each field could change, were it read from where every object inherits it. Not here: `nbf`, with which the JWT library
 * refuses tokens, and `error`, with which zod throws.
 */
const FIELDS: Readonly<Record<string, unknown>> = {
  // Options of the proxy, a limit, a key and a token.
  allowedOrigins: [EVIL],
  allowCredentials: true,
  allowedHeaders: ['x-evil'],
  audience: 'another',
  audit: () => undefined,
  expiresIn: 1,
  fallback: { take: () => 60 },
  keys: [{ kty: 'oct', k: 'evil' }],
  kty: 'oct',
  kid: 'evil',
  maxTokenAge: 1,
  origin: EVIL,
  pause: () => undefined,
  perLocation: 0,
  perSession: 0,
  take: () => 60,
  timeout: 1,
  upstream: EVIL,
  // A session, from the host or a token.
  can: ['list'],
  companyId: 'company2',
  comp: 'company2',
  locationId: 'location2',
  plat: ['threads'],
  platforms: ['threads'],
  userId: 'user2',
  currentDate: new Date(0),
  requiredClaims: ['evil'],
  subject: 'evil',
  issuer: 'evil',
  // What the proxy notes of a request and passes on.
  changedAt: '2020-01-01T00:00:00.000Z',
  code: 'rate_limited',
  fact: { action: 'attach', locationId: 'location2', platform: 'facebook' },
  fault: { reason: 'evil', code: 'rate_limited' },
  findPageOrigin: () => EVIL,
  platform: 'threads',
  reason: 'evil',
  response: new Response('evil'),
  retryAfter: 7,
  route: { name: 'start' },
  runtime: { node: { req: { url: '/..' } } },
  session: { locationId: 'location2', userId: 'user2' },
  statusText: 'evil',
  upstreamStatus: 999,
  wantsToken: true,
  // Requests to HighLevel.
  body: { evil: true },
  credentials: 'include',
  dispatcher: 'evil',
  integrity: 'sha256-evil',
  query: { evil: 'true' },
  // HighLevel's answers and the bodies of requests.
  accounts: [{ id: 'evil' }],
  avatar: 'https://evil.example/a.png',
  _id: 'evil',
  cloudflare_error: true,
  createdAt: '2020-01-01T00:00:00.000Z',
  deleted: true,
  domain: 'evil.example',
  message: 'token scope evil',
  name: 'evil',
  oauthId: 'evil',
  oldId: 'evil',
  parentOrigin: 'https://app.gohighlevel.com',
  payload: BODY.payload,
  results: { accounts: [{ id: 'evil' }], oldId: 'evil' },
  statusCode: 500,
  success: false,
  type: 'business',
  updatedAt: '2020-01-01T00:00:00.000Z',
  username: 'evil',
  verified: true,
  activeLocation: 'location2',
  whitelabelDetails: { domain: 'evil.example' },
};

const LISTED_PATH = `${LIST}/listed-1`;
const UNKNOWN = DETAILS.replace(ACCOUNT_ID, 'unknown');

/** HighLevel's answers, with as few fields as they can have. A pollution changes `Response` itself, so they exist before it. */
const createAnswers = (): Readonly<Record<string, Response>> => ({
  [`GET ${DETAILS}`]: jsonResponse({ results: {} }),
  [`POST ${DETAILS}`]: jsonResponse({ success: true, results: {} }, 201),
  [`GET ${UNKNOWN}`]: jsonResponse({}, 404),
  [`GET ${LIST}`]: jsonResponse({ success: true, results: { accounts: [LISTED] } }),
  [`DELETE ${LISTED_PATH}`]: jsonResponse({ success: true, results: {} }),
  'GET /social-media-posting/oauth/facebook/start': redirectTo(SIGN_IN_URL),
});

/** The requests to try, made before the pollution for the same reason. */
const createRequests = (): Readonly<Record<string, Request>> => ({
  start: startRequest(),
  details: createRequest(DETAILS),
  unknown: createRequest(UNKNOWN),
  attach: attachRequest(),
  'attach, a body that lacks fields': attachRequest({ type: 'page' }),
  list: createRequest(LIST),
  disconnect: createRequest(LISTED_PATH, { method: 'DELETE' }),
  'another location': createRequest(LIST.replace(LOCATION, 'location2')),
  'another origin': createRequest(LIST, { headers: { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' } }),
  session: createRequest('/session', { method: 'POST', body: '{}' }),
});

interface Observation {
  readonly answers: unknown[];
  readonly calls: unknown[];
  readonly told: unknown[];
}

/** Sends every request to a proxy, and notes what it answers, asks HighLevel and the host, and reports. */
async function observe(options: Partial<ProxyOptions>, pollution: object): Promise<Observation> {
  const [calls, told]: unknown[][] = [[], []];
  const upstream = createAnswers();
  const requests = createRequests();
  const tell = (kind: string) => (entry: object) => {
    told?.push([kind, Object.entries({ ...entry, requestId: 0, time: 0, duration: 0, receipt: 0 })]);
  };
  const given: ProxyOptions = {
    authorize: () => FULL_SESSION,
    getToken: (session) => (calls?.push(Object.entries(session)), CANARY),
    receiptKey: KEY,
    on: { connected: tell('connected'), attached: tell('attached'), disconnected: tell('disconnected') },
    audit: tell('audit'),
    log: tell('log'),
    onError: (cause) => told?.push(String(cause)),
    fetch: (url, init = {}) => {
      const { method = '', headers, body, credentials, integrity } = init;
      const { href, pathname } = url as URL;
      calls?.push([href, method, headers, body, credentials, integrity, 'dispatcher' in init]);
      return Promise.resolve(upstream[`${method} ${pathname}`] as Response);
    },
    ...options,
  };
  const responses = await withPolluted(pollution, async () => {
    const handle = createProxyHandler(given);
    const all: [string, Response][] = [];
    for (const name of Object.keys(requests)) all.push([name, await handle(requests[name] as Request)]);
    return all;
  });
  const answers = await Promise.all(
    responses.map(async ([name, response]) => {
      const { receipt, ...body } = (await response.json()) as { receipt?: string };
      const read = receipt === undefined ? {} : await verifyReceipt(receipt, { key: KEY, locationId: LOCATION });
      const receiptOf = { ...read, id: 0, issuedAt: 0, expiresAt: 0 };
      return [name, response.status, response.statusText, [...response.headers], body, receiptOf];
    }),
  );
  return { answers, calls: calls ?? [], told: told ?? [] };
}

const OPTIONS: Readonly<Record<string, () => Partial<ProxyOptions> | Promise<Partial<ProxyOptions>>>> = {
  'a session of the host': () => ({}),
  'a session without a location': () => ({ authorize: () => ({}) as never }),
  'no session': () => ({ authorize: () => undefined }),
  'a token without optional claims, and a set of keys': async () => {
    const key = { main: KEY };
    const token = await createSessionToken(SESSION, { key });
    const request = new Request(PROXY, { headers: { Authorization: `Bearer ${token}` } });
    return { authorize: () => sessionAuthorize({ key })(request) };
  },
  'a user context': () => ({ userContext: { sharedSecret: SECRET, key: KEY, isInstalled: () => true } }),
};

describe.each(Object.entries(OPTIONS))('a proxy with %s', (_name, createOptions) => {
  it.each(Object.entries(FIELDS))('does the same when every object inherits `%s`', async (field, value) => {
    const options = await createOptions();
    const expected = await observe(options, {});
    expect(await observe(options, { [field]: value })).toEqual(expected);
  });
});

describe('what every object inherits', () => {
  it('is no claim of a token and no part of a user context', async () => {
    const token = await createSessionToken(SESSION, { key: KEY });
    const payload = encryptPayload(JSON.stringify({ userId: USER, companyId: 'company1' }), SECRET);
    const [session, context] = await withPolluted(FIELDS, () =>
      Promise.all([verifySessionToken(token, { key: KEY }), decryptUserContext(payload, [SECRET])]),
    );
    expect(Object.entries(session)).toEqual(Object.entries(SESSION));
    expect(Object.entries(context ?? {})).toEqual([
      ['userId', USER],
      ['companyId', 'company1'],
    ]);
    expect(context?.locationId).toBeUndefined();
  });
});

describe('what the owner gives', () => {
  const pollution = {
    can: ['list'],
    platforms: ['threads'],
    platform: 'threads',
    name: 'evil',
    oldId: 'evil',
    perSession: 0,
  };

  it('counts although every object inherits something of the same name', async () => {
    const upstream = [
      jsonResponse({ success: true, results: { oldId: 'listed-1', name: 'One' } }, 201),
      jsonResponse(DETAILS_RESPONSE),
    ];
    const facts: unknown[] = [];
    const requests = [attachRequest(), createRequest(DETAILS), createRequest(DETAILS)];
    const responses = await withPolluted(pollution, async () => {
      const handle = createProxyHandler({
        authorize: () => ({ ...SESSION, can: ['connect', 'attach'], platforms: ['facebook'] }),
        getToken: () => CANARY,
        rateLimit: { perSession: 2, take: (_key, limit) => (limit === 2 && facts.length === 2 ? 60 : 0) },
        on: {
          attached: (fact) => facts.push(Object.entries(fact)),
          connected: (fact) => facts.push(Object.entries(fact)),
        },
        fetch: () => Promise.resolve(upstream.shift() as Response),
      });
      const all: Response[] = [];
      for (const request of requests) all.push(await handle(request));
      return all;
    });
    expect(responses.map(({ status }) => status)).toEqual([201, 200, 429]);
    expect(facts[0]).toContainEqual(['name', 'One']);
    expect(facts[0]).toContainEqual(['accountId', 'listed-1']);
    expect(await responses[1]?.json()).toEqual(DETAILS_RESPONSE);
  });
});
