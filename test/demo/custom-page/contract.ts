import { serve } from 'srvx';
import { expect, onTestFinished } from 'vitest';
import { createSimulator } from '../../../src/simulator/index.js';
import { encryptPayload } from '../../proxy/user-context/encrypt.js';
import { SECRETS } from '../tutorial-fixture.js';

export const LOCATION = 'location-1';
export const COMPANY = 'company-1';
const USER = 'user-1';
const WHITE_LABEL = 'https://app.agency.example';
const HIGHLEVEL_APP = 'https://app.gohighlevel.com';
const CLIENT = { clientId: '65f1a2b3c4d5e6f708192a3b-app', clientSecret: 'the-client-secret-of-the-tests' };
const SHARED_SECRET = 'the-shared-secret-of-the-tests';
const API = '/social-media-posting';

/** HighLevel, on the loopback, which knows one app. */
export async function startHighLevel(): Promise<string> {
  const app = { ...CLIENT, companyId: COMPANY, locations: [LOCATION, 'location-2'] };
  const simulator = createSimulator({ app });
  const server = serve({ fetch: simulator.fetch, hostname: '127.0.0.1', port: 0, silent: true });
  await server.ready();
  onTestFinished(() => server.close(true));
  return new URL(server.url ?? '').origin;
}

/** The variables that every recipe reads. */
export const createEnvironment = (highLevel: string, publicUrl: string): Record<string, string> => ({
  GHL_CLIENT_ID: CLIENT.clientId,
  GHL_CLIENT_SECRET: CLIENT.clientSecret,
  GHL_SHARED_SECRET: SHARED_SECRET,
  SESSION_KEY: SECRETS.SESSION_KEY,
  ENCRYPTION_KEY: 'Ek9wR2tY5uI8oP1aS4dF7gH0jK3lZ6xC',
  PUBLIC_URL: publicUrl,
  PARENT_ORIGINS: 'https://portal.agency.example',
  GHL_UPSTREAM: highLevel,
});

/** What HighLevel's page sends to a page that it shows. */
export function createPayload(change: Record<string, unknown> = {}, secret = SHARED_SECRET): string {
  const context = {
    userId: USER,
    companyId: COMPANY,
    role: 'admin',
    type: 'agency',
    activeLocation: LOCATION,
    userName: 'Zoë Müller',
    whitelabelDetails: { domain: new URL(WHITE_LABEL).host },
    ...change,
  };
  return encryptPayload(JSON.stringify(context), secret);
}

function spoil(payload: string): string {
  const bytes = Buffer.from(payload, 'base64');
  bytes[20]! ^= 1;
  return bytes.toString('base64');
}

export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** Requests of the page to a backend. */
export function createPage(publicUrl: string, pageOrigin: string): Send {
  const site = new URL(publicUrl).origin === pageOrigin ? 'same-origin' : 'cross-site';
  return (path, { headers, ...init } = {}) =>
    fetch(publicUrl + path, {
      redirect: 'manual',
      ...init,
      headers: {
        Origin: pageOrigin,
        'Sec-Fetch-Site': site,
        'X-GHL-Connect': '1',
        'Content-Type': 'application/json',
        ...(headers as Record<string, string>),
      },
    });
}

export const createExchange =
  (send: Send, path: string) =>
  (payload: string, parentOrigin: string = HIGHLEVEL_APP, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: JSON.stringify({ payload, parentOrigin }), headers });

/** Refuses what is not a user context of HighLevel, and accepts what is. Returns a session token. */
export async function expectExchange(exchange: ReturnType<typeof createExchange>): Promise<string> {
  const refused = {
    'another secret': await exchange(createPayload({}, 'another-secret')),
    'a changed payload': await exchange(spoil(createPayload())),
    'no payload': await exchange('U2FsdGVkX18='),
    'not base64': await exchange(`${createPayload()} `),
    'a location id with a path in it': await exchange(createPayload({ activeLocation: '../location-2' })),
    'a foreign parent': await exchange(createPayload(), 'https://evil.example'),
    'a parent that only looks like HighLevel': await exchange(createPayload(), `${HIGHLEVEL_APP}.evil.example`),
  };
  for (const [title, response] of Object.entries(refused)) expect(response.status, title).toBe(401);
  const bodies = await Promise.all(Object.values(refused).map((response) => response.text()));
  expect(new Set(bodies).size).toBe(1);

  for (const parent of [HIGHLEVEL_APP, WHITE_LABEL, 'https://portal.agency.example']) {
    const accepted = await exchange(createPayload(), parent);
    expect(accepted.status, parent).toBe(200);
    expect(await accepted.json()).toMatchObject({ locationId: LOCATION, userId: USER });
  }
  const { token } = (await (await exchange(createPayload())).json()) as { token: string };
  return token;
}

/** Stops guesses which change of a payload is accepted, and keeps nobody else out. */
export async function expectGuessLimit(exchange: ReturnType<typeof createExchange>): Promise<void> {
  const [own, other] = [createPayload(), createPayload()];
  for (let count = 0; count < 35; count += 1) expect((await exchange(own)).status).toBe(200);
  const guesses = await Promise.all(Array.from({ length: 35 }, () => exchange(spoil(own))));
  const statuses = guesses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  const refused = guesses.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(5);
  expect(Number(refused[0]!.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect((await exchange(other)).status).toBe(200);
}

/** Installs the app in `location-1`, as an admin does. */
export async function install(send: Send, publicUrl: string): Promise<void> {
  const chosen = new URL((await send('/app/install')).headers.get('Location')!);
  chosen.pathname = '/oauth/chooselocation/decision';
  chosen.searchParams.set('installer', LOCATION);
  chosen.searchParams.set('decision', 'allow');
  const callback = (await fetch(chosen, { redirect: 'manual' })).headers.get('Location')!;
  expect(callback).toContain(`${publicUrl}/app/oauth/callback?`);
  expect((await fetch(callback)).status).toBe(200);
  // A code works once.
  expect((await fetch(callback)).status).toBe(400);
}

/** A connection is started and the list is read with the token, and with no other. */
export async function expectProxy(send: Send, token: string): Promise<void> {
  const authorized = { Authorization: `Bearer ${token}` };
  const started = await send(`${API}/oauth/facebook/start`, { method: 'POST', headers: authorized });
  expect(started.status).toBe(200);
  const { url } = (await started.json()) as { url: string };
  expect(new URL(url).searchParams.get('state')).toContain(`locationId=${LOCATION}&userId=${USER}`);

  const list = (headers: Record<string, string>) => send(`${API}/-/accounts`, { headers });
  const listed = await list(authorized);
  const { results } = (await listed.json()) as { results: { accounts: unknown[]; can: string[] } };
  expect(results.can).toContain('list');
  expect(results.accounts.length).toBeGreaterThan(0);
  expect((await list({})).status).toBe(401);
  expect((await list({ ...authorized, Authorization: `Bearer ${token}x` })).status).toBe(401);
  const foreign = { ...authorized, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  expect((await list(foreign)).status).toBe(403);
  expect((await send(`${API}/location-2/accounts`, { headers: authorized })).status).toBe(403);
}

/** Everything that a page inside HighLevel does with a backend of the recipes. */
export async function expectCustomPage(publicUrl: string, pageOrigin = new URL(publicUrl).origin): Promise<void> {
  const send = createPage(publicUrl, pageOrigin);
  const exchange = createExchange(send, '/highlevel/session');
  expect((await exchange(createPayload())).status).toBe(401);
  await install(send, publicUrl);
  const token = await expectExchange(exchange);
  expect((await exchange(createPayload({ activeLocation: 'location-2' }))).status).toBe(401);
  expect((await exchange(createPayload({ activeLocation: undefined }))).status).toBe(403);
  const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  expect((await exchange(createPayload(), HIGHLEVEL_APP, foreign)).status).toBe(403);
  await expectProxy((path, init) => send(`/highlevel${path}`, init), token);
}

/** HighLevel may show the page, on each of its domains, and no other site may. */
export function expectFrame({ headers }: Response): void {
  expect(headers.get('X-Frame-Options')).toBeNull();
  expect(headers.get('Content-Security-Policy')).toBe(
    `frame-ancestors ${HIGHLEVEL_APP} https://app.leadconnectorhq.com https://portal.agency.example`,
  );
}
