import { expect, it } from 'vitest';
import { createSessionToken, type SessionClaims } from '../../src/proxy/index.js';
import { CANARY } from '../proxy/leaks.js';
import type { SimulatedHighLevel } from './simulated-highlevel.js';

/** What the examples read from their environment. */
export const ENVIRONMENT = {
  SESSION_KEY: 'a-key-of-the-tests-with-40-characters-ok',
  GHL_TOKEN: CANARY,
  PAGE_ORIGIN: 'https://app.example',
};

const API = '/social-media-posting';
const SESSION: SessionClaims = {
  locationId: 'loc1',
  userId: 'user1',
  can: ['connect', 'attach', 'list', 'disconnect'],
};

/** A proxy that runs somewhere. */
export interface RunningProxy {
  /** Sends a request to a path below the proxy's mount. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** All that it has printed. */
  readonly printed: string;
  stop(): Promise<void>;
}

interface DetailsBody {
  results: { pages: { id: string; name: string; avatar: string }[] };
}

interface ListBody {
  results: { accounts: { id: string; name: string }[] };
}

async function createHeaders(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const token = await createSessionToken(SESSION, { key: ENVIRONMENT.SESSION_KEY });
  const { PAGE_ORIGIN } = ENVIRONMENT;
  return { Origin: PAGE_ORIGIN, 'X-GHL-Connect': '1', Authorization: `Bearer ${token}`, ...more };
}

/** What a proxy does, wherever it runs. */
export function testContract(getProxy: () => RunningProxy, highLevel: () => SimulatedHighLevel): void {
  const seen: string[] = [];

  async function send(path: string, init: RequestInit = {}): Promise<{ response: Response; body: unknown }> {
    const response = await getProxy().send(path, init);
    const text = await response.text();
    seen.push(text, JSON.stringify([...response.headers]));
    return { response, body: text === '' ? undefined : JSON.parse(text) };
  }

  it('is alive', async () => {
    const { response, body } = await send('/health');
    expect([response.status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('lets the page ask', async () => {
    const headers = { Origin: ENVIRONMENT.PAGE_ORIGIN, 'Access-Control-Request-Method': 'POST' };
    const { response } = await send(`${API}/oauth/facebook/start`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(ENVIRONMENT.PAGE_ORIGIN);
  });

  it('starts', async () => {
    const { response, body } = await send(`${API}/oauth/facebook/start`, {
      method: 'POST',
      headers: await createHeaders(),
    });
    expect(response.status).toBe(200);
    const { pathname, searchParams } = new URL((body as { url: string }).url);
    expect(pathname).toBe('/provider/facebook/consent');
    expect(searchParams.get('state')).toContain('locationId=loc1&userId=user1');
    expect(highLevel().requests.at(-1)?.headers).toMatchObject({ authorization: 'present', version: 'v3' });
  });

  it('tells details, attaches, lists and disconnects', async () => {
    const login = highLevel().addLogin({ platform: 'facebook', locationId: 'loc1', userId: 'user1' });
    const path = `${API}/oauth/-/facebook/accounts/${login}`;
    const details = await send(path, { headers: await createHeaders() });
    expect([details.response.status, details.body]).toMatchObject([
      200,
      { success: true, results: { pages: [{}, {}, {}] } },
    ]);

    const { id, name, avatar } = (details.body as DetailsBody).results.pages[1]!;
    const attached = await send(path, {
      method: 'POST',
      headers: await createHeaders({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({ type: 'page', originId: id, name, avatar }),
    });
    expect([attached.response.status, attached.body]).toMatchObject([201, { results: { name } }]);

    const list = async () =>
      ((await send(`${API}/-/accounts`, { headers: await createHeaders() })).body as ListBody).results.accounts;
    const account = (await list()).find((entry) => entry.name === name);
    const gone = await send(`${API}/-/accounts/${account?.id}`, { method: 'DELETE', headers: await createHeaders() });
    expect(gone.response.status).toBe(200);
    expect((await list()).map((entry) => entry.id)).not.toContain(account?.id);
  });

  it('serves many at once', async () => {
    const login = highLevel().addLogin({ platform: 'linkedin', locationId: 'loc1' });
    const headers = await createHeaders();
    const sent = Array.from({ length: 20 }, () => send(`${API}/oauth/loc1/linkedin/accounts/${login}`, { headers }));
    expect((await Promise.all(sent)).map(({ response }) => response.status)).toEqual(
      Array.from({ length: 20 }, () => 200),
    );
  });

  it('passes on what HighLevel refuses', async () => {
    const { response, body } = await send(`${API}/oauth/-/facebook/accounts/unknown`, {
      headers: await createHeaders(),
    });
    expect([response.status, body]).toMatchObject([404, { error: { code: 'not_found' } }]);
  });

  it.each<[number, string, Record<string, string>]>([
    [401, 'unauthorized', { Authorization: 'Bearer not.a.session' }],
    [403, 'forbidden', { Origin: 'https://evil.example' }],
    [403, 'forbidden', { 'X-GHL-Connect': '0' }],
  ])('answers %i %s to %j, and asks nobody', async (status, code, more) => {
    const { length } = highLevel().requests;
    const { response, body } = await send(`${API}/-/accounts`, { headers: await createHeaders(more) });
    expect([response.status, body]).toMatchObject([status, { error: { code } }]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(highLevel().requests).toHaveLength(length);
  });

  it('keeps the token to itself', () => {
    expect(seen.length).toBeGreaterThan(10);
    expect([...seen, getProxy().printed].filter((text) => text.includes(CANARY))).toEqual([]);
  });
}
