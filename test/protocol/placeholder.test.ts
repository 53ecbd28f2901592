import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchAccountDetails, listAccounts } from '../../src/connect/index.js';
import { parseConnectOptions } from '../../src/connect/config.js';
import { highLevelSession, requestUserContext } from '../../src/highlevel/index.js';
import { hasPlaceholder } from '../../src/protocol/placeholder.js';
import { createProxyHandler, createSessionToken } from '../../src/proxy/index.js';
import { createFakeWindow } from '../highlevel/fake-window.js';
import { createRequest, KEY, SESSION } from '../proxy/fixture.js';

/** A function of the package, called with an id or an address that may be a placeholder. */
type Call = (value: string) => unknown;

/** As menu links and template languages write them, and as a browser encodes them in an address. */
const PLACEHOLDERS = ['{{location.id}}', '{{ location.id }}', '%7B%7Blocation.id%7D%7D', '%7b%7buser.id%7d%7d'];
const GOOD = { platform: 'facebook', locationId: 'loc1', userId: 'user1' } as const;

const fetchNothing = () => Promise.resolve(Response.json({ success: true, results: { accounts: [], pages: [] } }));

async function requestContext(options: { appId?: string; payload?: string }): Promise<unknown> {
  const page = createFakeWindow();
  const context = requestUserContext(options);
  page.respond(options.payload ?? 'U2FsdGVk');
  return context;
}

/** The title names what the value is given as. */
const CALLS: readonly [title: string, call: Call, real: string][] = [
  ['locationId of an attempt', (locationId) => parseConnectOptions({ ...GOOD, locationId }), 'loc1'],
  ['userId of an attempt', (userId) => parseConnectOptions({ ...GOOD, userId }), 'user1'],
  ['platform of an attempt', (platform) => parseConnectOptions({ ...GOOD, platform: platform as 'google' }), 'google'],
  ['proxyUrl', (proxyUrl) => parseConnectOptions({ ...GOOD, proxyUrl }), '/highlevel'],
  ['the query of proxyUrl', (id) => parseConnectOptions({ ...GOOD, proxyUrl: `/p?location=${id}` }), 'loc1'],
  ['the query of startUrl', (id) => parseConnectOptions({ ...GOOD, startUrl: `/s?location=${id}` }), 'loc1'],
  ['locationId of a list', (id) => listAccounts({ proxyUrl: '/p', locationId: id, fetch: fetchNothing }), 'loc1'],
  [
    'locationId of details',
    (locationId) => fetchAccountDetails({ ...GOOD, accountId: 'a', proxyUrl: '/p', locationId, fetch: fetchNothing }),
    'loc1',
  ],
  ['proxyUrl of a session', (proxyUrl) => highLevelSession({ proxyUrl }), '/highlevel'],
  ['appId', (appId) => requestContext({ appId }), '0123456789abcdef01234567-ab12cd34'],
  ['the user context', (payload) => requestContext({ payload }), 'U2FsdGVkX18AESIz'],
  ['locationId of a session token', (id) => createSessionToken({ ...SESSION, locationId: id }, { key: KEY }), 'loc1'],
  ['userId of a session token', (id) => createSessionToken({ ...SESSION, userId: id }, { key: KEY }), 'user1'],
];

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.example/' });
  vi.stubGlobal('location', new URL('https://app.example/'));
  return () => vi.unstubAllGlobals();
});

describe('a placeholder that nothing has replaced', () => {
  for (const [title, call, real] of CALLS) {
    it.each(PLACEHOLDERS)(`is invalid_config as ${title}, and called by its name: %s`, async (placeholder) => {
      await expect((async () => call(placeholder))()).rejects.toMatchObject({
        code: 'invalid_config',
        message: expect.stringMatching(/is a placeholder that nothing has replaced.*; write the (value|id) itself/s),
      });
    });

    it(`is told apart from a value: ${real} as ${title}`, async () => {
      await expect((async () => call(real))()).resolves.toBeDefined();
    });
  }
});

describe('a proxy', () => {
  const createHandler = (session: object, log: string[] = []) =>
    createProxyHandler({
      authorize: () => ({ ...SESSION, ...session }),
      getToken: () => 'a-token-of-a-location',
      fetch: fetchNothing,
      log: ({ reason }) => void (reason && log.push(reason)),
    });
  const list = (segment: string) => createRequest(`/social-media-posting/${segment}/accounts`);

  it.each(PLACEHOLDERS)('says that the path has the placeholder %s, and answers for an id', async (placeholder) => {
    const response = await createHandler({})(list(placeholder));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'invalid_config', message: expect.stringContaining('placeholder that nothing has replaced') },
    });
    expect((await createHandler({})(list(SESSION.locationId))).status).toBe(200);
  });

  it.each(['locationId', 'userId', 'companyId'])('says in the log which id of its session is one: %s', async (name) => {
    const log: string[] = [];
    expect((await createHandler({ [name]: '{{location.id}}' }, log)(list('-'))).status).toBe(500);
    expect(log).toEqual([`\`${name}\` is a placeholder that nothing has replaced; write the id itself`]);
    expect((await createHandler({ [name]: SESSION.locationId }, log)(list('-'))).status).toBe(200);
  });

  it('says so of a payload before it decrypts anything', async () => {
    const isInstalled = vi.fn(() => true);
    const handle = createProxyHandler({
      getToken: () => 't',
      userContext: { sharedSecret: 's', key: KEY, isInstalled },
    });
    const body = JSON.stringify({ payload: '{{user.context}}', parentOrigin: 'https://app.gohighlevel.com' });
    const response = await handle(createRequest('/session', { method: 'POST', body }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_config' } });
  });
});

describe('hasPlaceholder', () => {
  it.each(['loc1', '{platform}', 'https://gw.example/{platform}', '', undefined, null, 7, '%7Bone%7D'])(
    'finds none in %j',
    (text) => expect(hasPlaceholder(text)).toBe(false),
  );
});
