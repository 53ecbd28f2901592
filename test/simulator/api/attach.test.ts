import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '../../../src/protocol/platforms.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { askApi, ATTACH_BODIES, createApiRequest, loginPath } from './api-request.js';
import { runPopup, startUrl } from '../oauth/popup-chain.js';

const ATTACHABLE = PLATFORM_NAMES.filter((name) => PLATFORMS[name].attachable);
const VERSIONS = ['v3', '2021-07-28'] as const;

interface ListEntry {
  id: string;
  oauthId: string;
  platform: string;
  deleted: boolean;
}

async function listAccounts(simulator: Simulator): Promise<ListEntry[]> {
  const { status, body } = await askApi(simulator, 'location-1/accounts');
  expect(status).toBe(200);
  return body.results?.accounts as ListEntry[];
}

function attach(simulator: Simulator, platform: Platform, body: unknown, version = 'v3') {
  const accountId = simulator.addLogin({ platform, locationId: 'location-1' });
  return askApi(simulator, loginPath(platform, accountId, version), { method: 'POST', version, body });
}

describe.each(ATTACHABLE.flatMap((platform) => VERSIONS.map((version) => [platform, version] as const)))(
  'attach on %s, %s',
  (platform, version) => {
    it('puts the account into the list, and the details show it', async () => {
      const simulator = createSimulator({ accounts: 1 });
      const accountId = simulator.addLogin({ platform, locationId: 'location-1' });
      const path = loginPath(platform, accountId, version);
      const details = async () => JSON.stringify((await askApi(simulator, path, { version })).body.results);
      expect(await details()).toContain('"isConnected":false');

      const body = ATTACH_BODIES[platform];
      const { status, body: answer } = await askApi(simulator, path, { method: 'POST', version, body });
      expect(status).toBe(201);
      expect(answer).toMatchObject({
        success: true,
        statusCode: 201,
        results: { oAuthId: accountId, locationId: 'location-1', platform, active: true, deleted: false },
      });
      expect(await details()).toContain('"isConnected":true');
      expect((await listAccounts(simulator)).filter((entry) => entry.oauthId === accountId)).toHaveLength(1);
    });

    it('refuses no body, and what is not an object', async () => {
      for (const body of [undefined, '', '{', '[]', '"text"', 'null', '7']) {
        const { status, body: answer } = await attach(createSimulator(), platform, body, version);
        expect(status).toBe(422);
        expect(answer).toEqual({
          statusCode: 422,
          message: expect.arrayContaining([expect.any(String)]) as unknown,
          error: 'Unprocessable Entity',
        });
      }
    });

    it('refuses an account that the login does not manage', async () => {
      const body = structuredClone(ATTACH_BODIES[platform]) ?? {};
      const key = platform === 'google' ? (body.location as Record<string, unknown>) : body;
      for (const name of ['originId', 'pageId', 'name']) if (name in key) key[name] = 'somebody-else';
      expect((await attach(createSimulator(), platform, body, version)).status).toBe(422);
    });
  },
);

describe('attach', () => {
  const required: Record<string, string[]> = {
    facebook: ['type', 'originId', 'name', 'avatar'],
    instagram: ['pageId'],
    linkedin: ['type', 'originId', 'name', 'avatar', 'urn'],
    tiktok: ['type', 'originId', 'name', 'avatar'],
    google: ['location', 'account'],
    youtube: ['type', 'originId', 'name', 'avatar'],
    pinterest: ['originId'],
    threads: ['type', 'originId', 'name', 'avatar'],
  };

  it.each(ATTACHABLE)('wants of %s exactly what v3 requires', async (platform) => {
    const complete = ATTACH_BODIES[platform] ?? {};
    for (const name of Object.keys(complete)) {
      const body = { ...complete, [name]: undefined };
      const { status } = await attach(createSimulator(), platform, body);
      expect([name, status]).toEqual([name, required[platform]?.includes(name) ? 422 : 201]);
    }
  });

  it('wants of every google part what v3 requires', async () => {
    const { account, location } = ATTACH_BODIES.google as Record<string, Record<string, unknown>>;
    const rest = { ...account, vettedState: undefined };
    const { body } = await attach(createSimulator(), 'google', { location, account: rest });
    expect(body.message).toEqual(['account.vettedState should not be empty']);
  });

  it('wants in the older version only what says which account is meant', async () => {
    const simulator = createSimulator();
    expect((await attach(simulator, 'facebook', { originId: '104420500000001' }, '2021-07-28')).status).toBe(201);
    expect((await attach(simulator, 'facebook', { type: 'page' }, '2021-07-28')).status).toBe(422);
    expect((await attach(simulator, 'facebook', { originId: '104420500000001' }, 'v3')).status).toBe(422);
  });

  it('wants the right words and types', async () => {
    const wrong = { ...ATTACH_BODIES.tiktok, type: 'location', verified: 'yes' };
    const { body } = await attach(createSimulator(), 'tiktok', wrong);
    expect(body.message).toEqual([
      'type must be one of the following values: profile, business',
      'verified must be a boolean',
    ]);
    expect((await attach(createSimulator(), 'tiktok', { ...wrong, type: 'business', verified: true })).status).toBe(
      201,
    );
  });

  it('takes a urn for a LinkedIn account', async () => {
    const body = { ...ATTACH_BODIES.linkedin, originId: 'urn:li:person:80840001' };
    expect((await attach(createSimulator(), 'linkedin', body)).status).toBe(201);
  });

  it('changes nothing if the account is attached already, and attaches it anew after it was disconnected', async () => {
    const simulator = createSimulator();
    const login = loginPath('threads', simulator.addLogin({ platform: 'threads', locationId: 'location-1' }));
    const attachAgain = async () =>
      (await askApi(simulator, login, { method: 'POST', body: ATTACH_BODIES.threads })).body.results;
    const first = await attachAgain();
    expect(await attachAgain()).toEqual(first);
    await askApi(simulator, `location-1/accounts/${String(first?.oldId)}`, { method: 'DELETE' });
    const later = await attachAgain();
    expect(later?.oldId).toBe(first?.oldId);
    expect(later?._id).not.toBe(first?._id);
  });

  it('does not exist for TikTok Business', async () => {
    for (const version of VERSIONS) {
      expect((await attach(createSimulator(), 'tiktok-business', { originId: '1' }, version)).status).toBe(404);
    }
  });

  it('is not moved by a body with a prototype in it', async () => {
    const text = '{"__proto__":{"originId":"549900000000000001"},"constructor":{}}';
    expect((await attach(createSimulator(), 'pinterest', text)).status).toBe(422);
    expect(Object.hasOwn(Object.prototype, 'originId')).toBe(false);
  });

  it.each([
    [65_536, 201],
    [65_537, 422],
  ])('of a body of %i bytes is %i', async (length, status) => {
    const body = JSON.stringify(ATTACH_BODIES.pinterest).padEnd(length);
    expect((await attach(createSimulator(), 'pinterest', body)).status).toBe(status);
  });

  it('reads no more of an endless body than is good, and leaves the rest to the server', async () => {
    const simulator = createSimulator();
    const accountId = simulator.addLogin({ platform: 'pinterest', locationId: 'location-1' });
    let chunks = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        // What reads on has to be stopped by the test.
        if (chunks > 1000) controller.close();
        else controller.enqueue(new Uint8Array(4_096));
      },
      cancel() {
        cancelled = true;
      },
    });
    const { url, headers } = createApiRequest(loginPath('pinterest', accountId));
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const response = await simulator.fetch(new Request(url, init));
    expect(response.status).toBe(422);
    expect(cancelled).toBe(false);
    expect(chunks).toBeLessThan(30);
  });
});

describe('the list', () => {
  it('has accounts from before, and one that was deleted', async () => {
    const accounts = await listAccounts(createSimulator());
    expect(accounts.filter(({ deleted }) => deleted)).toHaveLength(1);
    expect(accounts.filter(({ deleted }) => !deleted).map(({ platform }) => platform)).toEqual(PLATFORM_NAMES);
  });

  it('keeps what is disconnected, as deleted, and the details let go of it', async () => {
    const simulator = createSimulator({ accounts: 2 });
    const before = await listAccounts(simulator);
    const id = before.find(({ platform }) => platform === 'threads')?.id ?? '';
    const login = loginPath('threads', simulator.addLogin({ platform: 'threads', locationId: 'location-1' }));
    const details = async () => JSON.stringify((await askApi(simulator, login)).body.results);
    expect(await details()).toContain('"isConnected":true');

    const path = `location-1/accounts/${id}?companyId=c&userId=u`;
    const { status, body } = await askApi(simulator, path, { method: 'DELETE' });
    expect([status, body.results]).toEqual([200, { locationId: 'location-1', id }]);
    const after = await listAccounts(simulator);
    expect(after).toHaveLength(before.length);
    expect(after.find((entry) => entry.id === id)?.deleted).toBe(true);
    expect(await details()).not.toContain('"isConnected":true');
    expect((await askApi(simulator, path, { method: 'DELETE' })).status).toBe(404);
  });

  it('takes the record id of the attach answer for a disconnect too', async () => {
    const simulator = createSimulator();
    const { body } = await attach(simulator, 'threads', ATTACH_BODIES.threads);
    const id = body.results?._id as string;
    expect((await askApi(simulator, `location-1/accounts/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await askApi(simulator, `location-2/accounts/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('names the renewed accounts in the message of a reconnect', async () => {
    const simulator = createSimulator();
    const { posted } = await runPopup(simulator, startUrl('threads', { reconnect: 'true' }));
    const ids = (await listAccounts(simulator)).filter(({ platform }) => platform === 'threads').map(({ id }) => id);
    expect(posted[0]?.data).toMatchObject({ reconnectAccounts: ids });
  });
});
