import { expect, it } from 'vitest';
import { PROXY_STATUSES } from '../../../src/proxy/errors.js';
import { createProxyHandler, createSessionToken, sessionAuthorize } from '../../../src/proxy/index.js';
import { createAnswer, TOKEN } from './hostile-highlevel.js';
import { createRandom, type Random } from '../random.js';

/** More requests, or others: `FUZZ_REQUESTS=1000000 FUZZ_SEED=7 npx vitest run test/proxy/hostile/routes-fuzz.test.ts`. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const MS_PER_REQUEST = 20;

const SESSION_KEY = 'Zk3vQ9xT1mB7rLw5yHc8uJd2sNf6pGa4';
const RECEIPT_KEY = 'Rk7sQ2zV8nB4xM1wT6yH9cJ3fD5gL0pE';
const SHARED_SECRET = 'the-shared-secret-0123456789abcdef';
const SECRETS = [TOKEN, SESSION_KEY, RECEIPT_KEY, SHARED_SECRET].flatMap((secret) => [
  secret,
  btoa(secret).replaceAll('=', ''),
]);
const PROXY = 'https://proxy.example';
const APP = 'https://app.example';
const LOGIN = '65f1a2b3c4d5e6f708192a3b';
const ROOT = '/social-media-posting';

/** What the element sends, and what a session may do with it. */
const WISHES: readonly (readonly [method: string, path: string, status: number, body?: object])[] = [
  ['POST', `${ROOT}/oauth/facebook/start`, 200],
  ['GET', `${ROOT}/oauth/-/facebook/accounts/${LOGIN}`, 200],
  ['POST', `${ROOT}/oauth/-/facebook/accounts/${LOGIN}`, 201, { type: 'page', originId: '1', name: 'One', avatar: '' }],
  ['GET', `${ROOT}/-/accounts`, 200],
  ['GET', `${ROOT}/loc1/accounts`, 200],
  ['DELETE', `${ROOT}/-/accounts/listed-1`, 200],
];

/** What somebody can do to a path, so that it may mean something else to the host, the proxy or HighLevel. */
const PATHS: readonly ((path: string, random: Random) => string)[] = [
  (path) => `/oauth/x${path}`,
  (path) => `${path}${path}`,
  (path) => `${ROOT}${path}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replaceAll('/', '//'),
  (path) => `/${path.slice(1).replaceAll('/', '%2F')}`,
  (path) => path.replaceAll('/', '\\'),
  (path) => path.replace('accounts', 'accounts%2f..%2f..'),
  (path) => path.replace(/-|loc1/, 'loc2'),
  (path) => path.replace(/-|loc1/, '%252e%252e'),
  (path) => path.replace(/-|loc1/, '..%2floc2'),
  (path) => path.replace('social', 'soci%61l'),
  (path) => path.replace('facebook', 'fa%63ebook'),
  (path) => `${path}?locationId=loc2&locationId=loc1`,
  (path) => `${path}?userId=user2&page[]=1&reconnect=%00`,
  (path) => `${path}#${ROOT}/loc2/accounts`,
  (path) => `${path};x=1`,
  (path) => `${path}%0d%0aX-Other:1`,
  (path) => `${path}/../../loc2/accounts`,
  (path) => `${path}${'/a'.repeat(2_000)}`,
  () => '/session',
  () => '/health/..%2fsession',
  () => '/',
  (path, { next }) => path.slice(0, Math.floor(next() * path.length)),
];

const HEADERS: readonly (readonly [name: string, values: readonly string[]])[] = [
  [
    'Origin',
    [
      'null',
      'https://evil.example',
      `${APP}.evil.example`,
      'https://app.example:8443',
      'http://app.example',
      `${APP}/`,
    ],
  ],
  ['Sec-Fetch-Site', ['cross-site', 'same-site', 'none', 'SAME-ORIGIN', '']],
  ['Sec-Fetch-Mode', ['navigate', 'no-cors', 'websocket']],
  ['Sec-Fetch-Dest', ['document', 'iframe', 'image']],
  ['X-GHL-Connect', ['0', '', '1, 1', 'true']],
  ['Content-Type', ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', '']],
  ['Content-Length', ['0', '99999999999', '-1', '1e9']],
  [
    'Authorization',
    ['Bearer', 'Bearer a.b.c', `Bearer ${RECEIPT_KEY.slice(0, 8)}`, 'Basic dTpw', `Bearer ${'x'.repeat(9_000)}`],
  ],
  ['Cookie', ['session=1; session=2', `session=${'a'.repeat(9_000)}`]],
  ['Host', ['evil.example']],
  ['X-Forwarded-Host', ['evil.example']],
  ['X-HTTP-Method-Override', ['DELETE']],
  ['Content-Encoding', ['gzip']],
];

/** A stream that breaks off. */
const breakOff = () =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"type":'));
      controller.error(new TypeError('The connection was lost.'));
    },
  });

const BODIES: readonly ((good: string, random: Random) => BodyInit)[] = [
  (good, { next }) => good.slice(0, Math.floor(next() * good.length)),
  () => '',
  () => 'null',
  () => '[]',
  () => '"text"',
  () => `[${'['.repeat(5_000)}`,
  () => '{"__proto__":{"type":"page"},"constructor":1}',
  () => '{"type":["page"],"originId":{},"name":1,"avatar":null}',
  () => '{"type":"page","originId":"1","name":"\\u0000\\ud800","avatar":"javascript:1"}',
  () => `{"type":"page","originId":"${'1'.repeat(300_000)}"}`,
  () => '{"payload":"U2FsdGVkX18AAAA","parentOrigin":"https://app.gohighlevel.com"}',
  () => new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d]),
  (good) => `\ufeff${good}`,
  (good) => good + good,
  breakOff,
];

/** The proxy, and what leaves it. */
function createRig() {
  const rig = {
    calls: [] as Request[],
    outputs: [] as string[],
    answer: createAnswer(false, createRandom(SEED)),
  };
  const note = (value: unknown) => void rig.outputs.push(JSON.stringify(value));
  const handle = createProxyHandler({
    authorize: sessionAuthorize({ key: SESSION_KEY }),
    getToken: () => TOKEN,
    allowedOrigins: [APP],
    rateLimit: false,
    receiptKey: RECEIPT_KEY,
    userContext: { sharedSecret: SHARED_SECRET, key: SESSION_KEY, isInstalled: () => true },
    audit: note,
    log: note,
    fetch: async (input, init) => {
      const request = new Request(input, { ...init, signal: null });
      rig.calls.push(request);
      return rig.answer(request);
    },
  });
  return { rig, handle };
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    // Not a value that a header can have.
  }
}

/** What is wrong with a request to HighLevel; `undefined` if nothing is. */
function findTrespass({ url }: Request): string | undefined {
  const { origin, pathname, searchParams } = new URL(url);
  if (origin !== 'https://services.leadconnectorhq.com') return 'another origin';
  if (pathname !== new URL(pathname, origin).pathname || /%|\/\/|\\/.test(pathname)) return 'an ambiguous path';
  const start = /^\/social-media-posting\/oauth\/[a-z-]+\/start$/.test(pathname);
  const isStart =
    start && searchParams.getAll('locationId').join() === 'loc1' && searchParams.get('userId') === 'user1';
  const isOther = /^\/social-media-posting\/(?:oauth\/)?loc1\//.test(pathname);
  return isStart || isOther ? undefined : 'another location';
}

/** What is wrong with a response; `undefined` if nothing is. */
function findFault(response: Response, text: string): string | undefined {
  const { status, headers } = response;
  if (!(PROXY_STATUSES as readonly number[]).includes(status)) return 'an unknown status';
  if (headers.get('Cache-Control') !== 'no-store') return 'no no-store';
  if (headers.has('Set-Cookie') || headers.has('Location')) return 'a header of HighLevel';
  if (!['', APP].includes(headers.get('Access-Control-Allow-Origin') ?? '')) return 'CORS for somebody else';
  if (status < 400) return undefined;
  const { error } = JSON.parse(text) as { error: { code: string; message: string } };
  return /^[\x20-\x7e]{1,200}$/.test(error.message) && /^[a-z_]+$/.test(error.code) ? undefined : 'an odd error';
}

it(
  `keeps its rules for any path, method, header, body and response of HighLevel (${REQUESTS} requests, seed ${SEED})`,
  async () => {
    const random = createRandom(SEED);
    const { pick, chance } = random;
    const { rig, handle } = createRig();
    const statuses = new Map<number, number>();
    const claims = { locationId: 'loc1', userId: 'user1', can: ['connect', 'attach', 'list', 'disconnect'] } as const;
    const token = () => createSessionToken(claims, { key: SESSION_KEY });
    let session = await token();
    let successes = 0;

    for (let count = 0; count < REQUESTS; count += 1) {
      if (count % 10_000 === 9_999) session = await token();
      const [wantedMethod, wantedPath, wantedStatus, goodBody] = pick(WISHES);
      const spoilt = {
        path: chance(0.3),
        method: chance(0.1),
        header: chance(0.3),
        body: chance(0.3),
        identity: chance(0.1),
      };
      const path = spoilt.path ? pick(PATHS)(wantedPath, random) : wantedPath;
      const method = spoilt.method
        ? pick(['GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'get'])
        : wantedMethod;
      const headers = new Headers({ 'X-GHL-Connect': '1', Origin: APP, 'Sec-Fetch-Site': 'cross-site' });
      if (!spoilt.identity) headers.set('Authorization', `Bearer ${session}`);
      if (goodBody) headers.set('Content-Type', 'application/json');
      if (method === 'OPTIONS') headers.set('Access-Control-Request-Method', wantedMethod);
      if (spoilt.header) {
        for (const [name, values] of [pick(HEADERS), pick(HEADERS)]) {
          if (chance(0.2)) headers.delete(name);
          else setHeader(headers, name, pick(values));
        }
      }
      const good = JSON.stringify(goodBody ?? {});
      const hasBody = !/^(?:get|head)$/i.test(method);
      const chosen = spoilt.body ? pick(BODIES)(good, random) : goodBody && good;
      const body = hasBody && chosen !== undefined ? chosen : null;
      const stream = body instanceof ReadableStream ? { duplex: 'half' } : {};
      const request = new Request(PROXY + path, { method, headers, body, ...stream } as RequestInit);
      const isHostile = chance(0.4);
      rig.answer = createAnswer(isHostile, random);

      const response = await handle(request);
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      rig.outputs.push(text, JSON.stringify([...response.headers]));
      const context = JSON.stringify({ count, method, path, headers: [...headers], status: response.status, text });

      const fault = findFault(response, text);
      if (fault !== undefined) expect.fail(`${fault}: ${context}`);
      for (const call of rig.calls) {
        const trespass = findTrespass(call);
        if (trespass !== undefined) expect.fail(`${trespass}: ${call.method} ${call.url} ${context}`);
      }
      // Browsers name the origin of every request that has the header of the element and comes from elsewhere.
      const mayAsk = [null, APP].includes(headers.get('Origin'));
      const isAuthorized = headers.get('Authorization') === `Bearer ${session}`;
      if (rig.calls.length > 0 && !(mayAsk && isAuthorized && headers.get('X-GHL-Connect') === '1')) {
        expect.fail(`HighLevel was asked for a stranger: ${context}`);
      }
      for (const output of rig.outputs) {
        if (SECRETS.some((secret) => output.includes(secret))) expect.fail(`a secret in ${output} ${context}`);
      }
      if (!isHostile && !Object.values(spoilt).includes(true)) {
        successes += 1;
        if (response.status !== wantedStatus) expect.fail(`expected ${wantedStatus}: ${context}`);
      }
      rig.calls.length = 0;
      rig.outputs.length = 0;
    }

    // What is right is accepted, and the runs reached further than the first refusal.
    expect(successes).toBeGreaterThan(REQUESTS / 20);
    for (const reached of [200, 201, 204, 400, 401, 403, 404, 405, 413, 415, 429, 502]) {
      expect([...statuses.keys()]).toContain(reached);
    }
    if (REQUESTS > 100_000) console.info(JSON.stringify([...statuses].sort(([a], [b]) => a - b)));
  },
  REQUESTS * MS_PER_REQUEST,
);
