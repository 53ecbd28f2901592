import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/store/index.js';
import { CLIENT_ID } from '../observed-highlevel.js';
import { COMPANY, createApp, createEvent, LOCATION, MOUNT, rejection, type App } from '../fixture.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const ASK = { locationId: LOCATION };
const MINUTE_MS = 60_000;
const WRONG_SIGNATURE = 'A webhook was refused. The signature does not fit the bytes of the body.';

afterEach(() => vi.useRealTimers());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

/** An app that a location has installed itself. */
async function createInstalled(options: Parameters<typeof createApp>[0] = {}): Promise<App> {
  const app = await createApp(options);
  await app.install(SUBJECT);
  return app;
}

const isStillInstalled = ({ tokens }: App) => tokens.isInstalled(ASK);

describe('a webhook that HighLevel has signed', () => {
  it('deletes the tokens of a location that uninstalls the app', async () => {
    const app = await createInstalled();
    await app.tokens.getToken(ASK);
    const response = await app.send({ type: 'UNINSTALL', locationId: LOCATION });
    expect([response.status, await response.json()]).toEqual([200, { status: 'done' }]);
    expect(await isStillInstalled(app)).toBe(false);
    expect(await app.store.get(`tokens:${CLIENT_ID}:location:${LOCATION}`)).toBeUndefined();
    expect(await rejection(app.tokens.getToken(ASK))).toMatchObject({ code: 'not_found' });
  });

  it('deletes the tokens of a company that uninstalls the app, for all its locations', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    await app.tokens.getToken(ASK);
    await app.send({ type: 'UNINSTALL', companyId: COMPANY });
    expect(await app.tokens.isInstalled({ companyId: COMPANY })).toBe(false);
    expect(await isStillInstalled(app)).toBe(false);
    expect(await app.store.get(`tokens:${CLIENT_ID}:company:${COMPANY}`)).toBeUndefined();
    expect(await rejection(app.another().getToken(ASK))).toMatchObject({ code: 'not_found' });
  });

  it('ends the installation for one location of a company only', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    for (const id of [LOCATION, 'location2']) await app.highLevel.addLocation(COMPANY, id);
    await app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY });
    await app.highLevel.uninstall({ companyId: COMPANY, locationId: LOCATION });
    await app.send({ type: 'UNINSTALL', locationId: LOCATION });
    expect(await rejection(app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY }))).toMatchObject({
      code: 'not_found',
    });
    expect(await app.tokens.getToken({ locationId: 'location2', companyId: COMPANY })).toMatch(/^simulated-access-/);
  });

  it('names the company of a location, so that HighLevel need not be asked', async () => {
    const app = await createApp();
    await app.send({ type: 'INSTALL', installType: 'Location', locationId: LOCATION, companyId: COMPANY });
    await app.install({ companyId: COMPANY });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    expect(await app.tokens.isInstalled(ASK)).toBe(true);
    await app.tokens.getToken(ASK);
    expect(app.highLevel.requests.map(({ path }) => path)).toEqual(['/oauth/token', '/oauth/locationToken']);
  });

  it.each(['INSTALL before the callback', 'INSTALL after the callback'])(
    'may come in either order: %s',
    async (order) => {
      const app = await createApp();
      const event = { type: 'INSTALL', locationId: LOCATION, companyId: COMPANY };
      if (order.includes('before')) await app.send(event);
      await app.install(SUBJECT);
      if (order.includes('after')) await app.send(event);
      expect(await isStillInstalled(app)).toBe(true);
      expect(await app.tokens.getToken(ASK)).toMatch(/^simulated-access-/);
    },
  );

  it('accepts an INSTALL without company and user, as for future locations', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    expect((await app.send({ type: 'INSTALL', locationId: LOCATION })).status).toBe(200);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it.each([
    ['all fields', {}],
    // As in the examples of HighLevel's documentation, of LocationCreate among others.
    ['no app', { appId: undefined }],
    ['no time', { timestamp: undefined }],
    ['no id', { webhookId: undefined }],
    ['an old time', { timestamp: minutesAgo(60) }],
  ])('is acknowledged and ignored when it is about something else, with %s', async (_what, fields) => {
    const app = await createInstalled();
    const response = await app.send({ type: 'LocationCreate', companyId: COMPANY, ...fields });
    expect([response.status, await response.json()]).toEqual([200, { status: 'ignored' }]);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it('takes a time in milliseconds', async () => {
    const app = await createInstalled();
    expect((await app.send({ type: 'UNINSTALL', locationId: LOCATION, timestamp: Date.now() })).status).toBe(200);
    expect(await isStillInstalled(app)).toBe(false);
  });
});

describe('webhooks out of order', () => {
  it('keep a location uninstalled when an older INSTALL comes late', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    await app.send({ type: 'UNINSTALL', locationId: LOCATION, timestamp: minutesAgo(-1) });
    await app.send({ type: 'INSTALL', locationId: LOCATION, companyId: COMPANY, timestamp: minutesAgo(2) });
    expect(await isStillInstalled(app)).toBe(false);
  });

  it('keep an installation when the UNINSTALL of an older one comes late', async () => {
    const app = await createInstalled();
    expect((await app.send({ type: 'UNINSTALL', locationId: LOCATION, timestamp: minutesAgo(2) })).status).toBe(200);
    expect(await isStillInstalled(app)).toBe(true);
    expect(await app.tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('keep a company when the UNINSTALL of an older installation comes late', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    await app.send({ type: 'UNINSTALL', companyId: COMPANY, timestamp: minutesAgo(2) });
    expect(await app.tokens.isInstalled({ companyId: COMPANY })).toBe(true);
  });

  it('delete within the second of the installation, as HighLevel may write no smaller parts', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-26T12:00:00.900Z') });
    const app = await createInstalled();
    await app.send({ type: 'UNINSTALL', locationId: LOCATION, timestamp: '2026-11-26T12:00:00Z' });
    expect(await isStillInstalled(app)).toBe(false);
  });
});

describe('a forged webhook', () => {
  const UNINSTALL = { type: 'UNINSTALL', locationId: LOCATION };

  it.each<[string, (request: { body: string; headers: Record<string, string> }) => void]>([
    ['has no signature', (request) => (request.headers = {})],
    ['has the signature N/A', (request) => (request.headers = { 'X-GHL-Signature': 'N/A' })],
    ['has an empty signature', (request) => (request.headers = { 'X-GHL-Signature': '' })],
    ['has a signature that is not base64', (request) => (request.headers = { 'X-GHL-Signature': '%%%' })],
    ['has another signature', (request) => (request.headers['X-GHL-Signature'] = btoa('x'.repeat(64)))],
    ['has a truncated body', (request) => (request.body = request.body.slice(0, -1))],
    ['has a longer body', (request) => (request.body += ' ')],
    ['has another location', (request) => (request.body = request.body.replace(LOCATION, 'location2'))],
    ['was parsed and written again', (request) => (request.body = JSON.stringify(JSON.parse(request.body), null, 1))],
    [
      'has only the older signature',
      ({ headers }) => {
        headers['X-WH-Signature'] = headers['X-GHL-Signature']!;
        delete headers['X-GHL-Signature'];
      },
    ],
  ])('is refused if it %s', async (_what, spoil) => {
    const app = await createInstalled();
    expect((await app.send(UNINSTALL, spoil)).status).toBe(401);
    expect(await isStillInstalled(app)).toBe(true);
    expect((await app.send(UNINSTALL)).status).toBe(200);
    expect(await isStillInstalled(app)).toBe(false);
  });

  it('is refused if it was signed with another key', async () => {
    const app = await createInstalled();
    const body = JSON.stringify(createEvent(UNINSTALL));
    const signature = sign(null, Buffer.from(body), generateKeyPairSync('ed25519').privateKey).toString('base64');
    const request = new Request(`${MOUNT}/webhooks`, {
      method: 'POST',
      body,
      headers: { 'X-GHL-Signature': signature },
    });
    expect((await app.tokens.fetch(request)).status).toBe(401);
  });

  it('is refused if HighLevel has signed it for another app', async () => {
    const app = await createInstalled();
    expect((await app.send({ ...UNINSTALL, appId: 'another-app-of-the-attacker' })).status).toBe(403);
    expect((await app.send({ ...UNINSTALL, appId: undefined })).status).toBe(403);
    expect((await app.send({ ...UNINSTALL, type: 'INSTALL', appId: undefined })).status).toBe(403);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it.each([
    ['ids that are not ids', { locationId: '../company1', companyId: { id: COMPANY } }],
    ['no ids', { locationId: undefined, companyId: undefined }],
    ['a list for an id', { locationId: [LOCATION] }],
  ])('changes nothing with %s', async (_what, fields) => {
    const app = await createInstalled();
    expect((await app.send({ ...UNINSTALL, ...fields })).status).toBe(200);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it.each<[string, unknown, boolean]>([
    ['a list', [LOCATION], true],
    ['a path', '../location1', true],
    ['null', null, false],
    ['nothing', undefined, false],
    ['an empty text', '', false],
  ])('is about the company only if its location is absent: %s', async (_what, locationId, isKept) => {
    const app = await createApp();
    await app.install({ companyId: COMPANY });
    expect((await app.send({ type: 'UNINSTALL', companyId: COMPANY, locationId })).status).toBe(200);
    expect(await app.tokens.isInstalled({ companyId: COMPANY })).toBe(isKept);
  });

  it.each([
    ['is no object', '[]'],
    ['is no JSON', 'UNINSTALL'],
    ['is empty', ''],
    ['has no time', JSON.stringify(createEvent({ ...UNINSTALL, timestamp: undefined }))],
    ['has a time that is none', JSON.stringify(createEvent({ ...UNINSTALL, timestamp: 'yesterday' }))],
    ['has no id', JSON.stringify(createEvent({ ...UNINSTALL, webhookId: undefined }))],
    ['has an id that is too long', JSON.stringify(createEvent({ ...UNINSTALL, webhookId: 'x'.repeat(201) }))],
  ])('is refused if its body %s', async (_what, body) => {
    const app = await createInstalled();
    const signature = await app.highLevel.sign(body);
    const response = await app.send({}, (request) =>
      Object.assign(request, { body, headers: { 'X-GHL-Signature': signature } }),
    );
    expect(response.status).toBe(400);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it('is not read beyond 256 kB', async () => {
    const app = await createInstalled();
    expect((await app.send({ ...UNINSTALL, padding: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await app.send({ ...UNINSTALL, padding: 'x'.repeat(200_000) })).status).toBe(200);
  });
});

describe('a replayed webhook', () => {
  it('is acknowledged, and changes nothing', async () => {
    const app = await createInstalled();
    let sent: { body: string; headers: Record<string, string> } | undefined;
    await app.send({ type: 'UNINSTALL', locationId: LOCATION }, (request) => (sent = { ...request }));
    await app.install(SUBJECT);
    const response = await app.send({}, (request) => Object.assign(request, sent));
    expect([response.status, await response.json()]).toEqual([200, { status: 'repeated' }]);
    expect(await isStillInstalled(app)).toBe(true);
  });

  it.each([
    [-6, 400],
    [-4, 200],
    [4, 200],
    [6, 400],
  ])('that is %i minutes old is answered with %i', async (minutes, status) => {
    const app = await createInstalled();
    const event = { type: 'UNINSTALL', locationId: LOCATION, timestamp: minutesAgo(minutes) };
    expect((await app.send(event)).status).toBe(status);
  });

  it('has the window that is configured', async () => {
    const app = await createInstalled();
    const event = { type: 'UNINSTALL', locationId: LOCATION, timestamp: minutesAgo(6) };
    const publicKeys = [await app.highLevel.publicKey()];
    const patient = { ...app, tokens: app.another({ webhooks: { tolerance: 600, publicKeys } }) };
    const body = JSON.stringify(createEvent(event));
    const headers = { 'X-GHL-Signature': await app.highLevel.sign(body) };
    const send = ({ tokens }: App) => tokens.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers }));
    expect([(await send(app)).status, (await send(patient)).status]).toEqual([400, 200]);
  });
});

describe('a webhook that is refused', () => {
  const UNINSTALL = { type: 'UNINSTALL', locationId: LOCATION };

  it.each([
    [{}, (request: { body: string }) => (request.body += ' '), WRONG_SIGNATURE],
    [{ timestamp: minutesAgo(6) }, undefined, '`timestamp` differs from the clock by more than 300 seconds.'],
    [{ appId: 'another' }, undefined, 'This webhook is about another app.'],
    [{ webhookId: 7 }, undefined, 'The body must have `timestamp` and `webhookId`.'],
    [{ padding: 'x'.repeat(300_000) }, undefined, 'The body is longer than 262144 bytes.'],
  ])('is reported: %j', async (fields, spoil, message) => {
    const app = await createInstalled();
    await app.send({ ...UNINSTALL, ...fields }, spoil);
    expect(app.errors.map(String)).toEqual([expect.stringContaining(message)]);
    await app.send(UNINSTALL);
    expect(app.errors).toHaveLength(1);
  });

  async function createSigned(app: App, body = JSON.stringify(createEvent(UNINSTALL))): Promise<Request> {
    const headers = { 'X-GHL-Signature': await app.highLevel.sign(body), 'Content-Length': String(body.length) };
    return new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers });
  }

  it.each<[string, (request: Request) => Promise<Request>]>([
    ['has read', async (request) => (await request.json(), request)],
    ['has begun to read', (request) => (request.body?.getReader(), Promise.resolve(request))],
    [
      'has taken away',
      ({ url, headers }) => Promise.resolve(new Request(url, { method: 'POST', headers, body: new Uint8Array() })),
    ],
  ])('says so when a body parser %s its body', async (_what, parse) => {
    const app = await createInstalled();
    const response = await app.tokens.fetch(await parse(await createSigned(app)));
    expect(response.status).toBe(500);
    expect(app.errors.map(String)).toEqual([expect.stringContaining('above body parsers such as `express.json()`')]);
    expect((await app.tokens.fetch(await createSigned(app))).status).toBe(200);
  });
});

describe('a webhook that could not be handled', () => {
  it('is answered with 503, and handled when HighLevel repeats it', async () => {
    const memory = createMemoryStore();
    let isDown = false;
    const app = await createInstalled({
      store: {
        ...memory,
        delete: (key, options) => (isDown ? Promise.reject(new Error('Down.')) : memory.delete(key, options)),
      },
    });
    let sent: { body: string; headers: Record<string, string> } | undefined;
    isDown = true;
    const first = await app.send({ type: 'UNINSTALL', locationId: LOCATION }, (request) => (sent = { ...request }));
    expect([first.status, await isStillInstalled(app)]).toEqual([503, true]);
    isDown = false;
    const second = await app.send({}, (request) => Object.assign(request, sent));
    expect([second.status, await isStillInstalled(app)]).toEqual([200, false]);
  });
});

describe("HighLevel's keys", () => {
  it('are the default, and no key of ours', async () => {
    const app = await createInstalled();
    const real = { ...app, tokens: app.another({ webhooks: {} }) };
    const body = JSON.stringify(createEvent({ type: 'UNINSTALL', locationId: LOCATION }));
    const headers = { 'X-GHL-Signature': await app.highLevel.sign(body) };
    const request = new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers });
    expect((await real.tokens.fetch(request)).status).toBe(401);
    expect(app.errors.map(String)).toEqual([`Error: ${WRONG_SIGNATURE}`]);
  });

  it('may be several, so that they can change', async () => {
    const app = await createInstalled();
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const other = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const tokens = app.another({ webhooks: { publicKeys: [await app.highLevel.publicKey(), other] } });
    const body = JSON.stringify(createEvent({ type: 'UNINSTALL', locationId: LOCATION }));
    const headers = { 'X-GHL-Signature': sign(null, Buffer.from(body), privateKey).toString('base64') };
    expect((await tokens.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers }))).status).toBe(200);
  });

  it('that are none are reported', async () => {
    const app = await createInstalled();
    const tokens = app.another({ webhooks: { publicKeys: ['bm8ga2V5'] } });
    const headers = { 'X-GHL-Signature': btoa('x'.repeat(64)) };
    const request = new Request(`${MOUNT}/webhooks`, { method: 'POST', body: '{}', headers });
    expect((await tokens.fetch(request)).status).toBe(500);
    expect(app.errors).toMatchObject([{ code: 'invalid_config' }]);
  });

  it('of RSA count on request only, and never instead of a wrong Ed25519 signature', async () => {
    const app = await createInstalled();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const tokens = app.another({ webhooks: { rsa, publicKeys: [await app.highLevel.publicKey()] } });
    const body = JSON.stringify(createEvent({ type: 'UNINSTALL', locationId: LOCATION }));
    const signature = sign('sha256', Buffer.from(body), privateKey).toString('base64');
    const post = (instance: App['tokens'], headers: Record<string, string>) =>
      instance.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', body, headers }));
    expect((await post(app.tokens, { 'X-WH-Signature': signature })).status).toBe(401);
    const wrong = { 'X-WH-Signature': signature, 'X-GHL-Signature': btoa('x'.repeat(64)) };
    expect((await post(tokens, wrong)).status).toBe(401);
    expect((await post(tokens, { 'X-WH-Signature': 'AAAA' })).status).toBe(401);
    expect((await post(tokens, { 'X-WH-Signature': signature, 'X-GHL-Signature': 'N/A' })).status).toBe(200);
  });

  it('of RSA are known', async () => {
    const app = await createInstalled();
    const tokens = app.another({ webhooks: { rsa: true } });
    const headers = { 'X-WH-Signature': btoa('x'.repeat(512)) };
    const request = new Request(`${MOUNT}/webhooks`, { method: 'POST', body: '{}', headers });
    expect((await tokens.fetch(request)).status).toBe(401);
    expect(app.errors.map(String)).toEqual([`Error: ${WRONG_SIGNATURE}`]);
  });
});
