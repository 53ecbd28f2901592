import { afterEach, expect, it } from 'vitest';
import { createProxyHandler, createSessionToken, sessionAuthorize, type Session } from '../../src/proxy/index.js';
import { createRandom, type Random } from './random.js';
import { createSession, createWish, findTrespass, isAllowed, listedId, PLATFORMS, type Wish } from './session-model.js';

/** More requests, or others: `FUZZ_REQUESTS=1000000 FUZZ_SEED=7 npx vitest run test/proxy/permissions-fuzz.test.ts`. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const MS_PER_REQUEST = 20;

const TOKEN = 'pit-canary-0123456789abcdef';
const SESSION_KEY = 'Zk3vQ9xT1mB7rLw5yHc8uJd2sNf6pGa4';
const RECEIPT_KEY = 'Rk7sQ2zV8nB4xM1wT6yH9cJ3fD5gL0pE';
const SECRETS = [TOKEN, SESSION_KEY, RECEIPT_KEY].flatMap((secret) => [secret, btoa(secret).replaceAll('=', '')]);
const PROXY = 'https://proxy.example';
const LOGIN = '65f1a2b3c4d5e6f708192a3b';

const ATTACH_BODIES: Readonly<Record<string, object>> = {
  facebook: { type: 'page', originId: '1', name: 'One', avatar: '' },
  instagram: { originId: '1', pageId: '2' },
  threads: { type: 'profile', originId: '1', name: 'One', avatar: '' },
  youtube: { type: 'profile', originId: '1', name: 'One', avatar: '' },
};
/** Sessions that a host's mistake could return. None is one. */
const IMPOSSIBLE: readonly unknown[] = [
  {},
  { locationId: '-', userId: 'user1' },
  { locationId: 'loc1' },
  { locationId: 'loc1', userId: 'undefined' },
  { locationId: 'loc1', userId: 'user1', can: 'disconnect' },
  { locationId: 'loc1', userId: 'user1', can: ['disconnect', 'everything'] },
  { locationId: 'loc1', userId: 'user1', can: null },
  { locationId: 'loc1', userId: 'user1', platforms: 'facebook' },
  { locationId: ['loc1'], userId: 'user1' },
];
/** What a page can do to a path, so that it may mean something else to somebody. */
const SPOILERS: readonly ((path: string, random: Random) => string)[] = [
  (path) => path.replace('/accounts', '//accounts'),
  (path) => path.replace('/accounts', '/%61ccounts'),
  (path) => `${path}/../loc2/accounts`,
  (path) => `${path}%2f..%2f..%2floc2`,
  (path) => `${path}%00`,
  (path) => `/mount${path}`,
  (path) => `${path}${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replace(/loc\d|-/, '%6coc2'),
  (path) => path.replace(/loc\d|-/, 'loc2%20'),
  (path, { pick }) =>
    path.replace(/facebook|instagram|threads|youtube/, pick(['constructor', '__proto__', '*', '']) + ''),
  (path) => `${path};locationId=loc2`,
];

const json = (body: unknown, status = 200) => Response.json(body, { status });

/** HighLevel, which knows everything that it is asked about. */
function respond({ method, url }: Request): Response {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/start')) {
    return new Response(null, { status: 302, headers: { Location: 'https://www.facebook.com/dialog' } });
  }
  if (method === 'POST') return json({ success: true, results: { oldId: 'listed-1', name: 'One' } }, 201);
  if (method === 'DELETE') return json({ success: true, results: { id: 'x' } });
  const accounts = PLATFORMS.map((platform) => ({ id: listedId(platform), oauthId: LOGIN, platform, name: 'One' }));
  return json({ success: true, results: pathname.includes('/oauth/') ? { pages: [] } : { accounts } });
}

/** HighLevel, or something in front of it, which repeats the token. */
const ECHOES: readonly (() => Response)[] = [
  () => json({ success: true, message: TOKEN, results: { name: TOKEN, pages: [{ id: '1', name: TOKEN }] } }),
  () => json({ success: true, results: { oldId: TOKEN, accounts: [{ id: listedId('facebook'), name: btoa(TOKEN) }] } }),
  () => json({ message: `Bearer ${TOKEN}` }, 400),
  () => json({ message: TOKEN }, 401),
  () => new Response(TOKEN, { status: 403 }),
  () => new Response(null, { status: 302, headers: { Location: `https://www.facebook.com/?t=${TOKEN}` } }),
];

function createPath({ route, platform, location }: Wish): [method: string, path: string] {
  const root = '/social-media-posting';
  switch (route) {
    case 'start':
      return ['POST', `${root}/oauth/${platform}/start`];
    case 'details':
      return ['GET', `${root}/oauth/${location}/${platform}/accounts/${LOGIN}`];
    case 'attach':
      return ['POST', `${root}/oauth/${location}/${platform}/accounts/${LOGIN}`];
    case 'list':
      return ['GET', `${root}/${location}/accounts`];
    case 'disconnect':
      return ['DELETE', `${root}/${location}/accounts/${listedId(platform)}`];
  }
}

/** Milliseconds, much shorter than the life of a token. */
const REUSE_MS = 60_000;

/** Creates tokens, and gives the same session the same token for a while, as pages do. To sign takes longer than a request. */
function createIssuer(key: string): (session: Session) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  let renewedAt = Date.now();
  return (session) => {
    if (Date.now() - renewedAt > REUSE_MS) {
      tokens.clear();
      renewedAt = Date.now();
    }
    const claims = JSON.stringify(session);
    const token = tokens.get(claims) ?? createSessionToken(session, { key });
    tokens.set(claims, token);
    return token;
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.message}${error.stack}${describeError(error.cause)}` : String(error);
}

/** The proxy, everything that leaves it, and what HighLevel was asked. */
function createRig() {
  const outputs: string[] = [];
  const calls: Request[] = [];
  const sessions = new WeakMap<Request, unknown>();
  const rig = { outputs, calls, sessions, answer: respond as (request: Request) => Response };
  const bySessionToken = sessionAuthorize({ key: SESSION_KEY });
  const note = (value: unknown) => void outputs.push(JSON.stringify(value));
  const handle = createProxyHandler({
    authorize: async (request) => (await bySessionToken(request)) ?? (sessions.get(request) as Session | undefined),
    getToken: () => TOKEN,
    rateLimit: false,
    receiptKey: RECEIPT_KEY,
    // A hook gets the receipt, which is a token for the host alone.
    on: { connected: note, attached: note, reconnected: note, disconnected: note },
    audit: note,
    log: note,
    onError: (cause) => outputs.push(describeError(cause)),
    fetch: (input, init) => {
      const request = new Request(input, { ...init, signal: null });
      calls.push(request);
      return Promise.resolve(rig.answer(request));
    },
  });
  return { ...rig, rig, handle };
}

const failures: string[] = [];
afterEach(() => void failures.splice(0));

it(
  `sends HighLevel nothing that a session does not allow, and no secret to anybody (${REQUESTS} requests, seed ${SEED})`,
  async () => {
    const random = createRandom(SEED);
    const { outputs, calls, sessions, rig, handle } = createRig();
    const issue = createIssuer(SESSION_KEY);
    const forge = createIssuer(RECEIPT_KEY);
    const reached = new Set<string>();
    let lastReceipt = 'a.b.c';

    for (let count = 0; count < REQUESTS && failures.length === 0; count += 1) {
      const session = createSession(random);
      const wish = createWish(random);
      const [wantedMethod, wantedPath] = createPath(wish);
      const isSpoilt = random.chance(0.25);
      const path = isSpoilt ? random.pick(SPOILERS)(wantedPath, random) : wantedPath;
      const method = isSpoilt && random.chance(0.2) ? random.pick(['GET', 'POST', 'DELETE', 'PUT']) : wantedMethod;
      const query = new URLSearchParams(wish.query.map(([name, value]) => [name, value])).toString();
      const headers = new Headers({ 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' });
      const hasBody = method === 'POST';
      if (hasBody) headers.set('Content-Type', 'application/json');
      rig.answer = random.chance(0.1) ? random.pick(ECHOES) : respond;
      const isEchoed = rig.answer !== respond;

      const identity = random.pick(['session', 'session', 'token', 'token', 'none', 'impossible', 'forged'] as const);
      if (identity === 'token') headers.set('Authorization', `Bearer ${await issue(session)}`);
      if (identity === 'forged') {
        const forged = random.chance(0.5) ? lastReceipt : await forge(session);
        headers.set('Authorization', `Bearer ${forged}`);
      }
      const body = hasBody ? JSON.stringify(ATTACH_BODIES[wish.platform]) : null;
      const request = new Request(`${PROXY}${path}${query && `?${query}`}`, { method, headers, body });
      if (identity === 'session') sessions.set(request, session);
      if (identity === 'impossible') sessions.set(request, random.pick(IMPOSSIBLE));

      const response = await handle(request);
      const text = await response.text();
      outputs.push(text, JSON.stringify([...response.headers]));
      const context = JSON.stringify({ count, identity, session, method, path, query, status: response.status, text });

      const isSomebody = identity === 'session' || identity === 'token';
      for (const call of calls) {
        const trespass = isSomebody ? findTrespass(session, method, call) : 'no session';
        if (trespass !== undefined) failures.push(`${trespass}: ${call.method} ${call.url} ${context}`);
      }
      for (const output of outputs) {
        if (SECRETS.some((secret) => output.includes(secret))) failures.push(`a secret in ${output} ${context}`);
      }
      if (!isSpoilt) {
        const isExpected = isSomebody && isAllowed(session, wish);
        if (!isEchoed && response.ok !== isExpected)
          failures.push(`expected ${isExpected ? 'success' : 'refusal'}: ${context}`);
        if (isExpected && calls.length === 0) failures.push(`HighLevel was not asked: ${context}`);
        reached.add(`${wish.route} ${isExpected ? 'allowed' : 'refused'} ${identity}`);
      }
      const { receipt } = response.ok ? (JSON.parse(text) as { receipt?: string }) : {};
      lastReceipt = receipt ?? lastReceipt;
      calls.length = 0;
      outputs.length = 0;
    }

    expect(failures).toEqual([]);
    // Each route was both allowed and refused, and nobody's requests were tried as well.
    for (const route of ['start', 'details', 'attach', 'list', 'disconnect']) {
      for (const end of [
        'allowed session',
        'allowed token',
        'refused session',
        'refused none',
        'refused impossible',
        'refused forged',
      ])
        expect(reached).toContain(`${route} ${end}`);
    }
  },
  REQUESTS * MS_PER_REQUEST,
);
