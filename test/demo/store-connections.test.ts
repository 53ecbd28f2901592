import { PGlite } from '@electric-sql/pglite';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as areWorkingModule from '../../demo/tutorials/store/are-working.js';
import type * as connectionsModule from '../../demo/tutorials/store/connections.js';
import { CANARY, createRequest, KEY } from '../proxy/fixture.js';
import { startHighLevel, type SimulatedHighLevel } from '../runtimes/simulated-highlevel.js';
import { SECRETS } from './tutorial-fixture.js';

const SESSION = { locationId: 'loc1', userId: 'user1', can: ['connect', 'attach', 'list', 'disconnect'] } as const;
const DAY_MS = 86_400_000;

let highLevel: SimulatedHighLevel;
let database: PGlite;
let connections: typeof connectionsModule;
let health: typeof areWorkingModule;

beforeAll(async () => {
  highLevel = await startHighLevel();
  for (const [name, value] of Object.entries({ ...SECRETS, GHL_TOKEN: CANARY, GHL_UPSTREAM: highLevel.origin })) {
    vi.stubEnv(name, value);
  }
  // They read the environment when they are loaded.
  connections = await import('../../demo/tutorials/store/connections.js');
  health = await import('../../demo/tutorials/store/are-working.js');
  database = new PGlite();
  await database.query(connections.CREATE_TABLE);
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await database.query('TRUNCATE connections');
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await Promise.all([database.close(), highLevel.stop()]);
});

type Target = Parameters<typeof connectionsModule.createProxy>[0];
/** For a host that has no hooks, or has lost what they told. */
const NOWHERE: Target = { query: () => Promise.resolve() };

interface Row {
  readonly id: string;
  readonly action: string;
}

const readRows = async (): Promise<Row[]> =>
  (await database.query<Row>('SELECT id, action FROM connections ORDER BY changed')).rows;

/** Sends requests to the guide's proxy, which keeps its facts in `target`. */
function createSender(target: Target) {
  const handle = connections.createProxy(target, () => SESSION);
  return async (path: string, init: RequestInit = {}): Promise<string> => {
    const response = await handle(createRequest(`/social-media-posting/${path}`, init));
    expect(response.ok).toBe(true);
    return ((await response.json()) as { receipt: string }).receipt;
  };
}

/** Connects, attaches, disconnects and attaches again; returns the receipts. */
async function liveThrough(target: Target): Promise<{ receipts: string[]; login: string; account: string }> {
  const send = createSender(target);
  const login = highLevel.addLogin({ platform: 'facebook', locationId: 'loc1' });
  const path = `oauth/-/facebook/accounts/${login}`;
  const details = await fetch(`${highLevel.origin}/social-media-posting/${path.replace('-', 'loc1')}`, {
    headers: { Authorization: `Bearer ${CANARY}`, Version: 'v3' },
  });
  const { results } = (await details.json()) as { results: { pages: { id: string; name: string }[] } };
  const { id = '', name = '' } = results.pages[0] ?? {};
  const attach = () =>
    send(path, { method: 'POST', body: JSON.stringify({ type: 'page', originId: id, name, avatar: '' }) });
  const receipts: string[] = [await send(path)];
  const note = async (call: () => Promise<string>) => {
    vi.setSystemTime(Date.now() + 2_000);
    receipts.push(await call());
  };
  await note(attach);
  const { account } = JSON.parse(atob(receipts[1]!.split('.')[1]!)) as { account: string };
  await note(() => send(`-/accounts/${account}`, { method: 'DELETE' }));
  await note(attach);
  return { receipts, login, account };
}

describe('the guide’s database', () => {
  it('keeps the latest state with hooks', async () => {
    const { login, account } = await liveThrough(database);
    expect(await readRows()).toEqual([
      { id: login, action: 'connect' },
      { id: account, action: 'attach' },
    ]);
  });

  it.each<[string, readonly number[], string]>([
    ['in their order', [0, 1, 2, 3], 'attach'],
    ['twice', [0, 1, 1, 2, 2, 3, 3], 'attach'],
    ['in another order', [3, 2, 1, 0], 'attach'],
    ['without the last', [2, 1, 0], 'disconnect'],
  ])('keeps the latest state with receipts that arrive %s', async (_title, order, action) => {
    const { receipts, login, account } = await liveThrough(NOWHERE);
    for (const index of order) await connections.saveReceipt(database, receipts[index]!, 'loc1');
    expect(await readRows()).toEqual([
      { id: login, action: 'connect' },
      { id: account, action },
    ]);
  });

  it('keeps an account as disconnected even if HighLevel no longer names its login', async () => {
    const { receipts, account } = await liveThrough(NOWHERE);
    await connections.saveReceipt(database, receipts[1]!, 'loc1');
    const claims = { act: 'disconnect', loc: 'loc1', plat: 'facebook', account };
    const receipt = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect-receipt+jwt' })
      .setSubject('user1')
      .setJti('without-a-login')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(SECRETS.RECEIPT_KEY));
    await connections.saveReceipt(database, receipt, 'loc1');
    expect(await readRows()).toEqual([{ id: account, action: 'disconnect' }]);
  });

  it('could have a unique index on the id of a receipt: attaching, disconnecting and attaching again are three facts', async () => {
    const { receipts } = await liveThrough(NOWHERE);
    const idOf = (receipt: string) => (JSON.parse(atob(receipt.split('.')[1]!)) as { jti: string }).jti;
    expect(new Set(receipts.map(idOf)).size).toBe(4);
  });

  it('stores nothing for a receipt of another location, key or time', async () => {
    const { receipts } = await liveThrough(NOWHERE);
    const [receipt = ''] = receipts;
    await expect(connections.saveReceipt(database, receipt, 'loc2')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(connections.saveReceipt(database, `${receipt}x`, 'loc1')).rejects.toMatchObject({
      code: 'unauthorized',
    });
    vi.stubEnv('RECEIPT_KEY', KEY.replace('Z', 'Y'));
    await expect(connections.saveReceipt(database, receipt, 'loc1')).rejects.toMatchObject({ code: 'unauthorized' });
    vi.stubEnv('RECEIPT_KEY', SECRETS.RECEIPT_KEY);
    vi.setSystemTime(Date.now() + DAY_MS);
    await expect(connections.saveReceipt(database, receipt, 'loc1')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await readRows()).toEqual([]);
  });
});

describe('the guide’s question after a reconnect', () => {
  it('is answered by HighLevel’s list', async () => {
    const { account } = await liveThrough(NOWHERE);
    expect(await health.areWorking('loc1', [account])).toBe(true);
    expect(await health.areWorking('loc1', [account, 'unknown'])).toBe(false);
    expect(await health.areWorking('loc1', [])).toBe(false);
    expect(await health.areWorking('another', [account])).toBe(false);
  });
});
